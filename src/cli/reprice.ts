import { addDays, type Day } from '../core/day.ts';
import { type ExitCode, exitCodes } from '../exit.ts';
import { droppedText } from '../render/dropped-text.ts';
import { repriceJson } from '../render/price-json.ts';
import { repriceText } from '../render/reprice-text.ts';
import { detailsKeptFrom } from '../store/details.ts';
import { dayArgument } from './arguments.ts';
import type { AddCommand } from './command.ts';
import { withEngine } from './engine.ts';

interface RepriceArguments {
  readonly from: Day;
  readonly to: Day;
  readonly dryRun?: true;
  readonly json?: true;
}

export const addRepriceCommand: AddCommand = (program, finish) => {
  program
    .command('reprice')
    .description('price stored usage anew with the prices of now, and say what changes by model and day')
    .requiredOption('--from <day>', 'the first day', dayArgument)
    .requiredOption('--to <day>', 'the last day, included', dayArgument)
    .option('--dry-run', 'only say what would change')
    .option('--json', 'print one JSON object')
    .action(async (options: RepriceArguments) => finish(await repriceCommand(options)));
};

async function repriceCommand({ from, to, dryRun, json }: RepriceArguments): Promise<ExitCode> {
  if (from > to) {
    process.stderr.write(`error: --from ${from} is after --to ${to}.\n`);
    return exitCodes.usage;
  }
  return withEngine({}, async engine => {
    const view = await engine.reprice({ from, to: addDays(to, 1) }, { isDryRun: dryRun === true });
    process.stderr.write(droppedText(from, await detailsKeptFrom(engine.database), 'their estimates stay as they are.'));
    process.stdout.write(`${json ? JSON.stringify(repriceJson(view), null, 2) : repriceText(view)}\n`);
    return exitCodes.done;
  });
}
