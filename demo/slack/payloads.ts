import type { Channel } from './channel.ts';
import type { Context } from './context.ts';
import { type Fields, stateValues } from './element-values.ts';
import { type JsonObject, textOf } from './json.ts';
import type { Message } from './message.ts';
import { messageJson } from './message-json.ts';
import type { Person } from './people.ts';
import { type View, viewJson } from './views.ts';

/**
 * What Slack sends the bot for each thing a person can do, as docs.slack.dev describes the payloads. A command names the workspace of
 * whoever typed it; a press or a form names the bot's workspace as `team`, and theirs as `user.team_id`.
 */

export function commandPayload(
  command: string,
  text: string,
  who: Person,
  where: Channel,
  responseUrlId: string,
  context: Context,
): JsonObject {
  return {
    token: 'unused-verification-token',
    team_id: who.team.id,
    team_domain: who.team.domain,
    ...(context.enterprise === null ? {} : { enterprise_id: context.enterprise.id, enterprise_name: context.enterprise.name }),
    channel_id: where.id,
    channel_name: where.kind === 'direct' ? 'directmessage' : where.name,
    user_id: who.id,
    user_name: who.handle,
    command,
    text,
    api_app_id: context.appId,
    is_enterprise_install: String(context.enterprise?.isOrgInstall ?? false),
    response_url: `${context.url()}/respond/${responseUrlId}`,
    trigger_id: context.triggers.issue(who.id),
  };
}

/** A press on a message. An ephemeral message is not in the payload: Slack does not keep it. */
export function messageActionPayload(
  { action, fields, message }: { action: JsonObject; fields: Fields; message: Message },
  who: Person,
  where: Channel,
  responseUrlId: string,
  context: Context,
): JsonObject {
  const isEphemeral = message.visibleTo !== null;
  return {
    type: 'block_actions',
    ...common(who, context),
    container: {
      type: 'message',
      message_ts: message.ts,
      channel_id: where.id,
      is_ephemeral: isEphemeral,
      ...(message.threadTs === null ? {} : { thread_ts: message.threadTs }),
    },
    trigger_id: context.triggers.issue(who.id),
    channel: { id: where.id, name: where.kind === 'direct' ? 'directmessage' : where.name },
    ...(isEphemeral ? {} : { message: messageJson(message, context) }),
    state: { values: stateValues(message.blocks, fields) },
    response_url: `${context.url()}/respond/${responseUrlId}`,
    actions: [action],
  };
}

export function viewActionPayload(action: JsonObject, fields: Fields, view: View, who: Person, context: Context): JsonObject {
  return {
    type: 'block_actions',
    ...common(who, context),
    container: { type: 'view', view_id: view.id },
    trigger_id: context.triggers.issue(who.id),
    view: viewJson(view, { values: stateValues(context.offered.blocksOf(view), fields) }),
    actions: [action],
  };
}

/** What Slack asks while a person types `value` into a searched menu. It can open nothing, so it has no trigger id. */
export function suggestionPayload(place: JsonObject, value: string, view: View, who: Person, context: Context): JsonObject {
  return {
    type: 'block_suggestion',
    ...common(who, context),
    container: { type: 'view', view_id: view.id },
    view: viewJson(view),
    ...place,
    value,
  };
}

/** `values` by block id and action id, as Slack gives them: `{ amount: { value: { type: 'number_input', value: '500' } } }`. */
export function submissionPayload(view: View, values: JsonObject, who: Person, context: Context): JsonObject {
  return {
    type: 'view_submission',
    ...common(who, context),
    trigger_id: context.triggers.issue(who.id),
    view: viewJson(view, { values }),
    response_urls: [],
  };
}

/** For a modal that a person closed without submitting it, or whose whole stack they closed (`isCleared`). */
export function closedPayload(view: View, isCleared: boolean, who: Person, context: Context): JsonObject {
  return { type: 'view_closed', ...common(who, context), view: viewJson(view), is_cleared: isCleared };
}

/** A shortcut from the menu beside the composer. It has no channel, so no response URL. */
export function globalShortcutPayload(callbackId: string, who: Person, context: Context): JsonObject {
  return { type: 'shortcut', ...common(who, context), callback_id: callbackId, action_ts: '0', trigger_id: context.triggers.issue(who.id) };
}

export function messageShortcutPayload(
  callbackId: string,
  message: Message,
  who: Person,
  where: Channel,
  responseUrlId: string,
  context: Context,
): JsonObject {
  return {
    type: 'message_action',
    ...common(who, context),
    callback_id: callbackId,
    trigger_id: context.triggers.issue(who.id),
    action_ts: message.ts,
    message_ts: message.ts,
    channel: { id: where.id, name: where.kind === 'direct' ? 'directmessage' : where.name },
    message: messageJson(message, context),
    response_url: `${context.url()}/respond/${responseUrlId}`,
  };
}

/** For somebody of another workspace, `team_id` names theirs; the bot's own is in `authorizations` and `context_team_id`. */
export function eventPayload(event: JsonObject, eventId: string, atMs: number, context: Context): JsonObject {
  const { state, team, enterprise } = context;
  const isOrgInstall = enterprise?.isOrgInstall ?? false;
  const source = textOf(event.user_team) ?? state.person(String(event.user))?.team.id ?? team.id;
  const enterpriseId = enterprise === null ? null : enterprise.id;
  const authorization = { enterprise_id: enterpriseId, team_id: isOrgInstall ? null : team.id, user_id: state.bot.id, is_bot: true };
  return {
    token: 'unused-verification-token',
    team_id: source,
    context_team_id: team.id,
    context_enterprise_id: enterpriseId,
    api_app_id: context.appId,
    type: 'event_callback',
    event,
    event_id: eventId,
    event_time: Math.floor(atMs / 1000),
    authorizations: [{ ...authorization, is_enterprise_install: isOrgInstall }],
    is_ext_shared_channel: state.channel(String(event.channel))?.isShared === true,
    event_context: `4-${eventId}`,
  };
}

function common(who: Person, { team, enterprise, appId }: Context): JsonObject {
  const isOrgInstall = enterprise?.isOrgInstall ?? false;
  const ofEnterprise = enterprise === null ? {} : { enterprise_id: enterprise.id, enterprise_name: enterprise.name };
  return {
    token: 'unused-verification-token',
    user: { id: who.id, username: who.handle, name: who.handle, team_id: who.team.id },
    api_app_id: appId,
    team: isOrgInstall ? null : { id: team.id, domain: team.domain, ...ofEnterprise },
    enterprise: enterprise === null ? null : { id: enterprise.id, name: enterprise.name },
    is_enterprise_install: isOrgInstall,
  };
}
