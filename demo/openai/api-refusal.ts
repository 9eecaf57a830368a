/** A request that the stand-in refuses, in the words and shape of OpenAI's own errors. */
export class ApiRefusal extends Error {
  override readonly name = 'ApiRefusal';
  readonly status: number;
  readonly body: { readonly error: { message: string; type: string; param: string | null; code: string | null } };
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: number,
    message: string,
    more: { type?: string; param?: string; code?: string; headers?: Record<string, string> } = {},
  ) {
    super(message);
    this.status = status;
    this.body = { error: { message, type: more.type ?? 'invalid_request_error', param: more.param ?? null, code: more.code ?? null } };
    this.headers = more.headers ?? {};
  }
}

export function badRequest(message: string, param: string): ApiRefusal {
  return new ApiRefusal(400, message, { param });
}

/** `retryAfter` is in seconds. Without it the answer does not say when to retry, as OpenAI's sometimes does not. */
export function tooManyRequests(retryAfter: number | undefined): ApiRefusal {
  const headers = retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) };
  return new ApiRefusal(429, 'Rate limit reached. Please try again later.', { type: 'requests', code: 'rate_limit_exceeded', headers });
}
