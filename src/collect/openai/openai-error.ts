import { z } from 'zod';

export interface OpenAiRequest {
  /** Relative to the base URL, without the query. */
  readonly path: string;
  readonly apiKey: string;
  /** The setting that holds the key, for example `OPENAI_ADMIN_KEY`. */
  readonly keyName: string;
}

/** The error for a 3xx or 4xx that a retry can't fix. The message says what to set or which page to open. */
export function refusal(status: number, body: string, asked: OpenAiRequest): OpenAiError {
  const said = wordsOf(body, asked.apiKey);
  const details = { status, said };
  if ((status === 401 || status === 403) && wantsSessionKey(body)) {
    // Other endpoints may still take the key; without this one a plain key has nothing left to read.
    const code = needsAdminKey(asked.path) ? 'openai_refused' : 'openai_unauthorized';
    return new OpenAiError(code, noKeyTaken(status, asked), { status });
  }
  // OpenAI's message for a 401 is only about the key, and shows its last characters.
  if (status === 401) return new OpenAiError('openai_unauthorized', unauthorized(said, asked), { status });
  if (status === 403) return new OpenAiError('openai_forbidden', forbidden(said, asked), details);
  const quoted = said ? `: "${said.message}"` : '';
  if (status < 400) {
    return new OpenAiError(
      'openai_unexpected',
      `GET ${asked.path} was redirected (${status}). Set OPENAI_BASE_URL to the final address.`,
      details,
    );
  }
  return new OpenAiError('openai_refused', `OpenAI refused GET ${asked.path} (${status})${quoted}`, details);
}

const errorBody = z.object({ error: z.looseObject({ message: z.string(), param: z.string().nullish().catch(null) }) });

/** OpenAI repeats parts of the key in its messages, so anything that looks like a key is removed, starting with our own. */
function wordsOf(body: string, apiKey: string): OpenAiWords | null {
  const parsed = errorBody.safeParse(jsonOrNull(body));
  if (!parsed.success) return null;
  const { message, param } = parsed.data.error;
  return { message: withoutKeys(message, apiKey).slice(0, 500), param: param ? withoutKeys(param, apiKey) : null };
}

