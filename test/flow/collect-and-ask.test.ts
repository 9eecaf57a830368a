import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { openSpendbot, type Spendbot } from '#app/open-spendbot.ts';
import type { CollectionReport } from '#collect/collector.ts';
import { addDays, dayOf } from '#core/time/day.ts';
import { daysBefore, daysOf } from '#core/time/period.ts';
import type { AnswerView } from '#features/answers/view.ts';
import { status } from '#features/status/status.ts';
import { totalNanoUsd } from '../../demo/openai/charges.ts';
import { type OpenAiStandIn, startOpenAiStandIn } from '../../demo/openai/server.ts';
import { metered } from '../../demo/openai/usage-event.ts';
import { standInConfig } from '../support/config.ts';
import { testDatabaseUrl } from '../support/database.ts';
import { type PreparedDatabase, prepareDatabase } from '../support/database-copies.ts';
import { collectedContent } from '../support/dump.ts';
import { viewOfKind } from '../support/parts.ts';
import { silentLogger } from '../support/silent-logger.ts';

const now = new Date('2026-11-22T23:30:00Z');
const clock = () => now;
const today = dayOf(now);
const asked = daysBefore(today, 30);
const collected = { from: asked.from, to: addDays(today, 1) };

let openAi: OpenAiStandIn;
let prepared: PreparedDatabase;
/** What was reported of the collection that tests have a copy of. */
let report: CollectionReport[];
beforeAll(async () => {
  openAi = await startOpenAiStandIn({ now: clock, limits: { usage: null, admin: null } });
  prepared = await prepareDatabase(async () => undefined);
  const spendbot = await openSpendbot(standInConfig(openAi, 'admin', prepared.url), clock, silentLogger);
  report = await spendbot.collections.run(collected);
  await spendbot.close();
});
afterAll(async () => {
  await prepared.drop();
  await openAi.close();
});

async function spendbotFor(kind: 'admin' | 'usage', server = openAi, url?: string): Promise<Spendbot> {
  const spendbot = await openSpendbot(standInConfig(server, kind, url ?? (await testDatabaseUrl())), clock, silentLogger);
  onTestFinished(() => spendbot.close());
  return spendbot;
}

/** With the days of the period collected. */
async function collectedSpendbot(): Promise<Spendbot> {
  const { url, drop } = await prepared.copy();
  onTestFinished(drop);
  return spendbotFor('admin', openAi, url);
}

function answerOf(spendbot: Spendbot, question: string): Promise<AnswerView> {
  return viewOfKind<AnswerView>('answer', spendbot.parts, question, now);
}

/** Requests to models: searches of files, sessions and storage are counted in units of their own. */
function requestsServed(): number {
  const events = daysOf(asked).flatMap(day => openAi.ledger.events(day, now));
  const own = ['file_search_calls', 'code_interpreter_sessions', 'vector_stores'];
  return metered(
    events.filter(event => !own.includes(event.endpoint)),
    'requests',
  );
}

