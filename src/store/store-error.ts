/** The database cannot be used as it is. The message says what to do; `code` is stable and meant for programs. */
export class StoreError extends Error {
  override readonly name = 'StoreError';
  readonly code: 'store_address' | 'store_newer' | 'store_unusable' | 'store_refused' | 'store_unreachable';

  constructor(code: StoreError['code'], message: string, cause?: unknown) {
    super(message, cause === undefined ? {} : { cause });
    this.code = code;
  }
}

/** What `error` says, whatever it is; several that were tried at once (a host with two addresses) say each. */
export function messageOf(error: unknown): string {
  if (error instanceof AggregateError && error.message === '') return error.errors.map(messageOf).join('; ');
  return error instanceof Error ? error.message : String(error);
}
