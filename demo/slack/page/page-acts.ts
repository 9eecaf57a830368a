import { z } from 'zod';
import { NotAcknowledged } from '../bot-connection.ts';
import type { Context } from '../context.ts';
import { shownText, stateValues } from '../element-values.ts';
import { fieldProblems } from '../field-problems.ts';
import type { JsonObject } from '../json.ts';
import type { Message } from '../message.ts';
import { SlackApiError } from '../slack-api-error.ts';
import type { View } from '../views.ts';
import type { Workspace } from '../workspace.ts';

/** What the page's script sends when someone does something. */
const act = z.object({
  user: z.string(),
  channel: z.string().default('general'),
  threadTs: z.string().optional(),
  text: z.string().default(''),
  ts: z.string().default(''),
  view: z.string().default(''),
  action: z.string().default(''),
  block: z.string().optional(),
  values: z.array(z.string()).default([]),
  fields: z.record(z.string(), z.record(z.string(), z.array(z.string()))).default({}),
  callbackId: z.string().default(''),
  all: z.boolean().default(false),
});
type Act = z.infer<typeof act>;

type Run = (asked: Act, workspace: Workspace, context: Context) => Promise<JsonObject | undefined>;

const acts: Readonly<Record<string, Run>> = {
  type: async ({ text, user, channel, threadTs }, workspace) => {
    await workspace.type(text, { user, channel, ...(threadTs === undefined ? {} : { threadTs }) });
    return undefined;
  },

  press: async ({ user, action, block, values, fields, ...where }, workspace, context) => {
    await workspace.press(messageAt(where, context), action, { user, blockId: block, values, fields });
    return undefined;
  },

  'press-view': async ({ view, action, block, values, fields }, workspace, context) => {
    await workspace.pressInView(viewAt(view, context), action, undefined, { blockId: block, values, fields });
    return undefined;
  },

  submit: async ({ view: id, fields }, workspace, context) => {
    const view = viewAt(id, context);
    const problems = fieldProblems(view.blocks, fields);
    if (Object.keys(problems).length > 0) return { problems };
    return { problems: await workspace.submit(view, stateValues(context.offered.blocksOf(view), fields)) };
  },

  search: async ({ view, action, block, text }, workspace, context) => {
    const options = await workspace.search(viewAt(view, context), action, text, block);
    return { options: options.map(({ value, text: shown }) => ({ value, text: shownText(shown) })) };
  },

  close: async ({ view, all }, workspace, context) => {
    await workspace.close(viewAt(view, context), all);
    return undefined;
  },

  home: async ({ user }, workspace) => {
    await workspace.openHome(user);
    return undefined;
  },

  dismiss: async ({ user, ...where }, _workspace, context) => {
    const message = messageAt(where, context);
    if (message.visibleTo === user) context.state.delete(message);
    return undefined;
  },

  shortcut: async ({ user, callbackId, ts, channel }, workspace, context) => {
    if (ts === '') await workspace.globalShortcut(callbackId, user);
    else await workspace.messageShortcut(messageAt({ ts, channel }, context), callbackId, user);
    return undefined;
  },
};

/**
 * Does what the page's script asks for; null for an unknown request. `problem` says what went wrong, for the composer to
 * show; Slackbot has answered a failed command too.
 */
export async function runAct(name: string, asked: JsonObject, context: Context, workspace: Workspace): Promise<JsonObject | null> {
  const run = acts[name];
  if (run === undefined) return null;
  try {
    return { ok: true, ...(await run(act.parse({ user: workspace.viewer.id, ...asked }), workspace, context)) };
  } catch (error) {
    return { ok: false, problem: problemOf(error) };
  }
}

function problemOf(error: unknown): string {
  if (error instanceof NotAcknowledged) return `The bot did not answer (${error.code}).`;
  if (error instanceof SlackApiError) return `The bot's answer was refused (${error.code}).`;
  return error instanceof Error ? error.message : String(error);
}

function messageAt({ channel, ts }: Pick<Act, 'channel' | 'ts'>, context: Context): Message {
  const found = context.state.message(context.state.channel(channel)?.id ?? channel, ts);
  if (found === undefined) throw new Error('This message is no longer there.');
  return found;
}

function viewAt(id: string, context: Context): View {
  const found = context.views.find(id);
  if (found === undefined) throw new Error('This form is no longer open.');
  return found;
}
