// Names each test of vitest's JSON reports that was skipped, and then each that failed, with the first lines of why. Runs on any Node from
// 20 on.
import { existsSync, readFileSync } from 'node:fs';

const shownLines = 15;

const files = process.argv
  .slice(2)
  .map(path => (existsSync(path) ? readFileSync(path, 'utf8') : ''))
  .filter(text => text !== '')
  .flatMap(text => JSON.parse(text).testResults ?? []);
for (const { name, assertionResults } of files)
  for (const test of assertionResults.filter(({ status }) => !['passed', 'failed'].includes(status)))
    process.stdout.write(`↓ skipped: ${name}: ${test.fullName}\n`);
for (const { name, status, message, assertionResults } of files) {
  const failed = assertionResults.filter(test => test.status === 'failed');
  for (const test of failed) tell(`${name}: ${test.fullName}`, test.failureMessages.join('\n'));
  if (status === 'failed' && failed.length === 0) tell(name, message);
}

function tell(what, why) {
  const lines = why.split('\n').slice(0, shownLines);
  process.stdout.write(`✗ ${what}\n${lines.map(line => `  ${line}\n`).join('')}`);
}
