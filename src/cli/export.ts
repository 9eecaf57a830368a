import { once } from 'node:events';
import { Option } from 'commander';
import { charges, notCharged } from '../ask/charges.ts';
import { exportLines } from '../ask/export.ts';
import { systemClock } from '../clock.ts';
import { addDays, type Day } from '../core/day.ts';
import { type ExitCode, exitCodes } from '../exit.ts';
import { droppedText } from '../render/dropped-text.ts';
import { exportCsv, exportJson } from '../render/export-text.ts';
import { focusCsv } from '../render/focus-csv.ts';
import { notChargedText } from '../render/not-charged-text.ts';
import { detailsKeptFrom } from '../store/details.ts';
import { dayArgument } from './arguments.ts';
import type { AddCommand } from './command.ts';
import { withEngine } from './engine.ts';

interface ExportArguments {
  readonly from: Day;
  readonly to: Day;
  readonly format: 'csv' | 'json' | 'focus';
}

export const addExportCommand: AddCommand = (program, finish) => {
  program
    .command('export')
    .description('every usage row and billed amount, or every charge, of the days from --from to --to')
    .requiredOption('--from <day>', 'the first day', dayArgument)
    .requiredOption('--to <day>', 'the last day, included', dayArgument)
    .addOption(
      new Option('--format <format>', 'csv or json; focus is one row per charge, as FOCUS 1.2')
        .choices(['csv', 'json', 'focus'])
        .makeOptionMandatory(),
    )
    .action(async (options: ExportArguments) => finish(await exportCommand(options)));
};

async function exportCommand({ from, to, format }: ExportArguments): Promise<ExitCode> {
  if (from > to) {
    process.stderr.write(`error: --from ${from} is after --to ${to}.\n`);
    return exitCodes.usage;
  }
  const period = { from, to: addDays(to, 1) };
  return withEngine({}, async ({ database }, { settleDays }) => {
    const parts = { database, settleDays };
    process.stderr.write(droppedText(from, await detailsKeptFrom(database), 'they are not in the export.'));
    if (format === 'focus') {
      await print(focusCsv(charges(parts, period)));
      process.stderr.write(notChargedText(await notCharged(parts, period, systemClock())));
    } else {
      const lines = exportLines(database, period);
      await print(format === 'csv' ? exportCsv(lines) : exportJson(lines));
    }
    return exitCodes.done;
  });
}

async function print(pieces: AsyncIterable<string>): Promise<void> {
  for await (const piece of pieces) {
    if (!process.stdout.write(piece)) await once(process.stdout, 'drain');
  }
}
