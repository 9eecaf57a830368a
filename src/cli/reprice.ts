import type { Day } from '#core/time/day.ts';
import { detailsKeptFrom } from '#data/ledger/retention.ts';
import { currentPriceBook } from '#features/prices/current-price-book.ts';
import { repriceJson } from '#features/prices/json.ts';
import { reprice } from '#features/prices/reprice.ts';
import { repriceText } from '#features/prices/text.ts';
import { droppedLines } from '#show/phrases.ts';
import { givenPeriod } from './arguments.ts';
import { type Command, withDatabase } from './command.ts';
import { jsonText } from './output.ts';

export interface RepriceArguments {
  readonly from: Day;
  readonly to: Day;
  readonly dryRun?: true;
  readonly json?: true;
}

export async function repriceCommand(command: Command, { dryRun, json, ...days }: RepriceArguments): Promise<void> {
  const period = givenPeriod(days);
  await withDatabase(command, ['teamPrices'], async (database, { teamPrices }) => {
    const parts = { database, priceBook: await currentPriceBook(database, teamPrices)() };
    const view = await reprice(parts, period, { isDryRun: dryRun === true });
    await command.err.printLines(droppedLines(period.from, await detailsKeptFrom(database), 'their estimates stay as they are.'));
    const { out } = command;
    await (json ? out.print(`${jsonText(repriceJson(view))}\n`) : out.printLines(repriceText(view, out.terminal)));
  });
}
