import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import type { Command as Program } from 'commander';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { examples } from '#cli/examples.ts';
import { Output } from '#cli/output.ts';
import { createProgram } from '#cli/program.ts';
import { runCli } from '../../support/run-cli.ts';
import { isInstalled, shells, typedInShell } from '../../support/typed-in-shell.ts';

const nowhere = new Output(new PassThrough(), 'nowhere');
const program = createProgram(
  { stdin: Readable.from([]), environment: async () => ({}), clock: () => new Date(), out: nowhere, err: nowhere },
  () => undefined,
);

describe('in bash', () => {
  let folder: string;
  let script: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'spendbot-completion-'));
    script = join(folder, 'spendbot.bash');
    writeFileSync(script, (await runCli(['completion', 'bash'])).stdout);
    writeFileSync(join(folder, 'my prices.json'), '');
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  /** What a real bash offers for each line, whose last word is being typed. */
  function offered(lines: readonly (readonly string[])[]): string[][] {
    const asked = lines.map(words => {
      const typed = words.map(word => `'${word}'`).join(' ');
      return `COMP_WORDS=(spendbot ${typed}); COMP_CWORD=${words.length}; _spendbot; IFS='|'; echo "\${COMPREPLY[*]}"; IFS=$' \\t\\n'`;
    });
    const code = `set -u; source '${script}'; complete -p spendbot; ${asked.join('; ')}`;
    const { stdout, stderr } = spawnSync('bash', ['--norc', '-c', code], { cwd: folder, encoding: 'utf8' });
    expect(stderr).toBe('');
    const [registered, ...answers] = stdout.slice(0, -1).split('\n');
    expect(registered).toBe('complete -F _spendbot spendbot');
    return answers.map(answer => answer.split('|').filter(Boolean));
  }

  it('a Tab completes commands, options, choices, words of questions and files', () => {
    const [commands, options, formats, words, digests, files, nested, nothing] = offered([
      ['ch'],
      ['ask', '--c'],
      ['export', '--format', ''],
      ['ask', 'by', 'mo'],
      ['digest', 'w'],
      ['ask', '--chart', 'my'],
      ['prices', 'update', '--ac'],
      ['collect', '--from', ''],
    ]);
    expect([commands, options, formats]).toEqual([['check'], ['--csv', '--chart'], ['csv', 'json', 'focus']]);
    expect([words, digests]).toEqual([['model', 'month'], ['weekly']]);
    expect([files, nested, nothing]).toEqual([['my prices.json'], ['--accept'], []]);
  });

  it('every command and option is offered', () => {
    const all = program.commands.map(command => command.name());
    const [first = [], ...rest] = offered([[''], ...all.map(name => [name, '--'])]);
    expect(first).toEqual(expect.arrayContaining(all));
    for (const [index, command] of program.commands.entries())
      expect([command.name(), rest[index]]).toEqual([command.name(), expect.arrayContaining(command.options.map(({ long }) => long))]);
  });
});

/** What is typed before Tab, and the line that it becomes. A list holds what is shown where several words fit. */
const typed: readonly (readonly [line: string, becomes: RegExp, listed?: readonly string[]])[] = [
  ['spendbot ', /^spendbot $/, ['ask', 'check', 'prices', 'completion']],
  ['spendbot che', /^spendbot check $/],
  ['spendbot --v', /^spendbot --version $/],
  ['spendbot ask ', /^spendbot ask $/, ['by', 'forecast', 'yesterday', '30d']],
  ['spendbot ask by mod', /^spendbot ask by model ?$/],
  ['spendbot ask --j', /^spendbot ask --json $/],
  ['spendbot ask forecast --al', /^spendbot ask forecast --all $/],
  ['spendbot export --f', /^spendbot export --f$/, ['--format', '--from']],
  ['spendbot export --format fo', /^spendbot export --format focus $/],
  ['spendbot digest ', /^spendbot digest $/, ['daily', 'weekly', 'monthly', 'list', 'preview']],
  ['spendbot digest we', /^spendbot digest weekly ?$/],
  ['spendbot help exp', /^spendbot help export ?$/],
  ['spendbot prices update --ac', /^spendbot prices update --accept $/],
  ['spendbot prices update my', /^spendbot prices update my\\ prices\.json $/],
  ['spendbot ask --chart my', /^spendbot ask --chart my\\ prices\.json $/],
  ['spendbot ask "by mod', /^spendbot ask "by model"? ?$/],
  ["spendbot ask 'tokens by mod", /^spendbot ask 'tokens by model'? ?$/],
];

describe.concurrent.each(shells)('in a real %s, which is skipped where there is none,', shell => {
  it.skipIf(!isInstalled(shell))(
    'Tab completes commands, options, words of questions, also within quotes, and files',
    { timeout: 60_000 },
    async () => {
      const { stdout } = await runCli(['completion', shell]);
      const completed = await typedInShell(
        shell,
        stdout,
        typed.map(([line]) => line),
        ['my prices.json'],
      );
      for (const [index, [line, becomes, listed = []]] of typed.entries()) {
        expect([line, completed[index]?.line]).toEqual([line, expect.stringMatching(becomes)]);
        const words = completed[index]?.listed.split(/\s+/) ?? [];
        expect([line, listed.filter(word => !words.includes(word))]).toEqual([line, []]);
      }
    },
  );
});

describe.each(['zsh', 'fish'])('for %s', shell => {
  it('there is a script that names every command and option', async () => {
    const { code, stdout } = await runCli(['completion', shell]);
    expect(code).toBe(0);
    const options = program.commands.flatMap(command => command.options.map(({ long }) => (long ?? '').slice(2)));
    for (const word of [...program.commands.map(command => command.name()), ...options]) expect(stdout).toContain(word);
  });
});

it('another shell is wrong usage', async () => {
  expect(await runCli(['completion', 'cmd'])).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('bash, zsh, fish') });
});

describe('the help of a command', () => {
  const commands = program.commands.flatMap(command => [command, ...command.commands]);
  const pathOf = (command: Program) => (command.parent === program ? command.name() : `${command.parent?.name()} ${command.name()}`);

  it('ends with examples', async () => {
    expect(Object.keys(examples).toSorted()).toEqual(commands.map(pathOf).toSorted());
    const { stdout } = await runCli(['ask', '--help']);
    expect(stdout).toMatch(/\n\nExamples:\n {2}\$ spendbot ask by model last 30d\n/);
  });

  it('has only examples with options that there are', () => {
    for (const command of commands) {
      const known = command.options.map(({ long }) => long);
      const used = (examples[pathOf(command)] ?? []).flatMap(example => example.match(/(?<= )--[a-z-]+/g) ?? []);
      expect([pathOf(command), used.filter(option => !known.includes(option))]).toEqual([pathOf(command), []]);
    }
  });
});
