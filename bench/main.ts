import { answerTimes } from './answer-times.ts';
import { botFigures } from './bot-figures.ts';
import { chartMs } from './chart-times.ts';
import { commandCosts } from './command-costs.ts';
import { collectHistory } from './history.ts';
import { hostileAnswers } from './hostile-answers.ts';
import { benchLarge } from './large/main.ts';
import { parseTimes } from './parse-times.ts';
import { announce, count, mebibytes, megabytes, ms, printHead, printResult, ratio, seconds } from './results.ts';
import { slackLoad } from './slack-load.ts';

/**
 * `npm run bench`: speed, each beside what it should be, or beside the plainest way of doing the same. Figures of the machine that
 * runs it; only the ratios mean something elsewhere. `-- --large` measures ten million rows on both databases instead, or on one:
 * `-- --large sqlite`. `-- --hostile` measures only memory beside answers that nobody should read to their end.
 */
if (process.argv.includes('--large')) {
  const kinds = ['sqlite', 'postgres'];
  const named = kinds.filter(kind => process.argv.includes(kind));
  await benchLarge(named.length > 0 ? named : kinds);
  process.exit();
}

if (process.argv.includes('--hostile')) {
  printHead();
  await printHostile();
  process.exit();
}

const rowsPerDay = 1640;
const shortDays = 61;
const longDays = 10 * shortDays;
const measuredRuns = 15;
const [starts, answers] = [10, 1000];

printHead();
announce('the command line as whole processes');
const costs = await commandCosts(5);
printResult('node -e 0: CPU', seconds(costs.nothing.cpuSeconds));
printResult('memory', megabytes(costs.nothing.peakBytes));
printResult('spendbot --help: CPU', seconds(costs.help.cpuSeconds), 'at most 0.35 s');
printResult('memory', megabytes(costs.help.peakBytes), 'at most 90 MB');
printResult('spendbot ask "last 7d": CPU', seconds(costs.ask.cpuSeconds), 'at most 0.70 s');
printResult('memory', megabytes(costs.ask.peakBytes), 'at most 130 MB');
announce(`the bot as a process: ${starts} starts, ${count(answers)} answers`);
const bot = await botFigures(starts, answers);
printResult(`start until ready, median of ${starts}`, ms(bot.startMs, 0), 'below 2000 ms');
printResult('first answer with a figure, from an empty database', ms(bot.firstAnswerMs, 0), 'below 10000 ms');
printResult('90 days of a team collected, from an empty database', ms(bot.collectedAfterMs, 0), 'below 60000 ms');
printResult('memory at rest', mebibytes(bot.restBytes), 'at most 256 MiB');
printResult(`memory after ${count(answers)} answers`, mebibytes(bot.busyBytes), 'at most 384 MiB');
printResult('"by model last 30d" in Slack: as a table, without a chart', ms(bot.tableMs), 'below 250 ms');
printResult('with a native chart', ms(bot.nativeChartMs), 'below 250 ms');
printResult('shared, with the chart as a picture', ms(bot.pictureMs), 'below 2000 ms');

announce(`${count(shortDays * rowsPerDay)} usage rows`);
const short = await collectHistory(shortDays, rowsPerDay);
printResult('the chart of "by model last 30d" drawn as a PNG, embedded', ms(await chartMs(short, measuredRuns)), 'below 150 ms');
announce(`${count(longDays * rowsPerDay)} usage rows`);
const long = await collectHistory(longDays, rowsPerDay);
printResult(
  `map + price + store, ${count(long.rows)} usage rows`,
  `${count(Math.round(long.rowsPerSecond))} rows/s`,
  'above 20,000 rows/s',
);
const { long: longTimes, short: shortTimes } = await answerTimes(long, short, measuredRuns);
await Promise.all([long.remove(), short.remove()]);
printResult('"by model last 30d", answered', ms(longTimes.answerMs));
printResult('the same as one SQL statement on the same file', ms(longTimes.statementMs));
printResult('answer / statement', ratio(longTimes.answerMs, longTimes.statementMs), 'at most 1.50');
printResult(`"by model last 30d" with a tenth of the history (${count(short.rows)} rows)`, ms(shortTimes.answerMs));
printResult('ten times the history / a tenth', ratio(longTimes.answerMs, shortTimes.answerMs), 'below 1.20');

announce('1,000,000 random texts');
const parsed = parseTimes(1_000_000);
printResult(`${count(parsed.strings)} random texts parsed, p99`, ms(parsed.p99Ms, 3), 'below 1 ms');
printResult('of these neither a question nor told what they are not', count(parsed.unanswered), '0');

announce('20 commands a second for a minute');
const load = await slackLoad(20, 60);
printResult('20 commands a second for a minute: acknowledged, p99', ms(load.acknowledgedP99Ms), 'within 250 ms');
printResult('answered, p99', ms(load.answeredP99Ms));
printResult('answered / sent', `${count(load.answered)} / ${count(load.sent)}`, 'all');
printResult('memory after the minute / after ten seconds', load.memoryGrowth.toFixed(2), 'at most 1.10');

await printHostile();

async function printHostile(): Promise<void> {
  announce('the bot beside answers that nobody should read to their end: some ten minutes');
  for await (const { what, overRestBytes, whole } of hostileAnswers()) {
    printResult(`memory over that at rest: ${what}`, mebibytes(overRestBytes), 'at most 256 MiB');
    if (whole !== null) printResult('the other endpoints with all their days', `${whole.read} / ${whole.expected}`, 'all');
  }
}
