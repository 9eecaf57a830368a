import type { PriceBook } from '#core/prices/price-book.ts';
import type { Day } from '#core/time/day.ts';
import type { BilledCut } from '#core/usage/billed-row.ts';
import type { Database } from '#data/database/open.ts';
import { leftOutRows } from '#data/ledger/left-out-rows.ts';
import { detailsKeptFrom } from '#data/ledger/retention.ts';
import { sourceStates } from '#data/ledger/source-states.ts';
import { charges, notCharged } from '#features/export/charges.ts';
import { exportCsv, exportJson } from '#features/export/export-csv.ts';
import { focusCsv, notChargedLines } from '#features/export/focus-csv.ts';
import { exportLines } from '#features/export/lines.ts';
import { leftOutNotes } from '#show/left-out-text.ts';
import { droppedLines } from '#show/phrases.ts';
import { givenPeriod, WrongUsage } from './arguments.ts';
import { type Command, withDatabase } from './command.ts';

export interface ExportArguments {
  readonly from: Day;
  readonly to: Day;
  readonly format: 'csv' | 'json' | 'focus';
  /** By project if left out. */
  readonly cut?: BilledCut;
}

export async function exportCommand(command: Command, { format, cut = 'project', ...days }: ExportArguments): Promise<void> {
  if (format === 'focus' && cut === 'user') throw new WrongUsage('--format focus is by project; --cut user goes with csv and json.');
  const period = givenPeriod(days);
  const { out, err, clock } = command;
  await withDatabase(command, ['settleDays'], async (database, { settleDays }) => {
    const parts = { database, settleDays };
    await err.printLines(droppedLines(period.from, await detailsKeptFrom(database), 'they are not in the export.'));
    const lines = exportLines(database, period, cut);
    const pieces =
      format === 'focus'
        ? focusCsv(charges(parts, await listPrices(database), period, clock()))
        : format === 'csv'
          ? exportCsv(lines)
          : exportJson(lines);
    for await (const piece of pieces) await out.print(piece);
    const active = (await sourceStates(database)).filter(({ isActive }) => isActive).map(({ source }) => source);
    await err.printLines(leftOutNotes({ leftOut: await leftOutRows(database, period, active) }));
    const lacking = await notCharged(parts, period, clock());
    // The rows of the other formats name what has no price themselves.
    await err.printLines(notChargedLines(format === 'focus' ? lacking : { ...lacking, unpriced: [] }));
  });
}

/** Without the team's own prices, which are not the list's. */
async function listPrices(database: Database): Promise<PriceBook> {
  return (await import('#features/prices/current-price-book.ts')).currentPriceBook(database, null)();
}
