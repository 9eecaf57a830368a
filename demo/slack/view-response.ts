import type { Context } from './context.ts';
import { isJsonObject, type JsonObject } from './json.ts';
import { checkedView } from './methods/views.ts';
import type { View } from './views.ts';

/**
 * Does what the bot's acknowledgement of a submission asks for: shows errors, another view, or closes it. Returns the errors by
 * block id. A bare acknowledgement closes the modal.
 */
export function followSubmission(view: View, acknowledgement: JsonObject | null, context: Context): JsonObject {
  switch (acknowledgement?.response_action) {
    case 'errors':
      return isJsonObject(acknowledgement.errors) ? acknowledgement.errors : {};
    case 'update':
      context.views.update(view, checkedView(acknowledgement.view, 'modal', context));
      return {};
    case 'push':
      context.views.push(view.user, checkedView(acknowledgement.view, 'modal', context));
      return {};
    case 'clear':
      context.views.close(view, true);
      return {};
    default:
      context.views.close(view);
      return {};
  }
}
