import { systemClock } from '#app/clock.ts';
import type { Instant } from '#core/time/day.ts';
import { createLogger } from '#log.ts';
import { type Outcome, type PlayOptions, playConversation } from './conversation/play-conversation.ts';
import { startFilledStage } from './filled-stage.ts';

/** Plays the scripted conversation with the real bot, prints it, and gives the exit code: 0 only if every answer was right. */
export async function checkDemo(): Promise<0 | 1> {
  const { commands, buttons, shares, compared, problems } = await playedOnStage(systemClock(), text => process.stdout.write(`${text}\n`));
  const played = `${counted(commands, 'command')}, ${counted(buttons, 'button')}, ${counted(shares, 'share')}`;
  if (problems.length === 0) {
    process.stdout.write(`${played}: all answers right (${compared} figures and words compared)\n`);
    return 0;
  }
  process.stdout.write(
    `${played}: ${problems.length} of ${compared} figures and words are wrong:\n${problems.map(line => `  ${line}\n`).join('')}`,
  );
  return 1;
}

/**
 * Starts everything with a clock that stands still at `now`, so that what the stand-in knows is what the bot was told,
 * and plays the conversation.
 */
export async function playedOnStage(now: Instant, print: PlayOptions['print']): Promise<Outcome> {
  const stage = await startFilledStage({ clock: () => now, logger: createLogger('warn') });
  try {
    print(`It is ${now.toISOString()}. The history is collected, and people begin to ask.\n`);
    return await playConversation({ slack: stage.slack, ledger: stage.openAi.ledger, now, print });
  } finally {
    await stage.stop();
  }
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
