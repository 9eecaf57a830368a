import type { NanoUsd } from '#core/money/nano-usd.ts';
import { addDays, type Day, dayOf, type Instant } from '#core/time/day.ts';
import { daysOf } from '#core/time/period.ts';
import { type Charge, totalNanoUsd } from '../openai/charges.ts';
import type { Ledger } from '../openai/ledger.ts';
import { projects } from '../openai/team.ts';

/** The bill of the newest seven settled days: plain sums of the charges that the stand-in serves. */
export interface BilledWeek {
  readonly firstDay: Day;
  readonly lastDay: Day;
  readonly total: NanoUsd;
  readonly topModel: { readonly name: string; readonly cost: NanoUsd };
  /** The project's share of the total, found by the project's name. */
  readonly percentOf: (project: string) => number;
}

export function billedWeek(ledger: Ledger, now: Instant): BilledWeek {
  const to = addDays(dayOf(now), -3);
  const period = { from: addDays(to, -7), to };
  const charges = daysOf(period).flatMap(day => ledger.charges(day, now));
  const total = totalNanoUsd(charges);
  const models = [...Map.groupBy(charges, modelOf)].map(([name, of]) => ({ name, cost: totalNanoUsd(of) }));
  const [topModel = { name: '', cost: 0n }] = models.toSorted((a, b) => Number(b.cost - a.cost));
  return {
    firstDay: period.from,
    lastDay: addDays(to, -1),
    total,
    topModel,
    percentOf(name) {
      const id = projects.find(project => project.name === name)?.id;
      return (Number(totalNanoUsd(charges.filter(({ projectId }) => projectId === id))) / Number(total)) * 100;
    },
  };
}

/** The model in `batch | gpt-5.5-2026-04-23, input, long context` or `gpt-image-1 image, output`. */
function modelOf({ lineItem }: Charge): string {
  return lineItem.replace(/^(?:batch|flex|priority) \| /, '').replace(/(?: (?:text|audio|image))?,.*$/, '');
}
