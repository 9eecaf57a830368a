/** The body of a refusal. The part of the message that spendbot looks for is OpenAI's wording; the rest is made up. */
export function errorBody(message: string, param: string | null = null) {
  return { error: { message, type: 'invalid_request_error', param, code: null } };
}

export const missingScope = errorBody('This key may not do that. Missing scopes: api.usage.read. Ask an owner for a role that may.');
export const unknownKey = errorBody('Incorrect API key provided: sk-test-…7Q2x.');
export const browserOnly = errorBody('GET /v1/organizations/org-kestrel/users must be made with a session key, not with a secret key.');
export const unsupportedGrouping = errorBody('Unsupported group_by combination.');
