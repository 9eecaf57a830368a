import type { Random } from '../../../../demo/openai/seeded-random.ts';
import { type Fault, faults } from './faults.ts';

/** What happens in one hour of the week. */
export interface ChaosHour {
  /** Faults that begin, and after how many hours each ends. */
  readonly begin: readonly { readonly fault: Fault; readonly hours: number }[];
  /** How the process is ended while it works; null if it isn't. */
  readonly ended: { readonly signal: 'SIGTERM' | 'SIGKILL'; readonly afterMs: number } | null;
  readonly asks: boolean;
  /** Everything that is wrong is set right, as somebody would on a day's last round. */
  readonly isHealed: boolean;
}

/** The hours of `days` days. The last two of each day are calm, so that each day's messages can be posted before the next day's. */
export function planChaos(days: number, random: Random): ChaosHour[] {
  const pick = <T>(all: readonly T[]): T => all[Math.floor(random() * all.length)] as T;
  return Array.from({ length: 24 * days }, (_, hour) => {
    const isCalm = hour % 24 >= 22;
    // Each party gets its turn, though OpenAI has more kinds of faults than the machine.
    const party = pick(['openai', 'slack', 'machine'] as const);
    const fault = pick(faults.filter(one => one.party === party));
    const begins = { fault, hours: 1 + Math.floor(3 * random()) };
    const doesBegin = random() < 0.6;
    const signal = random() < 0.5 ? ('SIGTERM' as const) : ('SIGKILL' as const);
    const isEnded = random() < 0.2;
    const afterMs = Math.floor(1_500 * random());
    const asks = random() < 0.4;
    return {
      begin: doesBegin && !isCalm ? [begins] : [],
      ended: isEnded && !isCalm ? { signal, afterMs } : null,
      asks,
      isHealed: isCalm,
    };
  });
}
