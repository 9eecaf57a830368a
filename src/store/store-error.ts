/** The database cannot be used as it is. The message says what to do; `code` is stable and meant for programs. */
export class StoreError extends Error {
  override readonly name = 'StoreError';
  readonly code: 'store_address' | 'store_newer' | 'store_unusable';

  constructor(code: StoreError['code'], message: string, cause?: unknown) {
    super(message, cause === undefined ? {} : { cause });
    this.code = code;
  }
}
