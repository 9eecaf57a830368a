import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, expect, test } from 'vitest';

/** In place of npm: notes what it is asked for, writes the tests' report where it is told to, and fails at what `FAILING` names. */
const npm = `#!/usr/bin/env bash
echo "$*" >> calls
for argument; do
  if [[ $argument == --outputFile.json=* && -n $REPORT ]]; then printf %s "$REPORT" > "\${argument#*=}"; fi
done
echo "npm says something"
[[ ",$FAILING," != *",$1 \${2-},"* ]]
`;

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

/** Runs `.ci/run` where the steps `failing` fail and the tests end with `report`. */
function runCi(
  failing: readonly string[],
  report: string,
): { readonly lastLine: string | undefined; readonly code: number | null; readonly steps: string[]; readonly output: string } {
  const checkout = mkdtempSync(join(tmpdir(), 'spendbot-ci-'));
  folders.push(checkout);
  mkdirSync(join(checkout, 'bin'));
  cpSync(resolve(import.meta.dirname, '../../.ci'), join(checkout, '.ci'), { recursive: true });
  writeFileSync(join(checkout, 'bin/npm'), npm, { mode: 0o755 });
  const env = { ...process.env, PATH: `${join(checkout, 'bin')}:${process.env.PATH}`, FAILING: failing.join(), REPORT: report };
  const { stdout, status } = spawnSync(join(checkout, '.ci/run'), { cwd: tmpdir(), env, encoding: 'utf8' });
  const steps = readFileSync(join(checkout, 'calls'), 'utf8').trim().split('\n');
  const lastLine = stdout.trimEnd().split('\n').at(-1);
  return { lastLine, code: status, steps: steps.map(step => step.split(' --')[0] ?? step), output: stdout };
}

const all = ['ci', 'run check', 'test', 'run demo'];
const report = (numPassedTests: number, numFailedTests: number) => JSON.stringify({ numPassedTests, numFailedTests });

test('counts each test, the checks and the demo', () => {
  // 40 tests + 1 for the checks + 1 for the demo
  expect(runCi([], report(40, 0))).toMatchObject({ lastLine: '42 passed, 0 failed', code: 0, steps: all });
});

test('goes on after a step that failed, and fails in the end', () => {
  // 40 tests + 1 for the demo; 1 for the checks
  expect(runCi(['run check'], report(40, 0))).toMatchObject({ lastLine: '41 passed, 1 failed', code: 1, steps: all });
  // 38 tests + 1 for the checks; 2 tests + 1 for the demo
  expect(runCi(['test --', 'run demo'], report(38, 2))).toMatchObject({ lastLine: '39 passed, 3 failed', code: 1, steps: all });
});

test('names the tests that failed, and why, right before the last line', () => {
  const testResults = [
    {
      name: 'test/one.test.ts',
      status: 'failed',
      message: '',
      assertionResults: [
        { status: 'passed', fullName: 'is fine', failureMessages: [] },
        { status: 'failed', fullName: 'adds up', failureMessages: ['expected 2 to be 3\n  at one.test.ts:7'] },
      ],
    },
    { name: 'test/two.test.ts', status: 'failed', message: 'cannot be loaded', assertionResults: [] },
  ];
  const { output } = runCi(['test --'], JSON.stringify({ numPassedTests: 1, numFailedTests: 2, testResults }));
  expect(output).toContain(
    [
      '✗ test/one.test.ts: adds up',
      '  expected 2 to be 3',
      '    at one.test.ts:7',
      '✗ test/two.test.ts',
      '  cannot be loaded',
      '3 passed, 2 failed',
    ].join('\n'),
  );
});

test('stops when nothing could be installed', () => {
  expect(runCi(['ci '], report(40, 0))).toMatchObject({ lastLine: '0 passed, 1 failed', code: 1, steps: ['ci'] });
});

test('fails when the tests end badly without a failed test, or do not say how they ended', () => {
  expect(runCi(['test --'], report(40, 0))).toMatchObject({ lastLine: '42 passed, 1 failed', code: 1 });
  // 1 for the checks + 1 for the demo; 1 for the tests
  expect(runCi(['test --'], '')).toMatchObject({ lastLine: '2 passed, 1 failed', code: 1 });
  expect(runCi([], '')).toMatchObject({ lastLine: '2 passed, 1 failed', code: 1 });
  expect(runCi([], report(0, 0))).toMatchObject({ lastLine: '2 passed, 1 failed', code: 1 });
});
