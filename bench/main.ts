import Table from 'cli-table3';
import { answerTimes } from './answer-times.ts';
import { collectHistory } from './history.ts';
import { benchLarge } from './large/main.ts';
import { parseTimes } from './parse-times.ts';
import { slackLoad } from './slack-load.ts';

/**
 * `npm run bench`: speed, each beside the plainest way of doing the same. Figures of the machine that runs it; only the
 * ratios mean something elsewhere. `-- --large` measures ten million rows on both databases instead, or on one: `-- --large sqlite`.
 */
if (process.argv.includes('--large')) {
  const kinds = ['sqlite', 'postgres'];
  const named = kinds.filter(kind => process.argv.includes(kind));
  await benchLarge(named.length > 0 ? named : kinds);
  process.exit();
}

const rowsPerDay = 1640;
const shortDays = 61;
const longDays = 10 * shortDays;
const measuredRuns = 15;

const short = await collectHistory(shortDays, rowsPerDay);
const shortTimes = await answerTimes(short, measuredRuns);
await short.remove();
const long = await collectHistory(longDays, rowsPerDay);
const longTimes = await answerTimes(long, measuredRuns);
await long.remove();

const table = new Table({ head: ['what', 'measured', 'aim'], style: { head: [], border: [] }, colAligns: ['left', 'right', 'left'] });
table.push(
  [`map + price + store, ${count(long.rows)} usage rows`, `${count(Math.round(long.rowsPerSecond))} rows/s`, ''],
  ['"by model last 30d", answered', ms(longTimes.answerMs), ''],
  ['the same as one SQL statement on the same file', ms(longTimes.statementMs), ''],
  ['answer / statement', ratio(longTimes.answerMs, longTimes.statementMs), 'at most 1.50'],
  [`"by model last 30d" with a tenth of the history (${count(short.rows)} rows)`, ms(shortTimes.answerMs), ''],
  ['ten times the history / a tenth', ratio(longTimes.answerMs, shortTimes.answerMs), 'below 1.20'],
);
const parsed = parseTimes(1_000_000);
table.push(
  [`${count(parsed.strings)} random texts parsed, p99`, ms3(parsed.p99Ms), 'below 1 ms'],
  ['of these neither a question nor told what they are not', count(parsed.unanswered), '0'],
);
const load = await slackLoad(20, 60);
table.push(
  ['20 commands a second for a minute: acknowledged, p99', ms(load.acknowledgedP99Ms), 'within 250 ms'],
  ['answered, p99', ms(load.answeredP99Ms), ''],
  ['answered / sent', `${count(load.answered)} / ${count(load.sent)}`, 'all'],
  ['memory after the minute / after ten seconds', load.memoryGrowth.toFixed(2), 'at most 1.10'],
);
process.stdout.write(`${table.toString()}\n`);

function count(value: number): string {
  return value.toLocaleString('en-US');
}

function ms(value: number): string {
  return `${value.toFixed(1)} ms`;
}

function ms3(value: number): string {
  return `${value.toFixed(3)} ms`;
}

function ratio(value: number, base: number): string {
  return (value / base).toFixed(2);
}
