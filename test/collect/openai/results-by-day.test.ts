import nock from 'nock';
import { afterEach, expect, test } from 'vitest';
import { createAdminSource } from '#collect/openai/admin-source.ts';
import { silentLogger } from '../../support/silent-logger.ts';
import { cost } from '../support/admin-answers.ts';
import { dayIn } from '../support/day-in.ts';
import { noAbort, openAiAtStandIn, page, periodOfDays, serve } from '../support/openai-stand-in.ts';

afterEach(() => {
  nock.cleanAll();
});

const source = () => createAdminSource({ id: 'admin', http: openAiAtStandIn(), logger: silentLogger });
const endpoint = (id: string) => ({ id, maxDaysPerRequest: 180, emptyIsKnown: true });
const costs = 'organization/costs';
const firstTwo = periodOfDays('2026-11-01', 2);

test('a day without a bucket was not read, and one whose bucket is empty was', async () => {
  serve(costs, () => ({ json: page({ '2026-11-02': [] }) }));
  const days = await source().fetchDays(endpoint('costs/project'), periodOfDays('2026-11-01', 3), noAbort);
  expect([...days]).toEqual([
    ['2026-11-01', { unread: "OpenAI's answer to GET organization/costs has no 2026-11-01" }],
    ['2026-11-02', { usage: [], billed: [], notUnderstood: [], groupedBy: ['project_id', 'api_key_id', 'line_item'] }],
    ['2026-11-03', { unread: "OpenAI's answer to GET organization/costs has no 2026-11-03" }],
  ]);
});

test('a day that comes twice on one page was not read, and the others were', async () => {
  const [doubled, ...others] = (page({ '2026-11-01': [cost(1)], '2026-11-02': [cost(2)] }) as { data: unknown[] }).data;
  serve(costs, () => ({ json: { ...(page({}) as object), data: [doubled, doubled, ...others] } }));
  const days = await source().fetchDays(endpoint('costs/project'), firstTwo, noAbort);
  expect(days.get('2026-11-01')).toEqual({ unread: "OpenAI's answer to GET organization/costs has 2026-11-01 more than once" });
  expect(dayIn(days, '2026-11-02').billed).toHaveLength(1);
});

test.each([
  [
    'outside what was asked for',
    [1_793_491_200 - 86_400],
    'a bucket that starts at 31 Oct 2026, 00:00 UTC, outside the days that were asked for (2026-11-01 to 2026-11-02)',
  ],
  ['far outside', [1e15], 'a bucket that starts at 1000000000000000, outside'],
  ['shifted', [1_793_491_200 + 18_000], 'a bucket that starts at 1 Nov 2026, 05:00 UTC, not at midnight UTC'],
  ['reversed', [1_793_577_600, 1_793_491_200], 'the bucket of 2026-11-01 after that of 2026-11-02'],
])('buckets %s are refused by name', async (_, starts, words) => {
  const data = starts.map(start => ({ object: 'bucket', start_time: start, end_time: start + 86_400, results: [] }));
  serve(costs, () => ({ json: { ...(page({}) as object), data } }));
  await expect(source().fetchDays(endpoint('costs/project'), firstTwo, noAbort)).rejects.toMatchObject({
    code: 'openai_unexpected',
    message: expect.stringContaining(`GET organization/costs was answered with ${words}`),
  });
});

test('pages without end are refused', async () => {
  let pages = 0;
  serve(costs, () => ({ json: page({}, `page_${pages++}`) }));
  await expect(source().fetchDays(endpoint('costs/project'), firstTwo, noAbort)).rejects.toMatchObject({ message: /has no end/ });
});