/** `text` without `apiKey`, and without anything else that starts like an OpenAI key, masked or not. */
export function withoutKeys(text: string, apiKey: string): string {
  return text.replaceAll(apiKey, '…').replace(/\bsk-[^\s"',)]+/g, 'sk-…');
}

/** OpenAI writes `Your request to GET … must be made with a session key (that is, it can only be made from the browser).` */
function wantsSessionKey(body: string): boolean {
  return /must be made with a session key/i.test(body);
}

function noKeyTaken(status: number, { path }: OpenAiRequest): string {
  const takesNone = `GET ${path} takes no API key any more (${status}): OpenAI says that it must be made with a session key, from its own web pages.`;
  if (needsAdminKey(path)) return takesNone;
  return `${takesNone}${withoutMembers(path)} An admin key reads usage and costs elsewhere: create one under ${adminKeysPage} and set it as OPENAI_ADMIN_KEY.`;
}

function withoutMembers(path: string): string {
  return path.startsWith('organizations/') ? ' Without OPENAI_ORG_ID usage is read without the list of members.' : '';
}

function unauthorized(said: OpenAiWords | null, asked: OpenAiRequest): string {
  const reason =
    wrongKindOfKey(asked) ?? `OpenAI does not accept ${asked.keyName} (401): it is mistyped, revoked or expired. ${newKey(asked)}`;
  return [reason, ...scopesSentence(said)].join(' ');
}

function forbidden(said: OpenAiWords | null, asked: OpenAiRequest): string {
  const scopes = scopesSentence(said);
  const wrongKind = wrongKindOfKey(asked);
  if (wrongKind) return [wrongKind, ...scopes].join(' ');
  if (scopes.length > 0) return `${asked.keyName} may not read GET ${asked.path} (403). ${scopes.join(' ')} ${newKey(asked)}`;
  const quoted = said ? `: "${said.message.replace(/\.\s*$/, '')}"` : '';
  return `OpenAI does not let ${asked.keyName} read GET ${asked.path} (403)${quoted}. ${newKey(asked)}${withoutMembers(asked.path)}`;
}

function wrongKindOfKey({ path, apiKey, keyName }: OpenAiRequest): string | null {
  const kind = keyKinds.find(({ prefix }) => apiKey.startsWith(prefix));
  if (!kind) return null;
  const begins = `${keyName} starts with "${kind.prefix}": that is ${kind.what}.`;
  if (needsAdminKey(path) && kind.prefix !== 'sk-admin-') {
    return `${begins} Usage and costs of the organisation need an admin key; create one under ${adminKeysPage}.`;
  }
  if (!needsAdminKey(path) && kind.prefix === 'sk-admin-') {
    return `${begins} Set it as OPENAI_ADMIN_KEY, which reads more than a plain key can.`;
  }
  return null;
}

const keyKinds = [
  { prefix: 'sk-admin-', what: 'an admin key' },
  { prefix: 'sk-proj-', what: 'a project key' },
  { prefix: 'sk-svcacct-', what: "a service account's key" },
];

/** OpenAI writes `…Missing scopes: api.usage.read, api.costs.read. Check that…`. */
function scopesSentence(said: OpenAiWords | null): string[] {
  const scopes = said && /missing scopes?:\s*([\w-]+(?:\.[\w-]+)*(?:,\s*[\w-]+(?:\.[\w-]+)*)*)/i.exec(said.message)?.[1];
  return scopes ? [`Missing scopes: ${scopes}.`] : [];
}

function newKey({ path }: OpenAiRequest): string {
  return needsAdminKey(path) ? `Create or edit an admin key under ${adminKeysPage}.` : `Create or edit a key under ${apiKeysPage}.`;
}

function needsAdminKey(path: string): boolean {
  return path.startsWith('organization/');
}

export const adminKeysPage = 'Settings → Organization → Admin keys (https://platform.openai.com/settings/organization/admin-keys)';
export const apiKeysPage = 'API keys (https://platform.openai.com/api-keys)';

function jsonOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** A failed request to OpenAI. The message says what to do and never contains the key; `code` is stable and meant for programs. */
export class OpenAiError extends Error {
  override readonly name = 'OpenAiError';
  readonly code: OpenAiErrorCode;
  /** The HTTP status, or null if there was no reply. */
  readonly status: number | null;
  /** OpenAI's own error message, with keys removed; null if there is none. */
  readonly said: OpenAiWords | null;
  /** What went wrong, worded the same for all requests that fail the same way. Defaults to the message. */
  readonly reason: string;

  constructor(code: OpenAiErrorCode, message: string, options: OpenAiErrorOptions = {}) {
    super(message, options.cause === undefined ? {} : { cause: options.cause });
    this.code = code;
    this.reason = options.reason ?? message;
    this.status = options.status ?? null;
    this.said = options.said ?? null;
  }

  /** Whether the source must stop, because no other request with this key can succeed. */
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

/** The useful fields of OpenAI's `{ "error": { "message", "type", "param", "code" } }`. */
export interface OpenAiWords {
  readonly message: string;
  /** The request parameter at fault, if OpenAI names one. */
  readonly param: string | null;
}

export type OpenAiErrorCode =
  /** 401: the key is wrong. */
  | 'openai_unauthorized'
  /** 403: the key lacks a scope. */
  | 'openai_forbidden'
  /** Any other 4xx. */
  | 'openai_refused'
  /** 429, 5xx, a timeout or a dropped connection, after all retries. */
  | 'openai_unavailable'
  /** A reply that doesn't have the documented shape, or whose page cursor is missing or repeated. */
  | 'openai_unexpected'
  /** More than is read: bytes, values or depth. Asking for fewer days may help. */
  | 'openai_too_large';
