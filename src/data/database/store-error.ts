/** The database can't be used. The message says what to do; `code` is stable and meant for programs. */
export class StoreError extends Error {
  override readonly name = 'StoreError';
  readonly code: StoreErrorCode;

  constructor(code: StoreErrorCode, message: string, cause?: unknown) {
    super(message, cause === undefined ? {} : { cause });
    this.code = code;
  }
}

export type StoreErrorCode =
  /** DATABASE_URL isn't a database address. */
  | 'store_address'
  /** A newer spendbot wrote it. */
  | 'store_newer'
  /** The disk is full. */
  | 'store_full'
  /** Another program has it locked. */
  | 'store_locked'
  /** The server ended a statement that took too long. */
  | 'store_timeout'
  /** It's corrupt, or not a database. */
  | 'store_corrupt'
  /** It's read-only. */
  | 'store_read_only'
  /** The server refuses to let us in. */
  | 'store_refused'
  /** The server can't be reached. */
  | 'store_unreachable'
  /** Anything else. */
  | 'store_unusable';
