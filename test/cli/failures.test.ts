import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable, Writable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '#app/clock.ts';
import { run } from '#cli/run.ts';
import { runCli } from '../support/run-cli.ts';

let folder: string;
let file: string;
let variables: { DATABASE_URL: string };

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'spendbot-failures-'));
  file = join(folder, 'spendbot.sqlite');
  variables = { DATABASE_URL: `file:${file}` };
  expect((await runCli(['migrate'], variables)).code).toBe(0);
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('what cannot be written or read', () => {
  it.each([
    [
      'a picture in a folder that is not there',
      () => ['ask', 'last 7d', '--chart', join(folder, 'none', 'a.png')],
      /^--chart .*a\.png cannot be/,
    ],
    ['a picture in the place of a folder', () => ['ask', 'last 7d', '--chart', folder], /^--chart .* cannot be written: .*EISDIR/],
    ['a backup in a folder that is not there', () => ['backup', join(folder, 'none', 'a')], /^The backup .* cannot be written: .*no such/],
    ['a backup in the place of a folder', () => ['backup', folder], /^The backup .* cannot be written: that is a folder/],
    ['a backup in the place of the database', () => ['backup', file], /^The backup .* cannot be written: that is the database itself/],
    ['a copy of an address that is none', () => ['migrate', '--from', 'mysql://db'], /^--from is "mysql:…"; expected/],
    ['a copy to an address that is none', () => ['migrate', '--from', `file:${file}`, '--to', 'here'], /^--to is "here…"; expected/],
  ])('is said in one sentence: %s', async (_name, words, expected) => {
    const { code, stdout, stderr } = await runCli(words(), variables);
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(expected);
    expect(stderr).toMatch(/^[^\n]+\.\n$/);
  });

  it.each([
    ['a folder', () => folder],
    ['below a file', () => join(file, 'spendbot.sqlite')],
    ['a special file', () => '/dev/null'],
  ])('is said in one line where the database is %s', async (_name, path) => {
    const { code, stdout, stderr } = await runCli(['ask', 'last 7d'], { DATABASE_URL: `file:${path()}` });
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(/^The database [^\n]+\.\n$/);
  });

  const closed = () =>
    new Writable({
      write: (_chunk, _encoding, done) => done(Object.assign(new Error('write EPIPE'), { code: 'EPIPE', syscall: 'write' })),
    });
  it.each([['prices'], ['ask'], ['export', '--from', '2026-11-01', '--to', '2026-11-02', '--format', 'csv'], ['--help']])(
    'is said in one sentence where the reader has gone: %s',
    async (...words) => {
      const stderr = new PassThrough();
      const streams = { stdin: Readable.from([]), stdout: closed(), stderr };
      const code = await run(words, { ...streams, environment: async () => variables, clock: systemClock });
      expect([code, String(stderr.read())]).toEqual([1, 'Standard output was closed before everything was written.\n']);
    },
  );

  it('changes only the exit code where standard error is closed too', async () => {
    const streams = { stdin: Readable.from([]), stdout: closed(), stderr: closed() };
    expect(await run(['prices'], { ...streams, environment: async () => variables, clock: systemClock })).toBe(1);
  });

  it('is said of standard input, instead of an end that is none', async () => {
    const stdin = new Readable({ read: () => stdin.destroy(Object.assign(new Error('EISDIR: that is a folder'), { syscall: 'read' })) });
    const streams = { stdin, stdout: new PassThrough(), stderr: new PassThrough() };
    const code = await run(['price'], { ...streams, environment: async () => ({ SPENDBOT_CONFIG: '/dev/null' }), clock: systemClock });
    expect([code, String(streams.stderr.read())]).toEqual([1, 'EISDIR: that is a folder\n']);
  });
});

describe('spendbot backup', () => {
  it('says that it replaced a file where it did', async () => {
    const target = join(folder, 'backup.sqlite');
    const size = `${target}: ${Math.ceil(statSync(file).size / 1024)} KiB`;
    expect(await runCli(['backup', target], variables)).toEqual({ code: 0, stderr: '', stdout: `${size}\n` });
    const again = await runCli(['backup', target], variables);
    expect(again).toEqual({ code: 0, stderr: '', stdout: `${size}; it replaces the file that was there\n` });
  });

  it('leaves the file that was there where it fails', async () => {
    const target = join(folder, 'kept.sqlite');
    expect((await runCli(['backup', target], variables)).code).toBe(0);
    const before = readFileSync(target);
    mkdirSync(`${target}.unfinished`);
    expect((await runCli(['backup', target], variables)).code).toBe(1);
    expect(readFileSync(target).equals(before)).toBe(true);
  });
});
