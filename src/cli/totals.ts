import { SingleBar } from 'cli-progress';
import { type ExitCode, exitCodes } from '../exit.ts';
import { checkTotals, type TotalsCheck } from '../store/check-totals.ts';
import { rebuildTotals } from '../store/rebuild-totals.ts';
import type { AddCommand } from './command.ts';
import { withEngine } from './engine.ts';

export const addTotalsCommand: AddCommand = (program, finish) => {
  program
    .command('totals')
    .description('check that the totals, which answers are made of, equal the rows that they sum')
    .option('--rebuild', 'make them anew from the rows first; a day whose rows were dropped keeps its totals')
    .action(async ({ rebuild }: { rebuild?: true }) => finish(await totalsCommand(rebuild === true)));
};

async function totalsCommand(isRebuilt: boolean): Promise<ExitCode> {
  return withEngine({}, async ({ database }) => {
    if (isRebuilt) {
      const days = await withBar('summing', onDay => rebuildTotals(database, onDay));
      process.stdout.write(`The totals of ${daysText(days)} were made anew.\n`);
    }
    const check = await withBar('checking', onDay => checkTotals(database, onDay));
    process.stdout.write(`${verdict(check)}\n`);
    return isRight(check) ? exitCodes.done : exitCodes.failed;
  });
}

/** Counts days on standard error where that is a terminal. */
async function withBar<T>(doing: string, work: (onDay: () => void) => Promise<T>): Promise<T> {
  const bar = new SingleBar({ format: `${doing}: {value} days`, hideCursor: true, stream: process.stderr });
  bar.start(0, 0);
  try {
    return await work(() => bar.increment());
  } finally {
    bar.stop();
  }
}

function isRight({ wrongDays, wrongLongSpans }: TotalsCheck): boolean {
  return wrongDays.length === 0 && wrongLongSpans === 0;
}

function verdict(check: TotalsCheck): string {
  const { checkedDays, wrongDays, wrongLongSpans } = check;
  if (isRight(check)) return `The totals of ${daysText(checkedDays)} equal their rows, and those of longer spans their days.`;
  const days = wrongDays.map(({ day, source }) => `${day} (${source})`);
  return [
    ...(days.length > 0
      ? [`Not what the rows sum up to: ${days.slice(0, 10).join(', ')}${days.length > 10 ? ` and ${days.length - 10} more` : ''}`]
      : []),
    ...(wrongLongSpans > 0 ? [`${wrongLongSpans} totals of ten days, months or years are not what their days sum up to.`] : []),
    'Run `spendbot totals --rebuild`.',
  ].join('\n');
}

function daysText(days: number): string {
  return `${days.toLocaleString('en-US')} ${days === 1 ? 'day' : 'days'} of sources`;
}
