import type { Config } from '#app/config.ts';
import type { OpenAiStandIn } from '../../demo/openai/server.ts';

/** A configuration for the stand-in's organization, without Slack. */
export function standInConfig(openAi: OpenAiStandIn, kind: 'admin' | 'usage', databaseUrl = 'file::memory:'): Config {
  return {
    databaseUrl,
    logLevel: 'silent',
    sources: [
      {
        id: kind,
        kind,
        apiKey: kind === 'admin' ? openAi.adminKey : openAi.plainKey,
        organizationId: openAi.organizationId,
        baseUrl: openAi.url,
        requestsPerMinute: 10_000,
      },
    ],
    slack: null,
    admins: [],
    quickchartUrl: null,
    backfillDays: 90,
    settleDays: 3,
    collectCron: '7 * * * *',
    retentionDays: null,
    metricsPort: null,
    metricsHost: '127.0.0.1',
    teamPrices: null,
    pricesUrl: null,
    peopleVisible: 'admins',
  };
}
