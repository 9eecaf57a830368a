import { beforeEach, describe, expect, it } from 'vitest';
import type { Query } from '#core/query/query.ts';
import { daysBefore, daysOf, includes, stretchesOf } from '#core/time/period.ts';
import type { Database } from '#data/database/open.ts';
import { answer } from '#features/answers/answer.ts';
import { nativeChart } from '#features/answers/native-chart.ts';
import type { AnswerView } from '#features/answers/view.ts';
import { testDatabase } from '../../support/database.ts';
import { givenBilled, givenSource, givenUsage } from '../../support/day-builder.ts';

const now = new Date('2026-11-22T12:00:00Z');
const lastWeek = { from: '2026-11-15', to: '2026-11-22', calendar: null } as const;
const oneDay = { from: '2026-11-16', to: '2026-11-17', calendar: null } as const;

let database: Database;
beforeEach(async () => {
  database = await testDatabase();
  await givenSource(database, 'usage-a', 'usage');
});

function ask(asked: Partial<Query>): Promise<AnswerView> {
  const query: Query = { metric: 'cost', period: lastWeek, by: [], filters: [], top: null, versus: null, form: 'default', ...asked };
  return answer({ database, settleDays: 3 }, query, now);
}

/** Project p0 uses one token and one request, p1 two, and so on; the fewer, the dearer. */
async function givenProjects(day: string, projects = 9): Promise<void> {
  const rows = Array.from({ length: projects }, (_, index) => ({
    ...{ project: `p${index}`, model: 'o3', usd: String(projects - index), requests: index + 1 },
    ...{ inputTokens: 10 * (index + 1), outputTokens: index + 1 },
  }));
  await givenUsage(database, 'usage-a', day, rows);
}

