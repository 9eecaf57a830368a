import { type Day, dayOf, type Instant } from '#core/time/day.ts';
import { check, checkedByDefault, priceChangesIn } from '#features/check/check.ts';
import { checkJson } from '#features/check/json.ts';
import { checkText } from '#features/check/text.ts';
import { askedPeriod } from './arguments.ts';
import { type Command, lazyPriceBook, withDatabase } from './command.ts';
import { jsonText } from './output.ts';

export interface CheckArguments {
  readonly from?: Day;
  readonly to?: Day;
  readonly changedSince?: Instant;
  readonly json?: true;
}

export async function checkCommand(command: Command, { json, changedSince, ...days }: CheckArguments): Promise<void> {
  const now = command.clock();
  const period = askedPeriod(days, checkedByDefault(now), dayOf(now));
  await withDatabase(command, ['settleDays'], async (database, { settleDays }) => {
    const parts = { database, settleDays, priceBook: lazyPriceBook(command, database) };
    const view = {
      ...(await check(parts, { period, changedSince, changesOf: days.from === undefined ? undefined : period })),
      ...(await priceChangesIn(parts, period, now)),
    };
    const { out } = command;
    await (json ? out.print(`${jsonText(checkJson(view))}\n`) : out.printLines(checkText(view, out.terminal)));
  });
}
