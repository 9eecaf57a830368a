import { createInterface } from 'node:readline';
import { readConfig } from '#app/config.ts';
import { type ExitCode, exitCodes } from '#app/exit.ts';
import { createPriceBook } from '#core/prices/price-book.ts';
import { priceLine } from '#features/prices/price-line.ts';
import type { Command } from './command.ts';

/** Prints a line for each line of input. A line that is not a usage row gets its problem, and the exit code is 1. */
export async function priceCommand({ stdin, out, err, environment }: Command): Promise<ExitCode> {
  const book = createPriceBook(readConfig(await environment(), {}, ['teamPrices']).teamPrices);
  let code: ExitCode = exitCodes.done;
  let lineNumber = 0;
  for await (const line of createInterface({ input: stdin })) {
    lineNumber += 1;
    if (line.trim() === '') continue;
    const priced = priceLine(line, book);
    if ('problem' in priced) {
      await err.print(`line ${lineNumber}: ${priced.problem}\n`);
      code = exitCodes.failed;
    }
    await out.print(`${JSON.stringify(priced)}\n`);
  }
  return code;
}
