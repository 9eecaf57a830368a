import { acceptedBlocks } from '../accepted-blocks.ts';
import type { Arguments } from '../arguments.ts';
import { withBlockIds } from '../block-ids.ts';
import type { Context } from '../context.ts';
import { isJsonObject, type JsonObject, objectsIn } from '../json.ts';
import type { Methods } from '../method.ts';
import { SlackApiError } from '../slack-api-error.ts';
import { type NewView, type View, viewJson } from '../views.ts';

const maxStackedModals = 3;
const maxTitleCharacters = 24;
const maxPrivateMetadataCharacters = 3000;

export const viewMethods: Methods = {
  'views.open': (args, context) => opened(args, context, 0),

  'views.push': (args, context) => opened(args, context, 1),

  'views.update': (args, context) => {
    const id = args.text('view_id');
    const old = id === undefined ? context.views.findByExternalId(args.required('external_id')) : context.views.find(id);
    if (old === undefined) throw new SlackApiError('not_found');
    const hash = args.text('hash');
    if (hash !== undefined && hash !== old.hash) throw new SlackApiError('hash_conflict');
    return { view: viewJson(context.views.update(old, checkedView(args.json('view', 'invalid_arguments'), old.type, context))) };
  },

  'views.publish': (args, context) => {
    const user = args.required('user_id');
    if (!context.state.people.some(({ id }) => id === user)) throw new SlackApiError('user_not_found');
    const old = context.views.homeOf(user);
    const hash = args.text('hash');
    if (hash !== undefined && hash !== old?.hash) throw new SlackApiError('hash_conflict');
    return { view: viewJson(context.views.publish(user, checkedView(args.json('view', 'invalid_arguments'), 'home', context))) };
  },
};

/** `given` as a view that Slack would show. Throws `invalid_arguments` for the frame, `invalid_blocks` for its content. */
export function checkedView(given: unknown, type: View['type'], context: Context): NewView {
  if (!isJsonObject(given) || given.type !== type) throw invalidView(`view.type must be ${type}`);
  if (!Array.isArray(given.blocks)) throw invalidView('missing required field: view.blocks');
  if (type === 'modal') checkFrame(given);
  if (String(given.private_metadata ?? '').length > maxPrivateMetadataCharacters) throw invalidView('private_metadata is too long');
  return { type, blocks: withBlockIds(acceptedBlocks(given.blocks, type, context)), given };
}

function opened(args: Arguments, context: Context, atLeastBelow: number): JsonObject {
  const user = context.triggers.use(args.required('trigger_id'));
  const below = context.views.modalsOf(user).length;
  if (below < atLeastBelow) throw new SlackApiError('not_found');
  if (below >= maxStackedModals) throw new SlackApiError('push_limit_reached');
  const view = checkedView(args.json('view', 'invalid_arguments'), 'modal', context);
  return { view: viewJson(context.views.push(user, view)) };
}

function checkFrame(view: JsonObject): void {
  for (const name of ['title', 'submit', 'close']) {
    const text = isJsonObject(view[name]) ? view[name].text : undefined;
    if (name === 'title' && typeof text !== 'string') throw invalidView('missing required field: view.title');
    if (typeof text === 'string' && text.length > maxTitleCharacters)
      throw invalidView(`${name} must be less than ${maxTitleCharacters + 1} characters`);
  }
  if (view.submit === undefined && objectsIn(view.blocks).some(block => block.type === 'input')) {
    throw invalidView('missing required field: view.submit, which a view with input blocks needs');
  }
}

function invalidView(problem: string): SlackApiError {
  return new SlackApiError('invalid_arguments', { response_metadata: { messages: [`[ERROR] ${problem}`] } });
}
