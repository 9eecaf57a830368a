import { type ExitCode, exitCodes } from '#app/exit.ts';
import { addDays, type Day, dayOf, type Instant } from '#core/time/day.ts';
import { lastDay, lengthInDays } from '#core/time/period.ts';
import { type CheckOptions, check, checkedByDefault } from '#features/check/check.ts';
import { checkJson } from '#features/check/json.ts';
import { checkText } from '#features/check/words.ts';
import { terminalText } from '#show/terminal-text.ts';
import { type Command, wrongUsage } from './command.ts';
import { jsonText } from './output.ts';
import { withDatabase } from './with-database.ts';

export interface CheckArguments {
  readonly from?: Day;
  readonly to?: Day;
  readonly changedSince?: Instant;
  readonly json?: true;
}

export async function checkCommand(command: Command, { json, ...asked }: CheckArguments): Promise<ExitCode> {
  const options = checkOptions(asked, command.clock());
  if (typeof options === 'string') return wrongUsage(command, options);
  return withDatabase(command, ['settleDays'], async (database, { settleDays }) => {
    const view = await check({ database, settleDays }, options);
    await command.out.print(`${json ? jsonText(checkJson(view)) : terminalText(checkText(view))}\n`);
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
