import type { Random } from '../../../../demo/openai/seeded-random.ts';
import { type Fault, faults } from './faults.ts';

/** How far the clock moves at once. */
export const hoursPerStep = 2;
const stepsPerDay = 24 / hoursPerStep;

/** What happens in one step of the week. */
export interface ChaosStep {
  /** Faults that begin, and after how many steps each ends. */
  readonly begin: readonly { readonly fault: Fault; readonly steps: number }[];
  /** How the process is ended while it works; null if it isn't. */
  readonly ended: { readonly signal: 'SIGTERM' | 'SIGKILL'; readonly afterMs: number } | null;
  readonly asks: boolean;
  /** Everything that is wrong is set right, as somebody would on a day's last round. */
  readonly isHealed: boolean;
}

/** The steps of `days` days. The last one of each day is calm, so that each day's messages can be posted before the next day's. */
export function planChaos(days: number, random: Random): ChaosStep[] {
  const pick = <T>(all: readonly T[]): T => all[Math.floor(random() * all.length)] as T;
  return Array.from({ length: stepsPerDay * days }, (_, step) => {
    const isCalm = step % stepsPerDay === stepsPerDay - 1;
    // Each party gets its turn, though OpenAI has more kinds of faults than the machine.
    const party = pick(['openai', 'slack', 'machine'] as const);
    const fault = pick(faults.filter(one => one.party === party));
    const begins = { fault, steps: 1 + Math.floor(2 * random()) };
    const doesBegin = random() < 0.8;
    const signal = random() < 0.5 ? ('SIGTERM' as const) : ('SIGKILL' as const);
    const isEnded = random() < 0.25;
    const afterMs = Math.floor(1_500 * random());
    const asks = random() < 0.5;
    return {
      begin: doesBegin && !isCalm ? [begins] : [],
      ended: isEnded && !isCalm ? { signal, afterMs } : null,
      asks,
      isHealed: isCalm,
    };
  });
}
