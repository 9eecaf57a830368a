import { type ExitCode, exitCodes } from '#app/exit.ts';
import { type Day, dayOf, type Instant } from '#core/time/day.ts';
import type { Period } from '#core/time/period.ts';
import { digest } from '#features/digests/digest.ts';
import { type Rhythm, reportedPeriod } from '#features/digests/slot.ts';
import { digestText } from '#features/digests/text.ts';
import { type Command, lazyPriceBook, withDatabase } from './command.ts';

export interface DigestArguments {
  readonly day?: Day;
  readonly dryRun?: true;
}

export async function digestCommand(command: Command, rhythm: Rhythm, { day, dryRun }: DigestArguments): Promise<ExitCode> {
  const now = command.clock();
  if (dryRun) return printDigest(command, rhythm, reportedPeriod(rhythm, day ?? dayOf(now), day === undefined ? 'before' : 'holding'), now);
  const { postDigests } = await import('./post-digests.ts');
  return postDigests(command, rhythm, day ?? null);
}

function printDigest(command: Command, rhythm: Rhythm, period: Period, now: Instant): Promise<ExitCode> {
  return withDatabase(command, ['settleDays', 'peopleVisible'], async (database, { settleDays, peopleVisible }) => {
    const parts = { database, settleDays, peopleVisible, priceBook: lazyPriceBook(command, database) };
    const view = await digest(parts, { rhythm, filters: [], period }, null, now);
    await command.out.printLines(digestText(view, command.out.terminal));
    return exitCodes.done;
  });
}
