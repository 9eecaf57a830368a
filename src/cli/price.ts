import { createInterface } from 'node:readline';
import { priceLine } from '../ask/price-lines.ts';
import { environment, readConfig } from '../config.ts';
import { createPriceBook } from '../core/price-book.ts';
import { type ExitCode, exitCodes } from '../exit.ts';
import type { AddCommand } from './command.ts';

export const addPriceCommand: AddCommand = (program, finish) => {
  program
    .command('price')
    .description('usage rows as JSON lines from standard input, costs as JSON lines to standard output')
    .action(async () => finish(await priceCommand()));
};

/** One line out for each line in, so that they can be put side by side; a line that is no usage row says why, and the exit code is 1. */
async function priceCommand(): Promise<ExitCode> {
  const book = createPriceBook(readConfig(environment()).teamPrices);
  let code: ExitCode = exitCodes.done;
  let lineNumber = 0;
  for await (const line of createInterface({ input: process.stdin })) {
    lineNumber += 1;
    if (line.trim() === '') continue;
    const priced = priceLine(line, book);
    if ('problem' in priced) {
      process.stderr.write(`line ${lineNumber}: ${priced.problem}\n`);
      code = exitCodes.failed;
    }
    process.stdout.write(`${JSON.stringify(priced)}\n`);
  }
  return code;
}
