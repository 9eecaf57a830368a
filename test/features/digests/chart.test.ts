import { describe, expect, it } from 'vitest';
import { digestMessage } from '#features/digests/blocks.ts';
import { digestPicture } from '#features/digests/chart.ts';
import type { Rhythm } from '#features/digests/slot.ts';
import type { DigestView } from '#features/digests/view.ts';
import type { ChartBlock, MessageBlock } from '#show/blocks/message.ts';
import { chartSize } from '#show/charts/chart-renderer.ts';
import { embeddedRenderer } from '#show/charts/embedded-renderer.ts';
import { digestView } from '../../support/digest-view.ts';
import { chartLabelsOf, chartTextsOf } from '../../support/read-chart.ts';
import { overTime } from '../../support/views/over-time.ts';

const dollar = 1_000_000_000n;
const day = { from: '2026-11-21', to: '2026-11-22' };
const days = (count: number, costs: Readonly<Record<number, bigint>> = {}) =>
  overTime(count, ['o3', 'gpt-5'], (_, index) => (costs[index] ?? 10n) * dollar, { budgetNanoUsdPerDay: 25n * dollar });

function pictureOf(rhythm: Rhythm, period: DigestView['models']['query']['period'] | typeof day, chart: DigestView['chart']) {
  return digestPicture(digestView({ rhythm, period }, { chart }));
}

describe('the picture of a digest', () => {
  it('is about its day, whose bar has its amount, beside that of the week before', () => {
    const { config, altText } = pictureOf('daily', day, days(14, { 13: 11n, 6: 12n }));
    expect(chartTextsOf(config).title).toBe('OpenAI spend · Sat 21 Nov · $420.00');
    expect(altText).toMatch(/^OpenAI spend · Sat 21 Nov · \$420\.00\. Chart: /);
    expect(chartLabelsOf(config).filter(label => label !== '')).toEqual(['8 Nov', '14 Nov $24.00', '21 Nov $22.00']);
    expect(config.data.labels).toHaveLength(14);
    expect(config.options).toMatchObject({ scales: { x: { ticks: { autoSkip: false } } } });
  });

  it('cuts another day that stands out, but never its own, and has no average', () => {
    const before = pictureOf('daily', day, days(14, { 3: 900n })).config;
    expect(chartTextsOf(before).subtitle).toContain('11 Nov: $1,800.00, off the scale');
    expect(chartLabelsOf(before).filter(label => label !== '')).toEqual(['8 Nov', '11 Nov', '14 Nov $20.00', '21 Nov $20.00']);
    const own = pictureOf('daily', day, days(14, { 13: 900n })).config;
    expect(own.data.datasets.map(({ label }) => label)).toEqual(['o3', 'gpt-5', 'Budget ($25 a day)']);
    expect(own.options).toMatchObject({ scales: { y: { max: 2000 } } });
  });

  it('of a week has a bar a week, all labeled, and the last two with as much of their amount as fits', () => {
    const weeks = days(55, { 50: 90_000n });
    const view = { ...weeks, query: { ...weeks.query, by: ['week'] as const } };
    const { config } = pictureOf('weekly', { from: '2026-11-16', to: '2026-11-22' }, view);
    expect(chartTextsOf(config).title).toBe('OpenAI spend · 16–21 Nov · $420.00');
    expect(chartLabelsOf(config).slice(-3)).toEqual(['2 Nov', '9 Nov $140', '16–21 Nov $180.1k']);
    expect(config.data.labels).toHaveLength(8);
  });

  it('of a month is the month by day with its budget, with no day off the scale', () => {
    const { config } = pictureOf('monthly', { from: '2026-10-23', to: '2026-11-22' }, days(30, { 3: 900n }));
    expect(chartTextsOf(config).title).toBe('OpenAI spend · October 2026 · $420.00');
    expect(config.data.datasets.map(({ label }) => label)).toEqual(['o3', 'gpt-5', 'Budget ($25 a day)']);
    expect(chartTextsOf(config).subtitle).not.toContain('off the scale');
  });

  it('of a part is titled with its name too, in two lines if need be', () => {
    const view = digestView(
      { rhythm: 'daily', period: day },
      { scope: `for project "${'Document Intelligence '.repeat(2).trim()}"`, chart: days(14) },
    );
    const { config } = digestPicture(view);
    const title = 'OpenAI spend, Document Intelligence Document Intelligence · Sat 21 Nov · $420.00';
    expect(chartTextsOf(config).title.replace('Intelligence Sat', 'Intelligence · Sat')).toBe(title);
    expect(config.options).toMatchObject({ plugins: { title: { text: { length: 2 } } } });
  });

  it.each(['daily', 'weekly', 'monthly'] as const)('of a %s one is pure JSON and can be drawn', async rhythm => {
    const { config } = pictureOf(rhythm, day, days(14));
    expect(JSON.parse(JSON.stringify(config))).toStrictEqual(config);
    expect((await embeddedRenderer().render(config, chartSize)).length).toBeGreaterThan(1000);
  });
});

describe("Slack's own chart of a digest, which a preview has", () => {
  it.each([
    ['daily', day, days(14), 'OpenAI spend · Sat 21 Nov · $420.00', 'Cost by model, per day', ['8 Nov', '21 Nov', 14]],
    [
      'weekly',
      { from: '2026-11-15', to: '2026-11-22' },
      { ...days(55), query: { ...days(55).query, by: ['week'] as const } },
      'OpenAI spend · 15–21 Nov · $420.00',
      'Cost by model, per week',
      ['28 Sep', '16–21 Nov', 8],
    ],
    [
      'monthly',
      { from: '2026-10-23', to: '2026-11-22' },
      days(30),
      'OpenAI spend · October 2026 · $420.00',
      'Cost by model, per 2 days',
      ['23 Oct', '20 Nov', 15],
    ],
  ] as const)(
    'of a %s one has the title and the days of its picture, and says below what it draws',
    (rhythm, period, chart, title, drawn, points) => {
      const block = chartOf(digestView({ rhythm, period }, { chart }));
      expect(block?.title).toBe(title);
      expect(block?.chart.axis_config.x_label).toBe(drawn);
      const { categories = [] } = block?.chart.axis_config ?? {};
      expect([categories[0], categories.at(-1), categories.length]).toEqual(points);
      const { config } = pictureOf(rhythm, period, chart);
      expect(chartTextsOf(config).title).toBe(title);
      expect(chartLabelsOf(config)[0]?.replace(/ \$.*/, '')).toBe(points[0]);
    },
  );

  it('of a part with a long name keeps the day and the amount', () => {
    const scope = `for project "${'Document Intelligence '.repeat(4).trim()}"`;
    const block = chartOf(digestView({ rhythm: 'daily', period: day }, { scope, chart: days(14) }));
    expect(block?.title).toBe('Document Intelligence Docu… · Sat 21 Nov · $420.00');
  });
});

function chartOf(view: DigestView): ChartBlock | undefined {
  return digestMessage(view, null)
    .parts.map(({ block }): MessageBlock => block)
    .find((block): block is ChartBlock => block.type === 'data_visualization');
}
