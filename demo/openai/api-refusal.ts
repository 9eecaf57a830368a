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

/** What a key gets that may read the organization, but not this part of it. */
export function noAccess(): ApiRefusal {
  return new ApiRefusal(403, 'You do not have access to this project.');
}

/** What an endpoint says that takes no API key any more. */
export function sessionKeyNeeded(path: string): ApiRefusal {
  const message = `Your request to GET ${path} must be made with a session key (that is, it can only be made from the browser). You made it with the following key type: secret.`;
  return new ApiRefusal(401, message, { type: 'server_error' });
}

/** A 429 that says nothing of when to retry, because waiting does not help. */
export function spendLimitReached(code = 'organization_spend_limit_exceeded'): ApiRefusal {
  const message = 'You have reached the spend limit. Raise it in the settings of your organization or project.';
  return new ApiRefusal(429, message, { type: 'insufficient_quota', code });
}

export function serverError(): ApiRefusal {
  const message = 'The server had an error while processing your request. Sorry about that!';
  return new ApiRefusal(500, message, { type: 'server_error' });
}
