import { GlobalFonts } from '@napi-rs/canvas';
import { describe, expect, it } from 'vitest';
import { answerChart } from '#features/answers/chart.ts';
import { forecastChart } from '#features/forecast/chart.ts';
import { chartColours, otherColour } from '#show/charts/chart-colours.ts';
import type { ChartConfig, Json, JsonObject } from '#show/charts/chart-config.ts';
import { ChartError, chartSize } from '#show/charts/chart-renderer.ts';
import { embeddedRenderer } from '#show/charts/embedded-renderer.ts';
import { forecastView } from '../../support/views/forecast-views.ts';
import { countsOverTime, overTime, teamCost, teamModels } from '../../support/views/over-time.ts';
import { boxOfColour, boxOfDifference, colourAt, type Pixels, pixelsOf } from './pixels.ts';

const dollar = 1_000_000_000n;
const renderer = embeddedRenderer();
const absurdNames = [...Array.from({ length: 7 }, (_, index) => `${'W'.repeat(290)}${index}`), 'Other (193)'];

const everyPixelOnce = { ...chartSize, pixelRatio: 1 };

/** Pictures that a team may get, from the everyday to the absurd. */
const pictures: Record<string, ChartConfig> = {
  '30 days of 12 models': answerChart(overTime(30, teamModels, teamCost, { budgetNanoUsdPerDay: 300n * dollar })),
  'a spike off the scale': answerChart(overTime(30, teamModels, (band, index) => teamCost(band, index) * (index === 20 ? 9n : 1n))),
  'absurd names and millions': answerChart(
    overTime(30, absurdNames, (band, index) => teamCost(band, index) * 40_000n, {
      readAs: `cost for project "${'W'.repeat(300)}"`,
      budgetNanoUsdPerDay: 4_000_000n * dollar,
    }),
  ),
  'requests and tokens': answerChart({ ...countsOverTime('tokens', 30, [], () => 0), series: overTime(30, teamModels, teamCost).series }),
  'tokens by model': answerChart(countsOverTime('tokens', 30, teamModels, band => 1_000_000 * (9 - band))),
  'a forecast': forecastChart(forecastView({ budgetNanoUsd: 500n * dollar })),
};

