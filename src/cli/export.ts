import type { Day } from '#core/time/day.ts';
import { leftOutRows } from '#data/ledger/left-out-rows.ts';
import { detailsKeptFrom } from '#data/ledger/retention.ts';
import { sourceStates } from '#data/ledger/source-states.ts';
import { charges, notCharged } from '#features/export/charges.ts';
import { exportCsv, exportJson } from '#features/export/export-csv.ts';
import { focusCsv, notChargedText } from '#features/export/focus-csv.ts';
import { exportLines } from '#features/export/lines.ts';
import { leftOutNotes } from '#show/left-out-text.ts';
import { droppedText } from '#show/phrases.ts';
import { givenPeriod } from './arguments.ts';
import { type Command, withDatabase } from './command.ts';

export interface ExportArguments {
  readonly from: Day;
  readonly to: Day;
  readonly format: 'csv' | 'json' | 'focus';
}

export async function exportCommand(command: Command, { format, ...days }: ExportArguments): Promise<void> {
  const period = givenPeriod(days);
  const { out, err, clock } = command;
  await withDatabase(command, ['settleDays'], async (database, { settleDays }) => {
    const parts = { database, settleDays };
    await err.print(droppedText(period.from, await detailsKeptFrom(database), 'they are not in the export.'));
    const lines = exportLines(database, period);
    const pieces = format === 'focus' ? focusCsv(charges(parts, period, clock())) : format === 'csv' ? exportCsv(lines) : exportJson(lines);
    for await (const piece of pieces) await out.print(piece);
    const active = (await sourceStates(database)).filter(({ isActive }) => isActive).map(({ source }) => source);
    for (const note of leftOutNotes({ leftOut: await leftOutRows(database, period, active) })) await err.print(`${note}\n`);
    if (format === 'focus') await err.print(notChargedText(await notCharged(parts, period, clock())));
  });
}
