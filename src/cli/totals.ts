import { SingleBar } from 'cli-progress';
import { type ExitCode, exitCodes } from '#app/exit.ts';
import { checkTotals, rebuildTotals, type TotalsCheck } from '#data/ledger/totals-against-rows.ts';
import { styled } from '#show/terminal/text-line.ts';
import { type Command, withDatabase } from './command.ts';

export async function totalsCommand(command: Command, isRebuilt: boolean): Promise<ExitCode> {
  const { out } = command;
  return withDatabase(command, [], async database => {
    if (isRebuilt) {
      const days = await withBar(command, 'summing', onDay => rebuildTotals(database, onDay));
      await out.printLines([`The totals of ${daysText(days)} were made anew.`]);
    }
    const check = await withBar(command, 'checking', onDay => checkTotals(database, onDay));
    await out.printLines(verdict(check).map(line => [styled(isRight(check) ? 'good' : 'bad', line)]));
    return isRight(check) ? exitCodes.done : exitCodes.failed;
  });
}

/** Counts days on standard error, if that is a terminal. */
async function withBar<T>({ err }: Command, doing: string, work: (onDay: () => void) => Promise<T>): Promise<T> {
  const bar = new SingleBar({ format: `${doing}: {value} days`, hideCursor: true, stream: err.stream });
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

function verdict(check: TotalsCheck): string[] {
  const { checkedDays, wrongDays, wrongLongSpans } = check;
  if (isRight(check)) return [`The totals of ${daysText(checkedDays)} equal their rows, and those of longer spans their days.`];
  const days = wrongDays.map(({ day, source }) => `${day} (${source})`);
  return [
    ...(days.length > 0
      ? [`Not what the rows sum up to: ${days.slice(0, 10).join(', ')}${days.length > 10 ? ` and ${days.length - 10} more` : ''}`]
      : []),
    ...(wrongLongSpans > 0 ? [`${wrongLongSpans} totals of ten days, months or years are not what their days sum up to.`] : []),
    'Run `spendbot totals --rebuild`.',
  ];
}

function daysText(days: number): string {
  return `${days.toLocaleString('en-US')} ${days === 1 ? 'day' : 'days'} of sources`;
}
