// Names each failed test of vitest's JSON report, and the first lines of why. Runs on any Node from 20 on.
import { readFileSync } from 'node:fs';

const shownLines = 15;

const { testResults = [] } = JSON.parse(readFileSync(process.argv[2], 'utf8'));
for (const { name, status, message, assertionResults } of testResults) {
  const failed = assertionResults.filter(test => test.status === 'failed');
  for (const test of failed) tell(`${name}: ${test.fullName}`, test.failureMessages.join('\n'));
  if (status === 'failed' && failed.length === 0) tell(name, message);
}

function tell(what, why) {
  const lines = why.split('\n').slice(0, shownLines);
  process.stdout.write(`✗ ${what}\n${lines.map(line => `  ${line}\n`).join('')}`);
}
