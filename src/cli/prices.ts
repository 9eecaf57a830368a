import { type ExitCode, exitCodes } from '#app/exit.ts';
import { createPriceBook } from '#core/prices/price-book.ts';
import { priceBookJson, pricesJson } from '#features/prices/json.ts';
import { prices } from '#features/prices/prices.ts';
import { terminalText } from '#features/text.ts';
import type { Command } from './command.ts';
import { jsonText } from './json-text.ts';
import { printProblem } from './print-problem.ts';
import { withDatabase } from './with-database.ts';

export async function pricesCommand(command: Command, model: string | null, { json }: { json?: true }): Promise<ExitCode> {
  return withDatabase(command, ['teamPrices'], async (database, { teamPrices }) => {
    const view = await prices({ database, priceBook: createPriceBook(teamPrices) }, model, command.clock());
    if (view.kind === 'problem') return printProblem(command, view, json);
    const text = json ? jsonText(view.kind === 'prices' ? pricesJson(view) : priceBookJson(view)) : terminalText(view);
    await command.out.print(`${text}\n`);
    return exitCodes.done;
  });
}
