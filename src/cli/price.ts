import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { readConfig } from '#app/config.ts';
import { type ExitCode, exitCodes } from '#app/exit.ts';
import { createPriceBook, type PriceBook } from '#core/prices/price-book.ts';
import { readAddress } from '#data/database/address.ts';
import { type AsBilledOffer, asBilledOffer } from '#features/prices/as-billed-offer.ts';
import { currentPriceBook } from '#features/prices/current-price-book.ts';
import { priceLine } from '#features/prices/price-line.ts';
import { type Command, withDatabase } from './command.ts';

/** Prints a line for each line of input. A line that is not a usage row gets its problem, and the exit code is 1. */
export async function priceCommand(command: Command): Promise<ExitCode> {
  const { stdin, out, err } = command;
  const book = await bookOf(command);
  let code: ExitCode = exitCodes.done;
  let lineNumber = 0;
  let billed: AsBilledOffer | null = null;
  for await (const line of createInterface({ input: stdin })) {
    lineNumber += 1;
    if (line.trim() === '') continue;
    let priced = priceLine(line, book);
    if ('unpriced' in priced && priced.unpriced.length > 0) {
      billed ??= await billedOffer(command);
      priced = priceLine(line, book, billed);
    }
    if ('problem' in priced) {
      await err.printLines([`line ${lineNumber}: ${priced.problem}`]);
      code = exitCodes.failed;
    }
    await out.print(`${JSON.stringify(priced)}\n`);
  }
  return code;
}

/** With the prices fetched into the database, if there is one: pricing a row makes none. */
async function bookOf(command: Command): Promise<PriceBook> {
  const { teamPrices } = await readConfig(await command.environment(), {}, ['teamPrices']);
  if (!(await hasDatabase(command))) return createPriceBook(teamPrices);
  return withDatabase(command, [], database => currentPriceBook(database, teamPrices)());
}

/** What the bill says of rows that no list prices. */
async function billedOffer(command: Command): Promise<AsBilledOffer> {
  if (!(await hasDatabase(command))) return () => null;
  return withDatabase(command, ['settleDays'], (database, { settleDays }) => asBilledOffer({ database, settleDays }, command.clock()));
}

async function hasDatabase(command: Command): Promise<boolean> {
  const address = readAddress((await readConfig(await command.environment(), {}, ['databaseUrl'])).databaseUrl);
  return address.kind !== 'sqlite' || existsSync(address.file);
}
