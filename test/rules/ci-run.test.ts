import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, expect, test } from 'vitest';

/** In place of npm: notes what it is asked for, writes a report of tests where it is told to, and fails at what `FAILING` names. */
const npm = `#!/usr/bin/env bash
echo "$*" >> calls
echo "\${SPENDBOT_REFERENCES-none} \${SOAK_KILLS-all}" > given
if [[ $2 == soak ]]; then report=$SOAK_REPORT; else report=$REPORT; fi
for argument; do
  if [[ $argument == --outputFile.json=* && -n $report ]]; then printf %s "$report" > "\${argument#*=}"; fi
done
echo "npm says something"
[[ ",$FAILING," != *",$1 \${2-},"* ]]
`;

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

interface CiRun {
  readonly lastLine: string | undefined;
  readonly code: number | null;
  readonly steps: string[];
  readonly output: string;
  /** Which documents the last step was given, and how many kills. */
  readonly given: string;
}

const report = (numPassedTests: number, numFailedTests: number) => JSON.stringify({ numPassedTests, numFailedTests });

/** Runs `.ci/run` where the steps `failing` fail, and the tests and the part of the soak, of three tests, end with these reports. */
function runCi(failing: readonly string[], tests: string, soak = report(3, 0), isBesideReferences = false): CiRun {
  const folder = mkdtempSync(join(tmpdir(), 'spendbot-ci-'));
  folders.push(folder);
  const checkout = join(folder, 'spend bot');
  mkdirSync(join(checkout, 'bin'), { recursive: true });
  if (isBesideReferences) mkdirSync(join(folder, 'shared/data'), { recursive: true });
  cpSync(resolve(import.meta.dirname, '../../.ci'), join(checkout, '.ci'), { recursive: true });
  writeFileSync(join(checkout, 'bin/npm'), npm, { mode: 0o755 });
  const { SPENDBOT_REFERENCES: _, ...inherited } = process.env;
  const env = {
    ...inherited,
    PATH: `${join(checkout, 'bin')}:${process.env.PATH}`,
    FAILING: failing.join(),
    REPORT: tests,
    SOAK_REPORT: soak,
  };
  const { stdout, status } = spawnSync(join(checkout, '.ci/run'), { cwd: tmpdir(), env, encoding: 'utf8' });
  const noted = (file: string) => readFileSync(join(checkout, file), 'utf8').trim();
  const lastLine = stdout.trimEnd().split('\n').at(-1);
  const steps = noted('calls').split('\n');
  return {
    lastLine,
    code: status,
    steps: steps.map(step => step.split(' --')[0] ?? step),
    output: stdout,
    given: noted('given').replace(folder, ''),
  };
}

const all = ['ci', 'run check', 'test', 'run demo', 'run soak'];

test('counts each test, the checks and the demo', () => {
  // 40 tests + 3 of the soak + 1 for the checks + 1 for the demo
  expect(runCi([], report(40, 0))).toMatchObject({ lastLine: '45 passed, 0 failed', code: 0, steps: all });
});

test('goes on after a step that failed, and fails in the end', () => {
  // 40 tests + 3 of the soak + 1 for the demo; 1 for the checks
  expect(runCi(['run check'], report(40, 0))).toMatchObject({ lastLine: '44 passed, 1 failed', code: 1, steps: all });
  // 38 tests + 2 of the soak + 1 for the checks; 2 tests + 1 of the soak + 1 for the demo
  const failing = ['test --', 'run demo', 'run soak'];
  expect(runCi(failing, report(38, 2), report(2, 1))).toMatchObject({ lastLine: '41 passed, 4 failed', code: 1, steps: all });
});

test('names the tests that were skipped and those that failed, and why, right before the last line', () => {
  const testResults = [
    {
      name: 'test/one.test.ts',
      status: 'failed',
      message: '',
      assertionResults: [
        { status: 'passed', fullName: 'is fine', failureMessages: [] },
        { status: 'failed', fullName: 'adds up', failureMessages: ['expected 2 to be 3\n  at one.test.ts:7'] },
        { status: 'skipped', fullName: 'follows the document', failureMessages: [] },
      ],
    },
    { name: 'test/two.test.ts', status: 'failed', message: 'cannot be loaded', assertionResults: [] },
  ];
  const killed = { status: 'failed', fullName: 'sends once', failureMessages: ['sent twice'] };
  const soaked = [{ name: 'test/kill.test.ts', status: 'failed', message: '', assertionResults: [killed] }];
  const { output } = runCi(
    ['test --', 'run soak'],
    JSON.stringify({ numPassedTests: 1, numFailedTests: 2, testResults }),
    JSON.stringify({ numPassedTests: 2, numFailedTests: 1, testResults: soaked }),
  );
  expect(output).toContain(
    [
      '↓ skipped: test/one.test.ts: follows the document',
      '✗ test/one.test.ts: adds up',
      '  expected 2 to be 3',
      '    at one.test.ts:7',
      '✗ test/two.test.ts',
      '  cannot be loaded',
      '✗ test/kill.test.ts: sends once',
      '  sent twice',
      '5 passed, 3 failed',
    ].join('\n'),
  );
});

test('stops when nothing could be installed', () => {
  expect(runCi(['ci '], report(40, 0))).toMatchObject({ lastLine: '0 passed, 1 failed', code: 1, steps: ['ci'] });
});

test('fails when the tests end badly without a failed test, or do not say how they ended', () => {
  expect(runCi(['test --'], report(40, 0))).toMatchObject({ lastLine: '45 passed, 1 failed', code: 1 });
  expect(runCi(['run soak'], report(40, 0))).toMatchObject({ lastLine: '45 passed, 1 failed', code: 1 });
  // 3 of the soak + 1 for the checks + 1 for the demo; 1 for the tests
  expect(runCi(['test --'], '')).toMatchObject({ lastLine: '5 passed, 1 failed', code: 1 });
  expect(runCi([], '')).toMatchObject({ lastLine: '5 passed, 1 failed', code: 1 });
  expect(runCi([], report(0, 0))).toMatchObject({ lastLine: '5 passed, 1 failed', code: 1 });
});

test('plays ten kills of each kind, and hands over other people’s documents where they lie beside the checkout', () => {
  expect(runCi([], report(40, 0)).given).toBe('none 10');
  expect(runCi([], report(40, 0), report(3, 0), true).given).toBe('/shared/data 10');
});
