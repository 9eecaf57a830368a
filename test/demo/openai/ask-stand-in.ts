import { z } from 'zod';
import { addDays, type Day, unixSecondsOf } from '#core/time/day.ts';
import type { OpenAiStandIn } from '../../../demo/openai/server.ts';

/** A Sunday evening: the history ends on it and holds whole weeks, and its spike is a Thursday. */
export const evening = new Date('2026-11-22T23:59:59Z');

const page = z.object({
  data: z.array(z.object({ start_time: z.number(), end_time: z.number(), results: z.array(z.record(z.string(), z.unknown())) })),
  has_more: z.boolean(),
  next_page: z.string().nullable(),
});
export type Bucket = z.infer<typeof page>['data'][number];
export type Row = Bucket['results'][number];

/** Asks with the admin key unless another is given; the path starts after `/v1`. */
export async function ask(openAi: OpenAiStandIn, path: string, key: string | null = openAi.adminKey) {
  const response = await fetch(openAi.url + path, key === null ? {} : { headers: { authorization: `Bearer ${key}` } });
  const body: unknown = await response.json();
  return { status: response.status, headers: response.headers, body };
}

export async function askPage(openAi: OpenAiStandIn, path: string) {
  const { status, body } = await ask(openAi, path);
  if (status !== 200) throw new Error(`${path}: ${status} ${JSON.stringify(body)}`);
  return page.parse(body);
}

/** Every bucket from `from` to `to` (excluded), over all pages. */
export async function askAll(
  openAi: OpenAiStandIn,
  path: string,
  from: Day,
  to: Day,
  by: readonly string[],
  limit = 31,
): Promise<Bucket[]> {
  const grouping = by.map(dimension => `&group_by=${dimension}`).join('');
  const question = `${path}?start_time=${unixSecondsOf(from)}&end_time=${unixSecondsOf(to)}&limit=${limit}${grouping}`;
  const buckets: Bucket[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const { data, next_page } = await askPage(openAi, cursor === '' ? question : `${question}&page=${cursor}`);
    buckets.push(...data);
    cursor = next_page;
  }
  return buckets;
}

export function daysFrom(from: Day, to: Day): Day[] {
  const days: Day[] = [];
  for (let day = from; day < to; day = addDays(day, 1)) days.push(day);
  return days;
}

/** Sums by a key made from the values; what is not a number fails. */
export function sumBy<Item>(items: readonly Item[], keyOf: (item: Item) => string, numberOf: (item: Item) => unknown): Map<string, number> {
  const sums = new Map<string, number>();
  for (const item of items) sums.set(keyOf(item), (sums.get(keyOf(item)) ?? 0) + z.number().parse(numberOf(item)));
  return sums;
}