describe('the embedded renderer', () => {
  it('draws a picture of twice the size on an opaque white card', async () => {
    const picture = await draw(answerChart(overTime(7, teamModels, teamCost)));
    expect([picture.width, picture.height]).toEqual([1600, 960]);
    for (const [x, y] of [
      [0, 0],
      [1599, 0],
      [0, 959],
      [1599, 959],
    ] as const)
      expect(colourAt(picture, x, y)).toBe('#ffffff');
    for (let alpha = 3; alpha < picture.data.length; alpha += 4) if (picture.data[alpha] !== 255) throw new Error('it is not opaque');
  });

  it('draws a bar with the largest at the bottom and "Other" on top', async () => {
    // $4, $2 and $1 on each of two days: the first bar is left of the middle.
    const view = overTime(2, ['a', 'b', 'Other (2)'], band => [4n, 2n, 1n].map(dollars => dollars * dollar)[band] ?? 0n, {
      provisionalDays: [],
    });
    const picture = await draw(answerChart(view));
    const heights = [chartColours[0], chartColours[1], otherColour].map(colour => {
      const box = boxOfColour(picture, colour, x => x > 400 && x < 700);
      if (!box) throw new Error(`nothing is ${colour}`);
      return box;
    });
    const [largest, second, other] = heights;
    if (!largest || !second || !other) throw new Error('three bands were drawn');
    expect(largest.top).toBeGreaterThan(second.bottom);
    expect(second.top).toBeGreaterThan(other.bottom);
    const height = (box: { top: number; bottom: number }) => box.bottom - box.top + 1;
    expect(height(largest) / height(other)).toBeCloseTo(4, 0);
  });

  it('draws the bars of one day from the top, each as long as its figure', async () => {
    const view = overTime(1, ['a', 'b'], band => BigInt(4 - 2 * band) * dollar, { provisionalDays: [] });
    const picture = await draw(answerChart(view));
    const [a, b] = [chartColours[0], chartColours[1]].map(colour => boxOfColour(picture, colour));
    if (!a || !b) throw new Error('two bars were drawn');
    expect(a.bottom).toBeLessThan(b.top);
    expect((a.right - a.left) / (b.right - b.left)).toBeCloseTo(2, 1);
  });

  it('draws the bars of two panels above each other, what was asked for on top', async () => {
    const view = countsOverTime('requests', 2, [], () => 0, { provisionalDays: [] });
    const series = view.series.map(day => ({ ...day, requests: 10, inputTokens: 9000, outputTokens: 0 }));
    const picture = await draw(answerChart({ ...view, series }), everyPixelOnce);
    // The legend has the same colors: to the left, and below.
    const [requests, tokens] = [chartColours[2], chartColours[0]].map(colour =>
      boxOfColour(picture, colour, (x, y) => x > 250 && x < 400 && y < 400),
    );
    if (!requests || !tokens) throw new Error('both panels have bars');
    expect([requests.left, requests.right]).toEqual([tokens.left, tokens.right]);
    expect(requests.bottom).toBeLessThan(tokens.top);
  });

  describe.each(Object.entries(pictures))('of %s', (_, config) => {
    it('shows every text whole, and the legend below the bars and their days', async () => {
      const picture = await draw(config, everyPixelOnce);
      const boxes = await Promise.all(
        textsOf(config).map(async path => {
          const box = boxOfDifference(
            picture,
            await draw({ ...config, options: changed(config.options, path, '#ffffff') }, everyPixelOnce),
          );
          if (!box) throw new Error(`the text of ${path.join('.')} is nowhere in the picture`);
          return box;
        }),
      );
      const [title, subtitle, days, legend] = boxes;
      for (const box of boxes) {
        expect(Math.min(box.left, box.top)).toBeGreaterThan(0);
        expect(box.right).toBeLessThan(picture.width - 1);
        expect(box.bottom).toBeLessThan(picture.height - 1);
      }
      expect(subtitle?.top).toBeGreaterThan(title?.bottom ?? picture.height);
      expect(legend?.top).toBeGreaterThan(days?.bottom ?? picture.height);
    });

    it('has room in the legend for the last name', async () => {
      const { datasets } = config.data;
      const renamed = datasets.with(-1, { ...(datasets.at(-1) ?? { type: 'bar', data: [] }), label: 'another name' });
      const other = { ...config, data: { ...config.data, datasets: renamed } };
      expect(boxOfDifference(await draw(config, everyPixelOnce), await draw(other, everyPixelOnce))).not.toBeNull();
    });

    it('leaves a quarter of the height to the bars at least', async () => {
      const lineless = {
        ...config,
        options: changed(config.options, ['scales', valueScalesOf(config)[0] ?? '', 'grid', 'color'], '#ffffff'),
      };
      const box = boxOfDifference(await draw(config, everyPixelOnce), await draw(lineless, everyPixelOnce));
      expect((box?.bottom ?? 0) - (box?.top ?? 0)).toBeGreaterThan(everyPixelOnce.height / 4);
    });
  });

  it('draws every name that a team may use, and a mark for what the font lacks', async () => {
    // The longest name decides where the bars start.
    const named = (name: string) => draw(answerChart(overTime(1, [name, 'text-embedding-3-small'], () => dollar)), everyPixelOnce);
    const nothing = await named(' ');
    for (const name of ['gpt-4o', 'Łódź', 'Привет', 'Ελληνικά', 'Tiếng Việt', '漢字', '🚀']) {
      expect(boxOfDifference(await named(name), nothing), name).not.toBeNull();
    }
    expect(boxOfDifference(await named('🚀 deploy\u0000\u202e'), await named('? deploy'))).toBeNull();
  });

  it('draws the same picture every time and leaves the configuration as it was', async () => {
    const config = answerChart(overTime(30, teamModels, teamCost));
    const before = structuredClone(config);
    const [first, second] = await Promise.all([renderer.render(config, chartSize), renderer.render(config, chartSize)]);
    expect(Buffer.from(first).equals(Buffer.from(second))).toBe(true);
    expect(config).toStrictEqual(before);
  });

  it('registers its fonts once', () => {
    const styles = () => GlobalFonts.families.find(({ family }) => family === 'Inter')?.styles.length;
    const before = styles();
    embeddedRenderer();
    expect(before).toBeGreaterThanOrEqual(2);
    expect(styles()).toBe(before);
  });

  it('says that it failed, with the cause', async () => {
    const config = answerChart(overTime(1, ['o3'], () => dollar));
    const broken = { ...config, options: changed(config.options, ['scales', 'y', 'type'], 'no such scale') };
    const error = await renderer.render(broken, chartSize).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ChartError);
    expect(error).toMatchObject({ code: 'chart_failed', cause: expect.any(Error) });
  });
});

async function draw(config: ChartConfig, size = chartSize): Promise<Pixels> {
  return pixelsOf(await renderer.render(config, size));
}

/** Where a configuration holds the colour of each text: title, subtitle, days, legend, and then the axes. */
function textsOf(config: ChartConfig): string[][] {
  return [
    ['plugins', 'title', 'color'],
    ['plugins', 'subtitle', 'color'],
    ['scales', 'x', 'ticks', 'color'],
    ['plugins', 'legend', 'labels', 'color'],
    ...valueScalesOf(config).map(id => ['scales', `${id}Labels`, 'ticks', 'color']),
  ];
}

function valueScalesOf(config: ChartConfig): string[] {
  return [...new Set(config.data.datasets.map(({ yAxisID }) => String(yAxisID)))];
}

/** `options` with another value at `path`. */
function changed(options: JsonObject, [name = '', ...rest]: readonly string[], value: Json): JsonObject {
  if (rest.length === 0) return { ...options, [name]: value };
  const inner = options[name];
  if (!isObject(inner)) throw new Error(`the configuration has no ${name}`);
  return { ...options, [name]: changed(inner, rest, value) };
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
