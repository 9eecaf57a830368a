import { type ExitCode, exitCodes } from '#app/exit.ts';
import { PriceListError } from '#features/prices/price-list-error.ts';
import { updatePrices } from '#features/prices/update.ts';
import { priceUpdateJson, priceUpdateText } from '#features/prices/update-words.ts';
import { type Command, withDatabase } from './command.ts';
import { jsonText } from './output.ts';

export interface PricesUpdateArguments {
  /** True without a model. */
  readonly accept?: true | readonly string[];
  readonly json?: true;
}

/** `spendbot prices update FILE|URL`: exit code 1 if the list was refused. */
export function pricesUpdateCommand(command: Command, address: string, { accept, json }: PricesUpdateArguments): Promise<ExitCode> {
  return withDatabase(command, [], async database => {
    const accepted = accept === undefined ? 'nothing' : accept === true ? 'everything' : accept;
    try {
      const view = await updatePrices(database, address, { accept: accepted, now: command.clock() });
      const { out } = command;
      await (json ? out.print(`${jsonText(priceUpdateJson(view))}\n`) : out.printLines(priceUpdateText(view, out.terminal)));
      return view.outcome === 'refused' ? exitCodes.failed : exitCodes.done;
    } catch (error) {
      if (!(error instanceof PriceListError)) throw error;
      await command.err.printLines([`${error.message} Nothing of it was kept.`]);
      if (json) await command.out.print(`${jsonText({ problem: error.message })}\n`);
      return exitCodes.failed;
    }
  });
}