describe('the bands of a question about tokens or requests', () => {
  it('are of what it asks by, the most used first, and the others as one', async () => {
    await givenProjects('2026-11-16');
    const { bands } = await ask({ metric: 'tokens', by: ['project'] });
    expect(bands.map(({ label }) => label)).toEqual(['p8', 'p7', 'p6', 'p5', 'p4', 'p3', 'p2', 'Other (2)']);
    // p8 has 9 requests with 11 tokens each; p1 and p0 have 3 requests together.
    expect(bands[0]?.counts).toEqual([0, 99, 0, 0, 0, 0, 0]);
    expect(bands.at(-1)?.counts).toEqual([0, 33, 0, 0, 0, 0, 0]);
    expect((await ask({ metric: 'requests', by: ['project'] })).bands[0]?.counts).toEqual([0, 9, 0, 0, 0, 0, 0]);
  });

  it('are ranked by what was asked for beside a unit of time too', async () => {
    await givenProjects('2026-11-16');
    const { bands } = await ask({ metric: 'tokens', by: ['day', 'project'] });
    expect(bands.map(({ label }) => label)).toEqual(['p8', 'p7', 'p6', 'p5', 'p4', 'p3', 'p2', 'Other (2)']);
  });

  it('are the top ones, then what belongs to nobody, as in the table', async () => {
    const rows = [
      { usd: '9', requests: 1 },
      { usd: '3', requests: 1, user: 'user-1' },
      { usd: '2', requests: 1, user: 'user-2' },
      { usd: '1', requests: 1, user: 'user-3' },
    ].map(row => ({ ...row, model: 'o3' }));
    await givenUsage(database, 'usage-a', '2026-11-16', rows);
    const { bands, groups } = await ask({ by: ['user'], top: 2 });
    const inTable = groups.map(({ label }) => (typeof label === 'string' ? label : label.user));
    expect(bands.map(({ label }) => label)).toEqual(['user-1', 'user-2', '(unattributed)', 'Other (1)']);
    expect(inTable).toEqual(['user-1', 'user-2', '(unattributed)', 'Other (1)']);
  });

  it('are as many as "top" says', async () => {
    await givenProjects('2026-11-16');
    const { bands } = await ask({ metric: 'requests', by: ['project'], top: 2 });
    expect(bands.map(({ label }) => label)).toEqual(['p8', 'p7', 'Other (7)']);
  });

  /** Twelve projects, the first `priced` of which cost a dollar, and the others what nobody knows. */
  const givenTwelve = (priced: number) =>
    givenUsage(
      database,
      'usage-a',
      '2026-11-16',
      Array.from({ length: 12 }, (_, index) => ({ project: `p${index}`, model: 'o3', usd: index < priced ? '1' : null, requests: 1 })),
    );

  it('count as others all that the table has besides them, also what had none of it', async () => {
    await givenTwelve(9);
    const view = await ask({ by: ['project'] });
    expect([view.groupCount, view.bands.length, view.bands.at(-1)?.label]).toEqual([12, 8, 'Other (5)']);
    expect(nativeChart(view)?.chart.series.at(-1)?.name).toBe('Other (8)');
  });

  it('count them in the chart of Slack too where the picture has room for all that had any', async () => {
    await givenTwelve(7);
    const [week, day] = [await ask({ by: ['project'] }), await ask({ by: ['project'], period: oneDay })];
    expect(week.bands.map(({ label }) => label)).toEqual(['p0', 'p1', 'p2', 'p3', 'p4', 'p5', 'p6']);
    expect(nativeChart(week)?.chart.series.map(({ name }) => name)).toEqual(['Total', 'p0', 'p1', 'p2', 'p3', 'Other (8)']);
    expect(nativeChart(day)?.chart.axis_config.categories).toEqual(['p0', 'p1', 'p2', 'p3', 'p4', 'Other (7)']);
  });

  it('add up to everything in every stretch of a long period', async () => {
    const period = { ...daysBefore('2026-11-22', 150), calendar: null };
    for (const day of ['2026-07-01', '2026-08-31', '2026-09-01', '2026-11-20', '2026-11-21']) await givenProjects(day);
    const { bands, series } = await ask({ metric: 'tokens', by: ['project'], period });
    const sumOf = (from: string, to: string, amounts: readonly number[]) =>
      amounts.reduce((sum, amount, at) => sum + ((series[at]?.day ?? '') >= from && (series[at]?.day ?? '') < to ? amount : 0), 0);
    const tokens = series.map(({ inputTokens, outputTokens }) => inputTokens + outputTokens);
    for (const { from, to } of stretchesOf(period)) {
      const drawn = bands.reduce((sum, { counts = [] }) => sum + sumOf(from, to, counts), 0);
      expect(drawn).toBe(sumOf(from, to, tokens));
    }
    expect(tokens.reduce((sum, count) => sum + count, 0)).toBe(5 * 45 * 11);
  });

  it('hold the cost of each stretch of a long period, also where it is billed for some of its days and estimated for others', async () => {
    const period = { ...daysBefore('2026-11-22', 150), calendar: null };
    await givenSource(database, 'admin-a');
    for (const [index, day] of daysOf(period).entries()) {
      const usd = String(index + 1);
      await givenUsage(database, 'admin-a', day, [{ project: 'p0', model: 'o3', usd }]);
      if (day < '2026-11-18') await givenBilled(database, 'admin-a', 'project', day, [{ project: 'p0', lineItem: 'o3, input', usd }]);
    }
    const { bands, series } = await ask({ by: ['project'], period });
    const [band] = bands;
    const sumsOf = (costs: readonly bigint[]) =>
      stretchesOf(period).map(stretch =>
        costs.reduce((sum, cost, at) => (includes(stretch, series[at]?.day ?? '') ? sum + cost : sum), 0n),
      );
    expect(bands).toHaveLength(1);
    expect(sumsOf(band?.costNanoUsd ?? [])).toEqual(sumsOf(series.map(({ costNanoUsd }) => costNanoUsd)));
    expect(sumsOf(band?.costNanoUsd ?? []).every(cost => cost > 0n)).toBe(true);
  });

  it('are none where it asks by nothing but time', async () => {
    await givenProjects('2026-11-16');
    expect((await ask({ metric: 'tokens', by: ['day'] })).bands).toEqual([]);
  });
});

describe("a model's place", () => {
  it('is by cost in the year before this month, then by name, whatever is asked', async () => {
    const model = (name: string, usd: string) => ({ model: name, usd, requests: 1 });
    await givenUsage(database, 'usage-a', '2026-10-31', [model('dear', '50'), model('cheap', '1')]);
    await givenUsage(database, 'usage-a', '2026-11-16', [
      model('cheap', '900'),
      model('dear', '1'),
      model('new', '5'),
      model('alone', '4'),
    ]);
    const placesOf = ({ bands }: AnswerView) => Object.fromEntries(bands.map(({ label, place }) => [label, place]));
    const places = { dear: 0, cheap: 1, alone: 2, new: 3 };
    expect(placesOf(await ask({ by: ['model'] }))).toEqual(places);
    expect(placesOf(await ask({}))).toEqual(places);
    expect(placesOf(await ask({ metric: 'requests', by: ['model'] }))).toEqual(places);
    expect(placesOf(await ask({ by: ['model'], filters: [{ dimension: 'model', values: ['new'], exclude: false }] }))).toEqual({ new: 3 });
  });

  it('belongs to models alone', async () => {
    await givenProjects('2026-11-16', 1);
    expect((await ask({ by: ['project'] })).bands).toEqual([expect.not.objectContaining({ place: expect.anything() })]);
  });
});
