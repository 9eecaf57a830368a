import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSpendbot, type Spendbot } from '#app/open-spendbot.ts';
import { addDays, dayOf } from '#core/time/day.ts';
import { daysBefore } from '#core/time/period.ts';
import type { AnswerView } from '#features/answers/view.ts';
import { forecastMessage } from '#features/forecast/blocks.ts';
import { forecastChart } from '#features/forecast/chart.ts';
import { forecastJson } from '#features/forecast/json.ts';
import type { ForecastView } from '#features/forecast/view.ts';
import { overviewJson } from '#features/overview/json.ts';
import { overview } from '#features/overview/overview.ts';
import { whyMessage } from '#features/why/blocks.ts';
import { whyJson } from '#features/why/json.ts';
import type { WhyView } from '#features/why/view.ts';
import { formatShare } from '#show/format-figures.ts';
import { type OpenAiStandIn, startOpenAiStandIn } from '../../demo/openai/server.ts';
import { standInConfig } from '../support/config.ts';
import { fileDatabase } from '../support/database.ts';
import { viewOf, viewOfKind } from '../support/parts.ts';
import { silentLogger } from '../support/silent-logger.ts';

const now = new Date('2026-11-24T14:00:00Z');
const today = dayOf(now);

let openAi: OpenAiStandIn;
let database: Awaited<ReturnType<typeof fileDatabase>>;
let spendbot: Spendbot;
beforeAll(async () => {
  openAi = await startOpenAiStandIn({ now: () => now, limits: { usage: null, admin: null } });
  database = await fileDatabase();
  spendbot = await openSpendbot(standInConfig(openAi, 'admin', database.url), () => now, silentLogger);
  const { from } = daysBefore(today, 120);
  const [result] = await spendbot.collections.run({ from, to: addDays(today, 1) });
  if (!result || result.failures.length > 0) throw new Error('the history could not be collected');
});
afterAll(async () => {
  await spendbot.close();
  await database.drop();
  await openAi.close();
});

describe("the forecast of the stand-in team's month", () => {
  it('reckons with the same days as answers show', async () => {
    const view = await forecastOf('');
    const answer = await answerOf('by day this month');
    const complete = answer.series.filter(({ day }) => day < today);
    expect(view.complete).toEqual(complete.map(({ day, costNanoUsd }) => ({ day, costNanoUsd })));
    expect(view.forecast?.soFarNanoUsd).toBe(complete.reduce((sum, day) => sum + day.costNanoUsd, 0n));
    expect(view.todaySoFarNanoUsd).toBe(answer.series.find(({ day }) => day === today)?.costNanoUsd);
    expect(view.previous.costNanoUsd).toBe((await answerOf('last month')).total.costNanoUsd);
  });

  it('shows in Slack how far off such forecasts were, which is less than "average per day so far × days"', async () => {
    const view = await forecastOf('');
    if (view.backTest === null) throw new Error('nothing measured');
    const { medianErrorPercent, naiveMedianErrorPercent } = view.backTest;
    process.stdout.write(
      `Forecast back-test, collected: median error ${medianErrorPercent} %, average per day ${naiveMedianErrorPercent} %\n`,
    );
    expect(medianErrorPercent).toBeLessThan(naiveMedianErrorPercent);
    const { text } = forecastMessage(view, { canShare: true });
    expect(text).toContain(`Forecasts of the last 3 months were typically ${formatShare(medianErrorPercent / 100)} off.`);
    expect((await spendbot.draw(forecastChart(view))).length).toBeGreaterThan(10_000);
  });

  it('lies in its band and is what the overview says', async () => {
    const json = forecastJson(await forecastOf(''));
    const shown = overviewJson(await overview(spendbot.parts, now));
    expect(shown.forecast).toEqual({
      from: '2026-11-01',
      to: '2026-11-30',
      ...json.forecast,
      medianErrorPercent: json.backTest?.medianErrorPercent,
    });
    expect(json.days).toHaveLength(30);
    expect(Number(json.forecast?.lowUsd)).toBeLessThanOrEqual(Number(json.forecast?.costUsd));
    expect(Number(json.forecast?.highUsd)).toBeGreaterThanOrEqual(Number(json.forecast?.costUsd));
  });

  it('can be of one project and of another period, and reads itself again', async () => {
    const view = await forecastOf('this quarter for project Search');
    expect(view).toMatchObject({ unit: 'quarter', from: '2026-10-01', to: '2026-12-31', scope: 'for project "proj_search"' });
    const again = await forecastOf(view.readAs);
    expect(again).toEqual(view);
  });

  it.each(['today', 'last month', '7d', 'this month vs last year', 'by model', 'this month as csv', 'modle'])(
    'is not of "%s"',
    async text => {
      const view = await viewOf(spendbot.parts, `forecast ${text}`, now);
      expect(view).toMatchObject({ kind: 'problem', suggestion: expect.toSatisfy(isOwnOrNull('forecast')) });
    },
  );
});

