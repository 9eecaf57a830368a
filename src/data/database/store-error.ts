/** The database cannot be used as it is. The message says what to do; `code` is stable and meant for programs. */
export class StoreError extends Error {
  override readonly name = 'StoreError';
  readonly code: StoreErrorCode;

  constructor(code: StoreErrorCode, message: string, cause?: unknown) {
    super(message, cause === undefined ? {} : { cause });
    this.code = code;
  }
}

export type StoreErrorCode =
  /** DATABASE_URL is no address of a database. */
  | 'store_address'
  /** Written by a newer spendbot. */
  | 'store_newer'
  /** No space is left for it. */
  | 'store_full'
  /** Another program holds it. */
  | 'store_locked'
  /** It is damaged, or no database. */
  | 'store_corrupt'
  /** It may not be written to. */
  | 'store_read_only'
  /** The server refuses whoever asks. */
  | 'store_refused'
  /** The server cannot be reached. */
  | 'store_unreachable'
  /** Anything else. */
  | 'store_unusable';
