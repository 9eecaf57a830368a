import { type ExitCode, exitCodes } from '#app/exit.ts';
import { addDays, type Day } from '#core/time/day.ts';
import { detailsKeptFrom } from '#data/ledger/retention.ts';
import { charges, notCharged } from '#features/export/charges.ts';
import { exportCsv, exportJson } from '#features/export/export-csv.ts';
import { focusCsv, notChargedText } from '#features/export/focus-csv.ts';
import { exportLines } from '#features/export/lines.ts';
import { droppedText } from '#show/phrases.ts';
import { type Command, wrongUsage } from './command.ts';
import { withDatabase } from './with-database.ts';

export interface ExportArguments {
  readonly from: Day;
  readonly to: Day;
  readonly format: 'csv' | 'json' | 'focus';
}

export async function exportCommand(command: Command, { from, to, format }: ExportArguments): Promise<ExitCode> {
  if (from > to) return wrongUsage(command, `--from ${from} is after --to ${to}.`);
  const period = { from, to: addDays(to, 1) };
  return withDatabase(command, ['settleDays'], async (database, { settleDays }) => {
    const { err, clock } = command;
    const parts = { database, settleDays };
    await err.print(droppedText(from, await detailsKeptFrom(database), 'they are not in the export.'));
    if (format === 'focus') {
      await print(command, focusCsv(charges(parts, period)));
      await err.print(notChargedText(await notCharged(parts, period, clock())));
    } else {
      const lines = exportLines(database, period);
      await print(command, format === 'csv' ? exportCsv(lines) : exportJson(lines));
    }
    return exitCodes.done;
  });
}

async function print({ out }: Command, pieces: AsyncIterable<string>): Promise<void> {
  for await (const piece of pieces) await out.print(piece);
}
