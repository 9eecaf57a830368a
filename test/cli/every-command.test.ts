import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Output } from '#cli/output.ts';
import { createProgram } from '#cli/program.ts';
import { absurdTeams } from '../bot/absurd-teams.ts';
import { teamNow } from '../bot/team-bot.ts';
import { type PreparedDatabase, prepareDatabase } from '../support/database-copies.ts';
import { partOf } from '../support/part-of.ts';
import { runCli } from '../support/run-cli.ts';
import { runAllOnPseudoTerminal, tooLong } from '../support/terminal-run.ts';

const nowhere = new Output(new PassThrough(), 'nowhere');
const program = createProgram(
  { stdin: Readable.from([]), environment: async () => ({}), clock: () => teamNow, out: nowhere, err: nowhere },
  () => undefined,
);
const commands = program.commands.flatMap(command => [
  command.name(),
  ...command.commands.map(child => `${command.name()} ${child.name()}`),
]);

/** How each command is called here. Those that write for a program, or to a shell, only say how they are used. */
const calls: Readonly<Record<string, readonly (readonly string[])[]>> = {
  start: [['start']],
  collect: [['collect'], ['collect', '--days', '0']],
  ask: [['ask'], ['ask', 'by project and model last 30d'], ['ask', 'by modle'], ['ask', 'hi'], ['ask', 'digest preview weekly']],
  status: [['status']],
  forecast: [['forecast']],
  why: [['why', 'last week']],
  me: [['me']],
  budget: [['budget'], ['budget', 'remove', '999']],
  alerts: [['alerts']],
  settings: [['settings']],
  check: [['check'], ['check', 'november'], ['check', '--changed-since', '2026-11-20'], ['check', '--to', '2026-11-20']],
  price: [['help', 'price']],
  prices: [['prices'], ['prices', 'o3'], ['prices', 'gpt-4o', 'history'], ['prices', 'gpt-55']],
  'prices update': [['prices', 'update', '/dev/null']],
  reprice: [['reprice', '--from', '2026-11-01', '--to', '2026-11-20', '--dry-run']],
  migrate: [['migrate']],
  export: [['help', 'export'], ['export']],
  digest: [
    ['digest', 'list'],
    ['digest', 'daily'],
    ...['daily', 'weekly', 'monthly'].map(rhythm => ['digest', rhythm, '--day', '2026-11-20', '--dry-run']),
  ],
  backup: [['backup', 'spendbot-copy.sqlite']],
  doctor: [['doctor']],
  totals: [['totals'], ['totals', '--rebuild']],
  help: [['help'], ['--help'], ['help', 'by model'], ...commands.map(name => ['help', ...name.split(' ')])],
  completion: [
    ['help', 'completion'],
    ['completion', 'cmd'],
  ],
};
const colorful = ['ask', 'status', 'forecast', 'why', 'budget', 'alerts', 'settings', 'check', 'prices', 'digest', 'doctor', 'help'];

// biome-ignore lint/suspicious/noControlCharactersInRegex: what colors begin with
const anyEscape = /\u001b/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: a progress bar is drawn over itself, from where the cursor is saved to where it is restored
const progressBar = /\u001b7.*?\u001b8/gs;

let database: PreparedDatabase;
let folder: string;
let everyCall: (readonly string[])[];
beforeAll(async () => {
  database = await prepareDatabase(absurdTeams['of hostile names'] ?? (async () => undefined));
  folder = mkdtempSync(join(tmpdir(), 'spendbot-commands-'));
  everyCall = Object.values(calls).flatMap(called => called.map(words => words.map(word => (isFile(word) ? join(folder, word) : word))));
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await database.drop();
});

function isFile(word: string): boolean {
  return word.endsWith('.sqlite');
}

async function printed(columns: number, variables: Record<string, string> = {}, called = everyCall) {
  const environment = { DATABASE_URL: database.url, TERM: 'xterm-256color', ...variables };
  const outputs = await runAllOnPseudoTerminal(called, columns, environment, teamNow);
  return called.map((words, index) => ({ words, output: (outputs[index] ?? '').replace(progressBar, '') }));
}

it('every command is among those that are tried', () => {
  expect(Object.keys(calls).toSorted()).toEqual(commands.toSorted());
});

describe('every command on a real terminal', () => {
  // The soak has the width between them too.
  it.each(partOf([80, 100, 160], 2))('prints something, and no line longer than its %i columns', async columns => {
    for (const { words, output } of await printed(columns)) {
      expect([words, output.trim() === '']).toEqual([words, false]);
      expect([words, tooLong(output, columns)]).toEqual([words, []]);
    }
  });

  it('has colors, which NO_COLOR and a terminal without any take away', async () => {
    const first = colorful.map(name => calls[name]?.[0] ?? []);
    const coloredOn = async (variables: Record<string, string>) =>
      (await printed(80, variables, first)).filter(({ output }) => anyEscape.test(output)).map(({ words }) => words);
    expect(await coloredOn({})).toEqual(first);
    expect(await coloredOn({ NO_COLOR: '1' })).toEqual([]);
    expect(await coloredOn({ TERM: 'dumb' })).toEqual([]);
    expect(await coloredOn({ TERM: 'dumb', FORCE_COLOR: '1' })).toEqual(first);
  });

  it('prints data for programs without colors, also with FORCE_COLOR', async () => {
    const data = ['--json', '--csv'].map(flag => ['ask', 'by model', flag]);
    for (const { words, output } of await printed(80, { FORCE_COLOR: '1' }, [...data, ['budget', '--json'], ['prices', 'o3', '--json']]))
      expect([words, anyEscape.test(output)]).toEqual([words, false]);
  });
});

it('no command prints colors into a pipe', async () => {
  for (const words of everyCall) {
    const { stdout, stderr } = await runCli(words, { DATABASE_URL: database.url }, { clock: () => teamNow });
    expect([words, anyEscape.test(stdout + stderr)]).toEqual([words, false]);
  }
});