describe('from OpenAI to an answer', () => {
  it('gives the totals of the server to the nano-dollar, for every way of splitting them', async () => {
    const spendbot = await collectedSpendbot();
    expect(report).toEqual([{ source: 'admin', failures: [], stoppedBecause: null }]);
    for (const question of [
      'last 30d',
      'by model last 30d',
      'by project last 30d',
      'by key, model last 30d',
      'by user last 30d',
      'by user, model last 30d',
      'by week last 30d',
    ]) {
      const view = await answerOf(spendbot, question);
      const billedDays = daysOf(asked).filter(day => !view.estimatedDays.includes(day));
      // The bill lags: the last day may still be estimated. On the others the total is the server's.
      const served = billedDays.flatMap(day => openAi.ledger.charges(day, now));
      const shown = view.series.filter(({ day }) => billedDays.includes(day)).reduce((sum, { costNanoUsd }) => sum + costNanoUsd, 0n);
      expect([question, shown]).toEqual([question, totalNanoUsd(served)]);
      expect(billedDays.length).toBeGreaterThanOrEqual(29);
      expect(view.total.requests).toBe(requestsServed());
      const parts = view.groups.reduce((sum, group) => sum + (group.costNanoUsd ?? 0n), 0n);
      expect(view.groups.length === 0 || parts === view.total.costNanoUsd).toBe(true);
    }
  });

  it('gives each project, key and person what the server bills it, to the nano-dollar', async () => {
    const spendbot = await collectedSpendbot();
    const settled = { from: asked.from, to: addDays(today, -3) };
    const charges = daysOf(settled).flatMap(day => openAi.ledger.charges(day, now));
    for (const [dimension, owner] of [
      ['project', 'projectId'],
      ['key', 'apiKeyId'],
      ['user', 'userId'],
    ] as const) {
      const view = await answerOf(spendbot, `by ${dimension} ${settled.from}..${addDays(settled.to, -1)}`);
      const billed = [...Map.groupBy(charges, charge => charge[owner])].map(([id, of]) => [id, totalNanoUsd(of)] as const);
      const shown = view.groups.map(({ key, costNanoUsd }) => [key?.[dimension], costNanoUsd] as const);
      expect(new Map(shown.filter(([, cost]) => cost !== 0n))).toEqual(new Map(billed));
      expect(billed.length).toBeGreaterThanOrEqual(5);
    }
  });

  it('changes nothing when it collects again', async () => {
    const spendbot = await collectedSpendbot();
    const before = await collectedContent(spendbot.parts.database);
    expect(await spendbot.collections.run(collected)).toEqual([{ source: 'admin', failures: [], stoppedBecause: null }]);
    expect(await collectedContent(spendbot.parts.database)).toEqual(before);
  });

  it('asks only what it needs: the first time a page for 31 days, then only days that may still grow', async () => {
    const server = await startOpenAiStandIn({ now: clock, limits: { usage: null, admin: null } });
    onTestFinished(() => server.close());
    const spendbot = await spendbotFor('admin', server);
    const usageRequests = () =>
      Object.entries(server.stats.requests)
        .filter(([path]) => /\/(?:usage\/|costs)/.test(path))
        .reduce((sum, [, count]) => sum + count, 0);
    await spendbot.collections.run(collected);
    // 31 days: eleven usage endpoints and two cuts of costs, one page each.
    expect(usageRequests()).toBe(13);
    await spendbot.collections.run(collected);
    expect(usageRequests()).toBe(26);
    await spendbot.collections.run(daysBefore(addDays(today, 1), 91));
    // Each usage endpoint: the provisional days, and two pages for the other 60; each cut: one page for all of them.
    expect(usageRequests()).toBe(26 + 11 * 3 + 2);
  });

  it('gives the same when one answer in five fails at random', async () => {
    const undisturbed = await collectedSpendbot();
    const server = await startOpenAiStandIn({ now: clock, limits: { usage: null, admin: null } });
    onTestFinished(() => server.close());
    for (const kind of ['500', 'cut', 'garbage', 'html'] as const) server.fail({ kind, rate: 0.05 });
    const spendbot = await spendbotFor('admin', server);
    expect(await spendbot.collections.run(collected)).toEqual([{ source: 'admin', failures: [], stoppedBecause: null }]);
    expect(await collectedContent(spendbot.parts.database)).toEqual(await collectedContent(undisturbed.parts.database));
    expect(Object.values(server.stats.failed).reduce((sum, count) => sum + count, 0)).toBeGreaterThan(0);
  }, 120_000);

  it('keeps the other days when one endpoint fails for good, says why, and heals with the next collection', async () => {
    const server = await startOpenAiStandIn({ now: clock, limits: { usage: null, admin: null } });
    onTestFinished(() => server.close());
    server.fail({ kind: '500', path: /usage\/moderations/ });
    const spendbot = await spendbotFor('admin', server);
    const week = daysBefore(addDays(today, 1), 3);
    const [report] = await spendbot.collections.run(week);
    expect(report?.failures.map(({ endpoint, day }) => [endpoint, day]).sort()).toEqual(daysOf(week).map(day => ['moderations', day]));
    const { sources } = await status(spendbot.parts, now);
    expect(sources[0]?.failures).toEqual([{ days: daysOf(week), endpoints: ['moderations'], reason: 'OpenAI answered with 500' }]);
    expect((await answerOf(spendbot, 'yesterday')).missingDays).toEqual([addDays(today, -1)]);
    server.heal();
    expect(await spendbot.collections.run(week)).toEqual([{ source: 'admin', failures: [], stoppedBecause: null }]);
    expect((await status(spendbot.parts, now)).sources[0]?.failures).toEqual([]);
    expect((await answerOf(spendbot, 'yesterday')).missingDays).toEqual([]);
  }, 120_000);

  it('reads the key-only source member by member, and counts every request and token once', async () => {
    const spendbot = await spendbotFor('usage');
    const days = daysBefore(addDays(today, 1), 4);
    expect(await spendbot.collections.run(days)).toEqual([{ source: 'usage', failures: [], stoppedBecause: null }]);
    const view = await answerOf(spendbot, `by user ${days.from}..${today}`);
    expect(view.basis).toBe('estimated');
    // The plain key sees what belongs to members; what service accounts do belongs to nobody.
    const events = daysOf(days)
      .flatMap(day => openAi.ledger.events(day, now))
      .filter(event => event.userId !== null);
    const completions = events.filter(event => event.endpoint === 'completions');
    expect(view.total.outputTokens).toBe(
      metered(completions, 'textOutputTokens') + metered(completions, 'audioOutputTokens') + metered(completions, 'imageOutputTokens'),
    );
    const counted = ['completions', 'embeddings', 'moderations', 'images', 'audio_speeches', 'audio_transcriptions'];
    expect(view.total.requests).toBe(
      metered(
        events.filter(event => counted.includes(event.endpoint)),
        'requests',
      ),
    );
    expect(view.groups.length).toBeGreaterThanOrEqual(6);
    expect(view.groups.every(group => group.key?.user !== null)).toBe(true);
  });
});
