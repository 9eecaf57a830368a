/** The database can't be used. The message says what to do; `code` is stable and meant for programs. */
export class StoreError extends Error {
  override readonly name = 'StoreError';
  readonly code: StoreErrorCode;

  constructor(code: StoreErrorCode, message: string, cause?: unknown) {
    super(message, cause === undefined ? {} : { cause });
    this.code = code;
  }
}

export function unusable(message: string, cause?: unknown): StoreError {
  return new StoreError('store_unusable', message, cause);
}

export type StoreErrorCode =
  /** DATABASE_URL isn't a database address. */
  | 'store_address'
  /** A newer spendbot wrote it. */
  | 'store_newer'
  | 'store_full'
  | 'store_locked'
  | 'store_timeout'
  /** It's damaged, or not a database. */
  | 'store_corrupt'
  | 'store_read_only'
  | 'store_refused'
  | 'store_unreachable'
  /** Anything else. */
  | 'store_unusable';

/** What an operator can do about an error of a database, by its own code. */
export type Advice = Readonly<Record<string, { readonly code: StoreErrorCode; readonly words: string }>>;
