import { once } from 'node:events';
import { Option } from 'commander';
import { exportLines } from '../ask/export.ts';
import { addDays, type Day } from '../core/day.ts';
import { type ExitCode, exitCodes } from '../exit.ts';
import { exportCsv, exportJson } from '../render/export-text.ts';
import { dayArgument } from './arguments.ts';
import type { AddCommand } from './command.ts';
import { withEngine } from './engine.ts';

interface ExportArguments {
  readonly from: Day;
  readonly to: Day;
  readonly format: 'csv' | 'json';
}

export const addExportCommand: AddCommand = (program, finish) => {
  program
    .command('export')
    .description('every usage row and billed amount of the days from --from to --to')
    .requiredOption('--from <day>', 'the first day', dayArgument)
    .requiredOption('--to <day>', 'the last day, included', dayArgument)
    .addOption(new Option('--format <format>', 'csv or json').choices(['csv', 'json']).makeOptionMandatory())
    .action(async (options: ExportArguments) => finish(await exportCommand(options)));
};

async function exportCommand({ from, to, format }: ExportArguments): Promise<ExitCode> {
  if (from > to) {
    process.stderr.write(`error: --from ${from} is after --to ${to}.\n`);
    return exitCodes.usage;
  }
  return withEngine({}, async engine => {
    const lines = exportLines(engine.database, { from, to: addDays(to, 1) });
    for await (const text of format === 'csv' ? exportCsv(lines) : exportJson(lines)) {
      if (!process.stdout.write(text)) await once(process.stdout, 'drain');
    }
    return exitCodes.done;
  });
}
