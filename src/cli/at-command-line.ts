import { readConfig, type Setting } from '#app/config.ts';
import type { ExitCode } from '#app/exit.ts';
import type { Asker } from '#features/access/asker.ts';
import type { Parts } from '#features/feature.ts';
import { features } from '#features/features.ts';
import { problem } from '#show/plain-views.ts';
import type { Command } from './command.ts';
import { withDatabase } from './with-database.ts';

/**
 * Runs `use` with what features work with, asked by whoever runs the command, who has the database and so may see and change everything.
 *
 * @param email who they are in OpenAI; null when they did not say.
 */
export function atCommandLine(
  command: Command,
  email: string | null,
  use: (parts: Parts, asker: Asker) => Promise<ExitCode>,
): Promise<ExitCode> {
  return withDatabase(command, [], async database => {
    const variables = await command.environment();
    const read = <Used extends Setting>(setting: Used) => readConfig(variables, {}, [setting])[setting];
    // Each setting is read by the feature that uses it: one that is set wrongly stops no other.
    const parts: Parts = {
      ...{ database, features },
      running: new Map(),
      get settleDays() {
        return read('settleDays');
      },
      get peopleVisible() {
        return read('peopleVisible');
      },
      get admins() {
        return read('admins');
      },
      priceBook: async () => (await import('#features/prices/current-price-book.ts')).currentPriceBook(database, read('teamPrices'))(),
      async watchesChanged() {
        const { evaluateAlerts } = await import('#features/alerts/evaluate.ts');
        await evaluateAlerts(parts, command.clock());
      },
    };
    return use(parts, askerOf(command, email));
  });
}

function askerOf(command: Command, email: string | null): Asker {
  return {
    slackUserId: 'the command line',
    channelId: '',
    within: [],
    maySeePeople: true,
    mayShowPeople: true,
    isPublic: false,
    mayChange: async () => true,
    async isBotIn(channelId) {
      const { isBotIn } = await import('#delivery/slack/channels.ts');
      return isBotIn(await slackClient(command), channelId);
    },
    email: async () => email ?? problem('Your own figures need to know who you are: add --as and your e-mail address in OpenAI.'),
    emailIs: email ?? '',
  };
}

const named = /(?<=^|\s)#([\p{L}\p{N}_-]*\p{L}[\p{L}\p{N}_-]*)(?=$|[\s,])/gu;

/** Whether `text` names a channel as people do. */
export function namesChannel(text: string): boolean {
  return text.search(named) >= 0;
}

/**
 * `text` with each `#channel` by its id, as Slack itself sends it, where the bot is a member. Slack is only asked where a channel is named
 * and SLACK_BOT_TOKEN is set; without it channels stay as typed.
 */
export async function withChannels(command: Command, text: string): Promise<string> {
  const names = new Set(Array.from(text.matchAll(named), ([, name = '']) => name));
  if (names.size === 0 || !(await command.environment()).SLACK_BOT_TOKEN) return text;
  const { ownChannelNamed } = await import('#delivery/slack/channels.ts');
  const client = await slackClient(command);
  const ids = new Map<string, string>();
  for (const name of names) {
    const id = await ownChannelNamed(client, name.toLowerCase());
    if (id !== null) ids.set(name, id);
  }
  return text.replace(named, (typed, name: string) => (ids.has(name) ? `<#${ids.get(name)}|${name}>` : typed));
}

async function slackClient(command: Command) {
  const [{ boltLogger, lookUpClient }, { createLogger }] = await Promise.all([import('#delivery/slack/clients.ts'), import('#log.ts')]);
  const { slack, logLevel } = readConfig(await command.environment(), { slack: true }, ['slack', 'logLevel']);
  if (slack === null) throw new Error('Slack is needed, and was not read');
  const logger = createLogger(logLevel, line => void command.err.stream.write(line));
  return lookUpClient(slack, boltLogger(logger));
}
