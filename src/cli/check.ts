import { type CheckOptions, checkedByDefault } from '../ask/check.ts';
import { systemClock } from '../clock.ts';
import { addDays, type Day, dayOf, type Instant } from '../core/day.ts';
import { lastDay, lengthInDays } from '../core/period.ts';
import { type ExitCode, exitCodes } from '../exit.ts';
import { checkJson } from '../render/check-json.ts';
import { terminalText } from '../render/text.ts';
import { dayArgument, timeArgument } from './arguments.ts';
import type { AddCommand } from './command.ts';
import { withEngine } from './engine.ts';

interface CheckArguments {
  readonly from?: Day;
  readonly to?: Day;
  readonly changedSince?: Instant;
  readonly json?: true;
}

export const addCheckCommand: AddCommand = (program, finish) => {
  program
    .command('check')
    .description('estimated against billed cost: each gap with its likely reason, and what could not be compared')
    .option('--from <day>', 'the first day; without it the last 30 full days', dayArgument)
    .option('--to <day>', 'the last day, included; without it yesterday', dayArgument)
    .option('--changed-since <time>', 'also list the days whose figure moved since this ISO time', timeArgument)
    .option('--json', 'print one JSON object')
    .action(async (options: CheckArguments) => finish(await checkCommand(options)));
};

async function checkCommand({ json, ...asked }: CheckArguments): Promise<ExitCode> {
  const options = checkOptions(asked, systemClock());
  if (typeof options === 'string') {
    process.stderr.write(`error: ${options}\n`);
    return exitCodes.usage;
  }
  return withEngine({}, async engine => {
    const view = await engine.check(options);
    process.stdout.write(`${json ? JSON.stringify(checkJson(view), null, 2) : terminalText(view)}\n`);
    return exitCodes.done;
  });
}

/** What the arguments ask for, or what is wrong with them. */
function checkOptions({ from, to, changedSince }: CheckArguments, now: Instant): CheckOptions | string {
  if (from === undefined && to !== undefined) return '--to needs --from.';
  const today = dayOf(now);
  const period = from === undefined ? checkedByDefault(now) : { from, to: addDays(to ?? addDays(today, -1), 1) };
  if (lastDay(period) > today) return `--to ${lastDay(period)} is in the future; today is ${today} (UTC).`;
  if (lengthInDays(period) < 1) return `--from ${period.from} is after ${lastDay(period)}.`;
  return { period, changedSince, changesOf: from === undefined ? undefined : period };
}
