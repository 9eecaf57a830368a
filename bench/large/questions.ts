import { addDays, dayOf, firstOfMonth, type Instant } from '#core/time/day.ts';
import { daysBefore, type Period } from '#core/time/period.ts';
import { usageColumns } from '#data/database/filters.ts';
import type { Database } from '#data/database/open.ts';
import { overview } from '#features/overview/overview.ts';
import { testParts, viewOf } from '../../test/support/parts.ts';

/** A question, and the plainest statement over the usage rows that gives its figures. */
export interface TimedQuestion {
  readonly text: string;
  answer(): Promise<unknown>;
  readonly statement: string;
}

const groups: Readonly<Record<string, string>> = {
  ...usageColumns,
  day: 'day',
  week: 'substr(day, 1, 7) || cast(substr(day, 9, 2) as integer) / 7',
  month: 'substr(day, 1, 7)',
};

/** Every question of one dimension over 30, 90 and 365 days, and the overview. */
export function questions(database: Database, now: Instant): TimedQuestion[] {
  const parts = testParts(database);
  const byOne = [30, 90, 365].flatMap(days =>
    Object.entries(groups).map(([dimension, group]) => ({
      text: `by ${dimension} last ${days}d`,
      answer: () => viewOf(parts, `by ${dimension} last ${days}d`, now),
      statement: statement(group, daysBefore(dayOf(now), days)),
    })),
  );
  const month = firstOfMonth(addDays(firstOfMonth(dayOf(now)), -1));
  const whole = {
    text: 'overview',
    answer: () => overview(parts, now),
    statement: statement('day', { from: month, to: addDays(dayOf(now), 1) }),
  };
  return [...byOne, whole];
}

function statement(group: string, { from, to }: Period): string {
  return `select ${group} as part, sum(estimated_nano_usd) as cost, sum(requests) as requests, sum(input_tokens) as input,
    sum(cached_input_tokens) as cached, sum(output_tokens) as output
    from usage_row where day >= '${from}' and day < '${to}' group by 1`;
}
