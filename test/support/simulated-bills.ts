import { openSpendbot } from '#app/open-spendbot.ts';
import { decimalFromNanoUsd, type NanoUsd } from '#core/money/nano-usd.ts';
import { addDays, type Day, daysFrom, startOf } from '#core/time/day.ts';
import { usageCells } from '#data/figures/read-figures.ts';
import { spendOf } from '#features/answers/answer.ts';
import type { BillingTerms } from '../../demo/openai/billing/billing-terms.ts';
import { startOpenAiStandIn } from '../../demo/openai/server.ts';
import { textTokens, workload } from '../../demo/openai/workload.ts';
import { standInConfig } from './config.ts';
import { silentLogger } from './silent-logger.ts';

const firstDay = '2026-06-01';
const big = 'gpt-4o-2024-08-06';
const small = 'gpt-4o-mini-2024-07-18';
const search = { projectId: 'proj_search', apiKeyId: 'key_search_api' };
export const simulatedWorkloads = [
  workload('big', 'completions', big, 60, textTokens(2000, 0.3, 300), search),
  workload('small', 'completions', small, 60, textTokens(9000, 0, 900), { ...search, projectId: 'proj_support', apiKeyId: 'key_support' }),
];

/** How an organization may pay. */
export const payments: Readonly<Record<string, BillingTerms>> = {
  'list price': {},
  'all free': { level: 0 },
  'free tokens every day': { freeTokensPerDay: [{ models: [big, small], tokens: 500_000 }] },
  '10% off': { level: 0.9 },
  credits: { level: 0.9, credits: daysFrom(firstDay, 60).flatMap((day, index) => (index % 5 === 0 ? [{ day, usd: 0.3 }] : [])) },
  'a price that changes': { priceChanges: [{ from: addDays(firstDay, 20), model: big, usdPerMillion: { input: 2, output: 8 } }] },
};

/** Hours after the day ended. */
export const moments = [0, 12, 24, 48] as const;

export interface SimulatedDay {
  readonly day: Day;
  readonly billed: NanoUsd;
  readonly list: NanoUsd;
  /** At each of {@link moments}. */
  readonly shown: readonly NanoUsd[];
  /** What was shown when only a bill at 99% of list price counted, and all else was the list price. */
  readonly shownBefore: readonly NanoUsd[];
}

/** `count` days of an organization that pays by `terms`, read every twelve hours. Its bills come in parts over 3 to 20 hours. */
export async function simulatedBills(terms: BillingTerms, quantities: boolean, count: number, start = firstDay): Promise<SimulatedDay[]> {
  let now = startOf(start);
  const billing = { ...terms, quantities, parts: { firstHours: 3, lastHours: 20 } };
  const openAi = await startOpenAiStandIn({
    now: () => now,
    historyUntil: now,
    limits: { admin: null },
    workloads: simulatedWorkloads,
    billing,
  });
  const spendbot = await openSpendbot(standInConfig(openAi, 'admin'), () => now, silentLogger);
  const days = new Map(daysFrom(start, count).map(day => [day, { shown: [] as NanoUsd[], shownBefore: [] as NanoUsd[] }]));
  try {
    for (let half = 0; half <= 2 * count + 4; half += 1) {
      now = new Date(startOf(start).getTime() + half * 12 * 3_600_000);
      const today = now.toISOString().slice(0, 10);
      await spendbot.collections.run({ from: addDays(today, half === 0 ? -35 : -5), to: addDays(today, 1) });
      for (const hours of moments) {
        const ended = new Date(now.getTime() - hours * 3_600_000).toISOString();
        const day = addDays(ended.slice(0, 10), -1);
        const known = ended.slice(11, 13) === '00' ? days.get(day) : undefined;
        if (known === undefined) continue;
        const period = { from: day, to: addDays(day, 1), calendar: null };
        known.shown.push((await spendOf(spendbot.parts, period, [], now)).total.costNanoUsd);
        const { nanoUsd } = openAi.ledger.billed(day, now);
        const list = await listOf(day);
        known.shownBefore.push(nanoUsd * 100n >= list * 99n ? nanoUsd : list);
      }
    }
    const simulated: SimulatedDay[] = [];
    for (const [day, figures] of days)
      simulated.push({ day, billed: openAi.ledger.billed(day).nanoUsd, list: await listOf(day), ...figures });
    return simulated;
  } finally {
    await spendbot.close();
    await openAi.close();
  }

  async function listOf(day: Day): Promise<NanoUsd> {
    const asked = { period: { from: day, to: addDays(day, 1) }, attributes: [], filters: [], grain: 'day' } as const;
    const [cell] = await usageCells(spendbot.parts.database, asked);
    return cell?.estimatedNanoUsd ?? 0n;
  }
}

/** The mean error at each moment in percent of what was billed in the end, or of list price where nothing was. */
export function meanErrors(days: readonly SimulatedDay[], figures: 'shown' | 'shownBefore'): number[] {
  return moments.map((_, index) => {
    const errors = days.map(day => Math.abs(Number((day[figures][index] ?? 0n) - day.billed)) / Math.abs(Number(day.billed || day.list)));
    return (100 * errors.reduce((sum, error) => sum + error, 0)) / days.length;
  });
}

/** `12.3%`, or `0%` exactly. */
export function errorText(percent: number): string {
  return `${percent === 0 ? '0' : percent.toFixed(percent < 1 ? 3 : 1)}%`;
}

/** A day as a line: what was shown at each moment, with the former rule in brackets, and what was billed. */
export function dayLine({ day, shown, shownBefore, billed }: SimulatedDay): string {
  const usd = (nanoUsd: NanoUsd | undefined) => decimalFromNanoUsd(nanoUsd ?? 0n).slice(0, -5);
  return `${day}  ${shown.map((nanoUsd, index) => `${usd(nanoUsd)} (${usd(shownBefore[index])})`).join('  ')}  billed ${usd(billed)}`;
}
