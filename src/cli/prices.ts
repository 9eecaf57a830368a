import { systemClock } from '../clock.ts';
import { type ExitCode, exitCodes } from '../exit.ts';
import { problemJson } from '../render/json.ts';
import { priceBookJson, pricesJson } from '../render/price-json.ts';
import { terminalText } from '../render/text.ts';
import type { AddCommand } from './command.ts';
import { withEngine } from './engine.ts';

export const addPricesCommand: AddCommand = (program, finish) => {
  program
    .command('prices')
    .description("a model's prices, with days and source; without a model, the price book and the models without a price")
    .argument('[model]', 'as OpenAI reports it, for example gpt-4o-2024-08-06')
    .option('--json', 'print one JSON object')
    .action(async (model: string | undefined, options: { json?: true }) => finish(await pricesCommand(model ?? null, options)));
};

async function pricesCommand(model: string | null, { json }: { json?: true }): Promise<ExitCode> {
  return withEngine({}, async engine => {
    const view = await engine.prices(model, systemClock());
    if (view.kind === 'problem') {
      if (json) process.stdout.write(`${jsonText(problemJson(view))}\n`);
      else process.stderr.write(`${terminalText(view)}\n`);
      return exitCodes.usage;
    }
    const text = json ? jsonText(view.kind === 'prices' ? pricesJson(view) : priceBookJson(view)) : terminalText(view);
    process.stdout.write(`${text}\n`);
    return exitCodes.done;
  });
}

function jsonText(value: unknown): string {
  return JSON.stringify(value, null, 2);
}
