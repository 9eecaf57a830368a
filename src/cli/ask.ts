import { writeFile } from 'node:fs/promises';
import { inspectConfig, readConfig, type Setting } from '#app/config.ts';
import { ConfigError } from '#app/config-error.ts';
import { type ExitCode, exitCodes } from '#app/exit.ts';
import type { Database } from '#data/database/open.ts';
import type { Asker } from '#features/access/asker.ts';
import { answerTyped, type Outcome } from '#features/answer-typed.ts';
import type { Chart, Parts } from '#features/feature.ts';
import { features } from '#features/features.ts';
import { leftOutNotes } from '#show/left-out-text.ts';
import { detailsNote, missingNotes } from '#show/phrases.ts';
import { type ProblemView, problemJson, problemText, problemView } from '#show/plain-views.ts';
import { type Command, lazyPriceBook, withDatabase } from './command.ts';
import { jsonText, OutputError } from './output.ts';

export interface AskOptions {
  readonly json?: true;
  readonly csv?: true;
  readonly all?: true;
  readonly chart?: string;
  readonly now?: Date;
  readonly as?: string;
}

const channelsHere = 'On the command line a #channel is found where SLACK_BOT_TOKEN is set, among those that spendbot is a member of.';

/** Answers like `/spend`. The person at the command line may see and change everything. */
export async function askCommand(command: Command, text: string, options: AskOptions): Promise<ExitCode> {
  return withDatabase(command, [], async database => {
    const asked = await withChannels(command, text);
    const parts = await partsOf(command, database);
    const outcome = await answerTyped(parts, asked, askerOf(command, options.as ?? null), options.now ?? command.clock());
    if (outcome.problem !== null) {
      const code = await printProblem(command, outcome.problem, options.json);
      if (asked.search(named) >= 0) await command.err.printLines([channelsHere]);
      return code;
    }
    const lacking = lackedBy(outcome, options);
    if (lacking !== null)
      return printProblem(
        command,
        problemView(`There is no ${lacking} of this: ask a question.`, { suggestion: 'last 30d' }),
        options.json,
      );
    const chart = outcome.chart();
    if (options.chart !== undefined && chart !== null) await drawInto(command, chart, options.chart);
    // Bare figures, as in CSV, do not say what they lack.
    if (outcome.view.detailsFrom !== undefined) await command.err.printLines([detailsNote(outcome.view.detailsFrom)]);
    if (isCsv(outcome, options)) await command.err.printLines(lackedFigures(outcome.view));
    const data = printedData(outcome, options);
    const { out } = command;
    const terminal = options.all ? { ...out.terminal, rows: Number.POSITIVE_INFINITY } : out.terminal;
    await (data === null ? out.printLines(outcome.text(terminal)) : out.print(`${data}\n`));
    return exitCodes.done;
  });
}

function isCsv(outcome: Outcome, { json, csv }: AskOptions): boolean {
  return !json && (csv === true || outcome.file()?.name.endsWith('.csv') === true);
}

function lackedFigures(view: Outcome['view']): string[] {
  return [...leftOutNotes(view), ...missingNotes(view)];
}

function lackedBy(outcome: Outcome, options: AskOptions): 'chart' | 'CSV' | null {
  if (options.chart !== undefined && outcome.chart() === null) return 'chart';
  return options.csv && !options.json && outcome.csv() === null ? 'CSV' : null;
}

async function drawInto(command: Command, { config }: Chart, file: string): Promise<void> {
  const [{ chartDrawer }, { createLogger }] = await Promise.all([import('#show/charts/chart-drawer.ts'), import('#log.ts')]);
  const { quickchartUrl, logLevel } = await readConfig(await command.environment(), {}, ['quickchartUrl', 'logLevel']);
  const draw = chartDrawer(
    quickchartUrl,
    createLogger(logLevel, line => void command.err.stream.write(line)),
  );
  await writeFile(file, await draw(config)).catch(error => {
    throw new OutputError(`--chart ${file}`, error);
  });
}

/** The data that an option asks for, or the question itself: `by model as csv`; null for words. */
function printedData(outcome: Outcome, { json, csv }: AskOptions): string | null {
  if (json) return jsonText(outcome.json());
  const text = csv ? outcome.csv() : outcome.file()?.text;
  return text?.trimEnd() ?? null;
}

/** Prints a problem: as text on standard error, or as JSON on standard output. */
async function printProblem({ out, err }: Command, view: ProblemView, isJson = false): Promise<ExitCode> {
  if (isJson) await out.print(`${jsonText(problemJson(view))}\n`);
  else await err.printLines(problemText(view));
  return exitCodes.usage;
}

/** What features work with. A wrong setting stops only the features that use it. */
async function partsOf(command: Command, database: Database): Promise<Parts> {
  const { config, problems } = await inspectConfig(await command.environment(), {}, ['settleDays', 'peopleVisible', 'admins']);
  const read = <Used extends Setting>(setting: Used) => {
    const wrong = problems.filter(problem => problem.setting === setting);
    if (wrong.length > 0) throw new ConfigError(wrong.map(({ words }) => words));
    return config[setting];
  };
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
    priceBook: lazyPriceBook(command, database),
    async watchesChanged() {
      const { evaluateAlerts } = await import('#features/alerts/evaluate.ts');
      await evaluateAlerts(parts, command.clock());
    },
  };
  return parts;
}

/**
 * The person at the command line has the database, so they may see and change everything.
 *
 * @param email their address in OpenAI; null if they did not give one.
 */
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
    email: async () => email ?? problemView('Your own figures need to know who you are: add --as and your e-mail address in OpenAI.'),
    emailIs: email ?? '',
  };
}

const named = /(?<=^|\s)#([\p{L}\p{N}_-]*\p{L}[\p{L}\p{N}_-]*)(?=$|[\s,])/gu;

/** `text` with each `#channel` the bot is in as its id, as Slack sends it. Asks Slack only if one is named and SLACK_BOT_TOKEN is set. */
async function withChannels(command: Command, text: string): Promise<string> {
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
  const { slack, logLevel } = await readConfig(await command.environment(), { slack: true }, ['slack', 'logLevel']);
  if (slack === null) throw new Error('Slack is needed, and was not read');
  const logger = createLogger(logLevel, line => void command.err.stream.write(line));
  return lookUpClient(slack, boltLogger(logger));
}
