import { expect, it } from 'vitest';
import { createMetrics, type Looked } from '#app/metrics.ts';
import { CurrentTroubles } from '#delivery/jobs/current-troubles.ts';
import type { SourceStatus, StatusView } from '#features/status/view.ts';

const now = () => new Date('2026-11-22T10:00:00Z');
const sending = { failedJobs: [], unsent: [] };
const prices = { day: '2026-11-30', days: 0, isOld: false };

function metricsOf(looked: Partial<Looked> = {}) {
  return createMetrics({
    status: async (): Promise<StatusView> => ({ kind: 'status', sources: [], sending, prices }),
    databaseBytes: async () => 4096,
    backlog: async () => ({ messages: 0, oldestCreatedAt: null }),
    now,
    troubles: new CurrentTroubles(),
    ...looked,
  });
}

/** The value of a line on the page; null if there is none. */
async function value(metrics: ReturnType<typeof createMetrics>, line: string): Promise<number | null> {
  const found = (await metrics.text()).split('\n').find(text => text.startsWith(`${line} `));
  return found === undefined ? null : Number(found.slice(line.length));
}

it('says how many messages wait, and how long the oldest has', async () => {
  const waiting = metricsOf({ backlog: async () => ({ messages: 3, oldestCreatedAt: '2026-11-22T09:58:30.000Z' }) });
  expect(await value(waiting, 'spendbot_outbox_depth')).toBe(3);
  expect(await value(waiting, 'spendbot_outbox_age_seconds')).toBe(90);
  const none = metricsOf();
  expect(await value(none, 'spendbot_outbox_depth')).toBe(0);
  expect(await value(none, 'spendbot_outbox_age_seconds')).toBe(0);
});

it('counts the runs of each job by how they ended, with the time they took', async () => {
  const metrics = metricsOf();
  metrics.countRun('digest', 'waits', 0);
  metrics.countRun('digest', 'done', 2);
  metrics.countRun('alerts', 'failed', 0.5);
  metrics.countRun('alerts', 'failed', 0.25);
  expect(await value(metrics, 'spendbot_job_runs_total{job="digest",outcome="waits"}')).toBe(1);
  expect(await value(metrics, 'spendbot_job_runs_total{job="digest",outcome="done"}')).toBe(1);
  expect(await value(metrics, 'spendbot_job_runs_total{job="alerts",outcome="failed"}')).toBe(2);
  expect(await value(metrics, 'spendbot_job_seconds_sum{job="alerts"}')).toBe(0.75);
});

it('says everything as it is at the first look, not as it was at the one before', async () => {
  const failure = { reason: 'OpenAI answered 500' };
  const source: SourceStatus = {
    id: 'admin',
    kind: 'admin',
    progress: null,
    firstDay: '2026-08-24',
    lastDay: '2026-11-21',
    collectedDays: 90,
    lastCollectedAt: '2026-11-22T09:00:00Z',
    stoppedBecause: 'the key was refused',
    failures: [
      { ...failure, days: ['2026-11-20', '2026-11-21'], endpoints: ['completions'] },
      { ...failure, days: ['2026-11-21'], endpoints: ['costs'] },
    ],
    unknownDays: [],
    leftOut: [3, 4].map(rows => ({
      ...{ source: 'admin', endpoint: 'completions', day: '2026-11-21', part: '', why: 'input_tokens is missing', rows, amounts: [] },
    })),
  };
  const metrics = metricsOf({ status: async () => ({ kind: 'status', sources: [source], sending, prices }) });
  const page = await metrics.text();
  expect(page).toContain('spendbot_left_out_rows{source="admin"} 7\n');
  expect(page).toContain('spendbot_failed_days{source="admin"} 2\n');
  expect(page).toContain('spendbot_source_stopped{source="admin"} 1\n');
  expect(page).toContain('spendbot_collection_age_seconds{source="admin"} 3600\n');
});

it('serves what it counts while the database cannot be read, and names that and everything else that fails', async () => {
  const troubles = new CurrentTroubles();
  let isLocked = true;
  const metrics = metricsOf({
    troubles,
    databaseBytes: async () => {
      if (isLocked) throw new Error('locked');
      return 4096;
    },
  });
  metrics.countRun('collect', 'failed', 1);
  troubles.failed('collect', new Error('full'), now());
  troubles.failed('collect', new Error('full'), now());
  expect(await value(metrics, 'spendbot_job_runs_total{job="collect",outcome="failed"}')).toBe(1);
  expect(await value(metrics, 'spendbot_failing{what="collect"}')).toBe(2);
  expect(await value(metrics, 'spendbot_failing{what="read the database"}')).toBe(3);
  isLocked = false;
  troubles.worked('collect');
  expect(await metrics.text()).not.toContain('spendbot_failing{');
});
