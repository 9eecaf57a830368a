import type { Day } from '#core/time/day.ts';
import type { FailedDays } from './view.ts';

/** Each failure once, with all its days, the newest first; endpoints that failed alike on the same days are put together. */
export function failedDays(failures: readonly { readonly day: Day; readonly endpoint: string; readonly reason: string }[]): FailedDays[] {
  const byFailure = Map.groupBy(failures, ({ endpoint, reason }) => JSON.stringify([endpoint, reason]));
  const ofEndpoints = [...byFailure.values()].flatMap(([first, ...more]) =>
    first === undefined ? [] : [{ ...first, days: [first, ...more].map(({ day }) => day).sort() }],
  );
  const together = Map.groupBy(ofEndpoints, ({ reason, days }) => JSON.stringify([reason, days]));
  return [...together.values()]
    .flatMap(([first, ...more]) =>
      first === undefined ? [] : [{ ...first, endpoints: [first, ...more].map(({ endpoint }) => endpoint).sort() }],
    )
    .map(({ days, endpoints, reason }) => ({ days, endpoints, reason }))
    .sort((a, b) => byText(lastOf(b.days), lastOf(a.days)) || byText(a.endpoints[0] ?? '', b.endpoints[0] ?? ''));
}

function lastOf(days: readonly Day[]): Day {
  return days.at(-1) ?? '';
}

function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