describe('why', () => {
  it('names who and what caused the spike, by volume', async () => {
    const day = openAi.ledger.spikeDay;
    const view = await whyOf(`${day}`);
    const largest = Object.fromEntries(view.causes.by.map(({ attribute, contributors }) => [attribute, contributors[0]]));
    expect(largest).toMatchObject({
      model: { label: 'gpt-5.5-2026-04-23' },
      project: { label: 'Research' },
      user: { label: 'Farah Haddad' },
      key: { id: 'key_farah_evals' },
    });
    for (const one of Object.values(largest))
      expect(Number(one?.volumeNanoUsd) / Number(view.causes.change.afterNanoUsd)).toBeGreaterThan(0.7);
    expect(whyMessage(view, { canShare: true }).text).toMatch(
      /^Research's key farah-evals (is new|used \d+ times the tokens): \+\$\d+\.\d\d\./m,
    );
  });

  it.each([
    // A day is explained against the same weekday, and a month without today.
    ['', 'yesterday vs 2026-11-16'],
    ['last week', 'last week'],
    ['last month', 'last month'],
    ['mtd', 'nov 1 - nov 23 vs oct 1 - oct 23'],
    ['2026-11-01 for project Search', '2026-11-01 for project Search vs 2026-10-25'],
    ['last 7d for user farah vs 2026-09-01', 'last 7d for user farah vs 2026-09-01'],
  ])('of "%s" explains the change that answers show, to the nano-dollar, by every split', async (text, question) => {
    const view = await whyOf(text);
    const answer = await answerOf(question);
    expect(view.causes.change.afterNanoUsd).toBe(answer.total.costNanoUsd);
    expect(view.causes.change.beforeNanoUsd).toBe(answer.previous.figures.costNanoUsd);
    expect(view.changePercent).toBe(answer.previous.changePercent);
    const change = answer.total.costNanoUsd - answer.previous.figures.costNanoUsd;
    expect(view.causes.by.length).toBeGreaterThan(0);
    for (const { contributors } of view.causes.by) {
      expect(contributors.reduce((sum, one) => sum + one.afterNanoUsd - one.beforeNanoUsd, 0n)).toBe(change);
      expect(contributors.reduce((sum, one) => sum + one.volumeNanoUsd + one.priceNanoUsd, 0n)).toBe(change);
    }
    const json = whyJson(view);
    expect(Number(json.volumeUsd) + Number(json.priceUsd)).toBeCloseTo(Number(json.changeUsd), 6);
  });

  it('reads itself again', async () => {
    const view = await whyOf('last week for project Search');
    expect(await whyOf(view.readAs)).toEqual(view);
  });

  it.each(['by model', 'top 3 models', 'tokens yesterday', 'yesterdya', 'tomorrow', 'for project Serch'])(
    'is not asked by "%s"',
    async text => {
      expect(await viewOf(spendbot.parts, `why ${text}`, now)).toMatchObject({
        kind: 'problem',
        suggestion: expect.toSatisfy(isOwnOrNull('why')),
      });
    },
  );
});

function isOwnOrNull(command: string) {
  return (suggestion: unknown) => suggestion === null || (typeof suggestion === 'string' && suggestion.startsWith(`${command} `));
}

async function forecastOf(text: string): Promise<ForecastView> {
  return viewOfKind<ForecastView>('forecast', spendbot.parts, `forecast ${text}`, now);
}

async function whyOf(text: string): Promise<WhyView> {
  return viewOfKind<WhyView>('why', spendbot.parts, `why ${text}`, now);
}

async function answerOf(text: string): Promise<AnswerView> {
  return viewOfKind<AnswerView>('answer', spendbot.parts, text, now);
}
