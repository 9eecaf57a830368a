import { randomUUID } from 'node:crypto';
import { toJson } from '#core/bigint-json.ts';
import { oneDollar } from '#core/money/nano-usd.ts';
import { addDays, dayOf, type Instant } from '#core/time/day.ts';
import { recordAudit } from '#data/database/audit-log.ts';
import type { Database } from '#data/database/open.ts';
import { enqueue } from '#delivery/outbox/outbox-store.ts';
import type { AlertView } from './view.ts';

/** Queues a sample alert with made-up figures for `channelId`, to see what one looks like and that it arrives. */
export async function postSample(database: Database, channelId: string, by: string, now: Instant): Promise<void> {
  const id = randomUUID();
  await database.transaction().execute(async transaction => {
    const view = toJson(sampleAlert(now));
    await enqueue(transaction, { key: `alert-sample:${id}`, channelId, about: null, operation: 'post', setUpBy: by, view }, now);
    await recordAudit(transaction, { at: now, who: by, what: `sample alert posted in ${channelId}` });
  });
}

function sampleAlert(now: Instant): AlertView {
  const day = addDays(dayOf(now), -1);
  const weekBefore = addDays(day, -7);
  return {
    kind: 'alert',
    part: 'message',
    because: 'fires',
    incidentId: 'sample',
    isSample: true,
    state: 'firing',
    beganAt: now.toISOString(),
    ...{ endedAt: null, endedBecause: null, acknowledgedBy: null, snoozedBy: null, snoozedUntil: null },
    finding: { alert: 'spike', day, scope: '', costNanoUsd: 250n * oneDollar, usualNanoUsd: 100n * oneDollar },
    namesPeople: false,
    causes: {
      from: weekBefore,
      to: weekBefore,
      changeNanoUsd: 150n * oneDollar,
      parts: [
        { dimension: 'model', label: 'a model', ...moreUse(120n) },
        { dimension: 'project', label: 'a project', ...moreUse(140n) },
      ],
    },
    largest: [],
    heading: null,
    endsOn: null,
    why: null,
  };
}

function moreUse(dollars: bigint) {
  const changeNanoUsd = dollars * oneDollar;
  return { presence: 'both', changeNanoUsd, priceNanoUsd: 0n, volumeNanoUsd: changeNanoUsd } as const;
}
