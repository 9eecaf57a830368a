import { systemClock } from '#app/clock.ts';
import type { Instant } from '#core/time/day.ts';
import { createLogger } from '#log.ts';
import { type Outcome, type PlayOptions, playConversation } from './conversation/play-conversation.ts';
import { startFilledStage } from './filled-stage.ts';

/** Plays the scripted conversation with the real bot, prints it, and returns the exit code: 0 only if every answer came and every fact is right. */
export async function checkDemo(): Promise<0 | 1> {
  const { questions, buttons, facts, problems } = await playedOnStage(systemClock(), text => process.stdout.write(`${text}\n`));
  process.stdout.write(`${questions} questions, ${buttons} buttons, ${facts} facts compared: `);
  process.stdout.write(problems.length === 0 ? 'all right\n' : `${problems.length} wrong\n${problems.map(line => `  ${line}\n`).join('')}`);
  return problems.length === 0 ? 0 : 1;
}

/** Plays the conversation on a stage whose clock stands still at `now`, so that nothing grows between an answer and its check. */
export async function playedOnStage(now: Instant, print: PlayOptions['print']): Promise<Outcome> {
  const stage = await startFilledStage({ clock: () => now, logger: createLogger('warn') });
  try {
    print(`It is ${now.toISOString()}. The history is collected, and people begin to ask.\n`);
    return await playConversation({ slack: stage.slack, ledger: stage.openAi.ledger, now, print });
  } finally {
    await stage.stop();
  }
}
