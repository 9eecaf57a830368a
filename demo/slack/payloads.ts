import type { Channel } from './channel.ts';
import type { Context } from './context.ts';
import { type Fields, stateValues } from './element-values.ts';
import type { JsonObject } from './json.ts';
import type { Message } from './message.ts';
import { messageJson } from './message-json.ts';
import type { Person } from './people.ts';
import { type View, viewJson } from './views.ts';

/** What Slack sends the bot for each thing a person can do, as docs.slack.dev describes the payloads. */

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
    team_id: context.team.id,
    team_domain: context.team.domain,
    channel_id: where.id,
    channel_name: where.kind === 'direct' ? 'directmessage' : where.name,
    user_id: who.id,
    user_name: who.handle,
    command,
    text,
    api_app_id: context.appId,
    is_enterprise_install: 'false',
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
    view: viewJson(view, { values: stateValues(view.blocks, fields) }),
    actions: [action],
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

export function eventPayload(event: JsonObject, eventId: string, atMs: number, context: Context): JsonObject {
  return {
    token: 'unused-verification-token',
    team_id: context.team.id,
    api_app_id: context.appId,
    type: 'event_callback',
    event,
    event_id: eventId,
    event_time: Math.floor(atMs / 1000),
    authorizations: [
      { team_id: context.team.id, user_id: context.state.bot.id, is_bot: true, is_enterprise_install: false, enterprise_id: null },
    ],
  };
}

function common(who: Person, context: Context): JsonObject {
  return {
    token: 'unused-verification-token',
    user: { id: who.id, username: who.handle, name: who.handle, team_id: context.team.id },
    api_app_id: context.appId,
    team: { id: context.team.id, domain: context.team.domain },
    enterprise: null,
    is_enterprise_install: false,
  };
}
