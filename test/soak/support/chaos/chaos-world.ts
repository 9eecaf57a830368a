import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Instant } from '#core/time/day.ts';
import { openDatabase } from '#data/database/open.ts';
import { defaultSpikeNanoUsd } from '#features/alerts/rule.ts';
import { createAlertRule } from '#features/alerts/rules-store.ts';
import { addSubscription } from '#features/digests/subscriptions-store.ts';
import { createBudget } from '#features/setup/budgets-store.ts';
import { type OpenAiStandIn, startOpenAiStandIn } from '../../../../demo/openai/server.ts';
import { defaultMembers } from '../../../../demo/slack/people.ts';
import { type SlackStandIn, startSlackStandIn } from '../../../../demo/slack/stand-in.ts';
import { BotProcess } from './bot-process.ts';

/** A Monday. */
export const firstMoment = new Date('2026-11-16T00:00:00Z');
/** OpenAI's team has its spike 10 days before. */
const historyUntil = new Date('2026-11-30T00:00:00Z');

/** The bot between its stand-ins, with one clock for all, from which the bot's may differ. */
export interface ChaosWorld {
  readonly openAi: OpenAiStandIn;
  readonly slack: SlackStandIn;
  readonly bot: BotProcess;
  readonly databaseUrl: string;
  readonly databaseFile: string;
  now(): Instant;
  moveTo(moment: Instant): Promise<void>;
  /** How wrong the clock of the bot's machine is from now on. */
  setSkew(ms: number): Promise<void>;
  close(): Promise<void>;
}

export async function startChaosWorld(): Promise<ChaosWorld> {
  let offsetMs = firstMoment.getTime() - Date.now();
  let skewMs = 0;
  const now = () => new Date(Date.now() + offsetMs);
  const folder = mkdtempSync(join(tmpdir(), 'spendbot-chaos-'));
  const openAi = await startOpenAiStandIn({ now, historyUntil, limits: { usage: null, admin: null } });
  const members = [
    ...defaultMembers,
    { name: 'Eve', email: 'eve@other.example', role: 'stranger', told: { is_admin: true } } as const,
    { name: 'Guest', email: 'guest@acme.example', role: 'guest' } as const,
  ];
  const slack = await startSlackStandIn({ clock: now, members, fileProcessingMs: 20, acknowledgeWithinMs: 3_000 });
  for (const channel of ['general', 'shared']) slack.workspace.invite(channel);
  const databaseFile = join(folder, 'spendbot.sqlite');
  const databaseUrl = `file:${databaseFile}`;
  await setUpWatches(databaseUrl, openAi);
  const variables = {
    OPENAI_BASE_URL: openAi.url,
    OPENAI_ADMIN_KEY: openAi.adminKey,
    OPENAI_REQUESTS_PER_MINUTE: '10000',
    SLACK_BOT_TOKEN: slack.botToken,
    SLACK_APP_TOKEN: slack.appToken,
    SLACK_API_URL: slack.apiUrl,
    DATABASE_URL: databaseUrl,
    BACKFILL_DAYS: '35',
    // Whoever moves the clock says when to collect.
    COLLECT_CRON: '0 0 29 2 *',
  };
  const bot = new BotProcess(variables, offsetMs);
  const setClock = () => bot.setClock(offsetMs + skewMs);
  return {
    ...{ openAi, slack, bot, databaseUrl, databaseFile, now },
    async moveTo(moment) {
      offsetMs += Math.max(0, moment.getTime() - now().getTime());
      await setClock();
    },
    async setSkew(ms) {
      skewMs = ms;
      await setClock();
    },
    async close() {
      await bot.end('SIGKILL');
      await slack.close();
      await openAi.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Three digests, a spike alert, and budgets that are passed in the week. */
async function setUpWatches(databaseUrl: string, openAi: OpenAiStandIn): Promise<void> {
  const by = 'U0OLGA';
  const change = (what: string) => ({ by, at: firstMoment, what });
  const database = await openDatabase(databaseUrl);
  const utc = { minutes: 540, timeZone: 'Etc/UTC', filters: [], setUpBy: by } as const;
  await addSubscription(database, { ...utc, rhythm: 'daily', channelId: 'C0MLCOSTS' }, change('daily'));
  await addSubscription(database, { ...utc, rhythm: 'weekly', channelId: 'C0GENERAL' }, change('weekly'));
  const newYork = { ...utc, minutes: 510, timeZone: 'America/New_York' };
  await addSubscription(database, { ...newYork, rhythm: 'daily', channelId: 'C0GENERAL' }, change('New York'));
  const spike = { kind: 'spike', channelId: 'C0MLCOSTS', amountNanoUsd: defaultSpikeNanoUsd, hours: null, filters: [] } as const;
  await createAlertRule(database, spike, '2026-11-16', change('spike'));
  const budget = { filters: [], thresholds: [50, 80, 100], channelId: 'C0GENERAL' } as const;
  const spentUntil = (day: number) =>
    Array.from({ length: day }, (_, index) => openAi.ledger.billed(`2026-11-${String(index + 1).padStart(2, '0')}`).nanoUsd).reduce(
      (sum, nanoUsd) => sum + nanoUsd,
      0n,
    );
  await createBudget(database, { ...budget, period: 'month', amountNanoUsd: spentUntil(19) }, '2026-11-01', change('monthly'));
  await database.destroy();
}
