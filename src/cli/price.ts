import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { readConfig } from '#app/config.ts';
import { type ExitCode, exitCodes } from '#app/exit.ts';
import { createPriceBook, type PriceBook } from '#core/prices/price-book.ts';
import { readAddress } from '#data/database/address.ts';
import { currentPriceBook } from '#features/prices/current-price-book.ts';
import { priceLine } from '#features/prices/price-line.ts';
import { type Command, withDatabase } from './command.ts';

/** Prints a line for each line of input. A line that is not a usage row gets its problem, and the exit code is 1. */
export async function priceCommand(command: Command): Promise<ExitCode> {
  const { stdin, out, err } = command;
  const book = await bookOf(command);
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

/** With the prices fetched into the database, if there is one: pricing a row makes none. */
async function bookOf(command: Command): Promise<PriceBook> {
  const { databaseUrl, teamPrices } = readConfig(await command.environment(), {}, ['databaseUrl', 'teamPrices']);
  const address = readAddress(databaseUrl);
  if (address.kind === 'sqlite' && !existsSync(address.file)) return createPriceBook(teamPrices);
  return withDatabase(command, [], database => currentPriceBook(database, teamPrices)());
}
