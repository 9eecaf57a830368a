/** A price list that can't be fetched, read or trusted. The message says why, and what to do. Nothing of the list is kept. */
export class PriceListError extends Error {
  override readonly name = 'PriceListError';
  readonly code = 'price_list_refused';

  constructor(message: string, cause?: unknown) {
    super(message, cause === undefined ? {} : { cause });
  }
}
