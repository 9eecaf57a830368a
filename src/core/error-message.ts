/** What `error` says, whatever was thrown. Several errors at once (a host with two addresses) say each. */
export function errorMessage(error: unknown): string {
  if (error instanceof AggregateError && error.message === '') return error.errors.map(errorMessage).join('; ');
  return error instanceof Error ? error.message : String(error);
}

/** The code of an error: `ENOENT`, `40001`, `store_full`. Empty where there is none. */
export function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

/** Whether spendbot threw it, with a message written for people. */
export function isOwnError(error: unknown): error is Error & { readonly code: string } {
  return /^(?:config|openai|store|slack|chart|output)_/.test(errorCode(error));
}
