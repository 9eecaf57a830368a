import { type ExitCode, exitCodes } from '#app/exit.ts';
import { addDays, type Day } from '#core/time/day.ts';
import { detailsKeptFrom } from '#data/ledger/retention.ts';
import { currentPriceBook } from '#features/prices/current-price-book.ts';
import { repriceJson } from '#features/prices/json.ts';
import { reprice } from '#features/prices/reprice.ts';
import { repriceText } from '#features/prices/text.ts';
import { droppedText } from '#show/phrases.ts';
import type { Command } from './command.ts';
import { jsonText } from './json-text.ts';
import { withDatabase } from './with-database.ts';
import { wrongUsage } from './wrong-usage.ts';

export interface RepriceArguments {
  readonly from: Day;
  readonly to: Day;
  readonly dryRun?: true;
  readonly json?: true;
}

export async function repriceCommand(command: Command, { from, to, dryRun, json }: RepriceArguments): Promise<ExitCode> {
  if (from > to) return wrongUsage(command, `--from ${from} is after --to ${to}.`);
  return withDatabase(command, ['teamPrices'], async (database, { teamPrices }) => {
    const parts = { database, priceBook: await currentPriceBook(database, teamPrices)() };
    const view = await reprice(parts, { from, to: addDays(to, 1) }, { isDryRun: dryRun === true });
    await command.err.print(droppedText(from, await detailsKeptFrom(database), 'their estimates stay as they are.'));
    await command.out.print(`${json ? jsonText(repriceJson(view)) : repriceText(view)}\n`);
    return exitCodes.done;
  });
}
