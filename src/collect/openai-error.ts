/**
 * A request to OpenAI that failed. The message says what to do and never holds the key; `code` is stable and meant for
 * programs.
 */
export class OpenAiError extends Error {
  override readonly name = 'OpenAiError';
  readonly code: OpenAiErrorCode;
  /** The HTTP status, or null when no answer came. */
  readonly status: number | null;
  /** What OpenAI's error body says, without keys; null when it says nothing. */
  readonly said: OpenAiWords | null;
  /** What went wrong, in words that are the same for every request that failed alike; otherwise the message. */
  readonly reason: string;

  constructor(code: OpenAiErrorCode, message: string, options: OpenAiErrorOptions = {}) {
    super(message, options.cause === undefined ? {} : { cause: options.cause });
    this.code = code;
    this.reason = options.reason ?? message;
    this.status = options.status ?? null;
    this.said = options.said ?? null;
  }

  /** Whether the source must stop: no other request with this key can succeed. */
  get stopsSource(): boolean {
    return this.code === 'openai_unauthorized' || this.code === 'openai_forbidden';
  }
}

interface OpenAiErrorOptions {
  readonly status?: number;
  readonly said?: OpenAiWords | null;
  readonly reason?: string;
  readonly cause?: unknown;
}

/** The two useful fields of OpenAI's `{ "error": { "message", "type", "param", "code" } }`. */
export interface OpenAiWords {
  readonly message: string;
  /** The request parameter that is at fault, where OpenAI names one. */
  readonly param: string | null;
}

export type OpenAiErrorCode =
  /** 401: the key is wrong. */
  | 'openai_unauthorized'
  /** 403: the key lacks a scope. */
  | 'openai_forbidden'
  /** Another 4xx. */
  | 'openai_refused'
  /** 429, 5xx, a timeout or a cut connection, still after every retry. */
  | 'openai_unavailable'
  /** An answer that does not have the documented shape, or a page cursor that is missing or repeated. */
  | 'openai_unexpected';
