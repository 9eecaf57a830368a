import { ApiRefusal } from './api-refusal.ts';
import type { Route } from './routes.ts';

/** The two keys that the stand-in accepts. */
export const adminKey = 'sk-admin-demo-0000';
export const plainKey = 'sk-demo-0000';

/** Refuses a request whose `authorization` header does not hold the kind of key that `route` needs, in OpenAI's words. */
export function checkKey(authorization: string | undefined, route: Route, method: string, path: string): void {
  const key = /^Bearer (.+)$/.exec(authorization ?? '')?.[1];
  if (key === undefined) {
    throw new ApiRefusal(
      401,
      "You didn't provide an API key. You need to provide your API key in an Authorization header using Bearer auth.",
    );
  }
  if (key !== adminKey && key !== plainKey) {
    const shown = `${key.slice(0, 8)}***${key.slice(-4)}`;
    const message = `Incorrect API key provided: ${shown}. You can find your API key at https://platform.openai.com/account/api-keys.`;
    throw new ApiRefusal(401, message, { code: 'invalid_api_key' });
  }
  const kind = key === adminKey ? 'admin' : 'plain';
  if (kind === route.key) return;
  if (route.scope === null) {
    const message = `Your request to ${method} ${path} must be made with a project or user key. You made it with the following key type: admin.`;
    throw new ApiRefusal(403, message, { type: 'server_error' });
  }
  throw new ApiRefusal(
    403,
    `You have insufficient permissions for this operation. Missing scopes: ${route.scope}. Check that you have the correct role in your organization (Reader, Writer, Owner) and project (Member, Owner), and if you're using a restricted API key, that it has the necessary scopes.`,
  );
}
