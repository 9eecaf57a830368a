import type { Context } from '../context.ts';
import { shownText } from '../element-values.ts';
import type { JsonObject } from '../json.ts';
import type { Message } from '../message.ts';
import type { View } from '../views.ts';
import type { Workspace } from '../workspace.ts';
import { messageHtml } from './message-html.ts';
import { viewHtml } from './view-html.ts';

/** The workspace for `user`: who is there, and the channels they are in. */
export function workspaceJson(context: Context, workspace: Workspace, user: string): JsonObject {
  const { name, handle, id } = context.state.bot;
  return {
    name: context.team.name,
    bot: { id, name, handle },
    viewer: user,
    opensOn: context.opensOn,
    people: workspace.people.map(person => ({ id: person.id, name: person.name, handle: person.handle, role: person.role })),
    commands: context.commands,
    shortcuts: context.shortcuts,
    channels: context.state.channels
      .filter(({ members }) => members.has(user))
      .map(channel => ({
        id: channel.id,
        name: channel.kind === 'direct' ? name : channel.name,
        kind: channel.kind,
        topic: channel.topic,
        withBot: channel.members.has(id),
      })),
  };
}

/** What a channel shows: its messages, each thread's number of replies, and the replies also sent to the channel. */
export function messagesJson(context: Context, workspace: Workspace, user: string, channel: string): JsonObject {
  const messages = workspace.messages(channel, { as: user });
  const shown = messages.filter(({ threadTs, broadcast, visibleTo }) => threadTs === null || broadcast || visibleTo !== null);
  return { messages: shown.map(message => messageJson(message, messages, context)) };
}

/** A thread: its first message and all its replies. */
export function threadJson(context: Context, workspace: Workspace, user: string, channel: string, ts: string): JsonObject {
  const messages = workspace.messages(channel, { as: user }).filter(message => message.ts === ts || message.threadTs === ts);
  return { messages: messages.map(message => messageJson(message, [], context)) };
}

function messageJson(message: Message, all: readonly Message[], context: Context): JsonObject {
  const replies = all.filter(({ threadTs, visibleTo }) => threadTs === message.ts && visibleTo === null);
  const root = all.find(({ ts }) => ts === message.threadTs);
  return {
    ts: message.ts,
    html: messageHtml(message, context),
    isEphemeral: message.visibleTo !== null,
    replies: replies.length,
    lastReplyTs: replies.at(-1)?.ts ?? null,
    /** For a reply shown in the channel: the message it replies to. */
    repliesTo: root === undefined ? null : { ts: root.ts, text: root.text.slice(0, 80) },
  };
}

/** What `user` sees besides the messages. */
export function screenJson(context: Context, workspace: Workspace, user: string): JsonObject {
  const home = workspace.homeOf(user);
  return {
    home: home === undefined ? null : { id: home.id, hash: home.hash, html: viewHtml(home, context) },
    modals: workspace.modalsOf(user).map(view => modalJson(view, context)),
  };
}

function modalJson(view: View, context: Context): JsonObject {
  return {
    id: view.id,
    hash: view.hash,
    title: shownText(view.given.title) ?? '',
    submit: shownText(view.given.submit) ?? null,
    close: shownText(view.given.close) ?? 'Cancel',
    html: viewHtml(view, context),
  };
}
