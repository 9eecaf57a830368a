import { randomUUID } from 'node:crypto';
import { toJson } from '#core/bigint-json.ts';
import { oneDollar } from '#core/money/nano-usd.ts';
import type { Filter } from '#core/query/query.ts';
import { addDays, dayOf, type Instant } from '#core/time/day.ts';
import { daysBefore } from '#core/time/period.ts';
import { recordAudit } from '#data/database/audit-log.ts';
import type { Database } from '#data/database/open.ts';
import type { AskParts } from '#data/figures/read-cells.ts';
import { enqueue } from '#delivery/outbox/outbox-store.ts';
import { answer } from '../answers/answer.ts';
import { comparedWeeks } from '../verdict/usual.ts';
import type { AlertView } from './view.ts';

/** The project and the model that a sample is about. */
interface SampleSubject {
  readonly project: string;
  readonly model: string;
}

/** The largest project and model of the last 30 days, so that a sample looks real; made-up ones where nothing is known. */
export async function sampleSubject(parts: AskParts, within: readonly Filter[], now: Instant): Promise<SampleSubject> {
  const period = { ...daysBefore(dayOf(now), 30), calendar: null };
  const largest = async (dimension: 'project' | 'model') => {
    const query = { metric: 'cost', period, by: [dimension], filters: [], top: null, versus: null, form: 'default' } as const;
    const { groups } = await answer(parts, query, now, within);
    const [named] = groups.flatMap(({ key, label }) => (typeof label === 'string' || !key?.[dimension] ? [] : (label[dimension] ?? [])));
    return named;
  };
  return { project: (await largest('project')) ?? 'Search', model: (await largest('model')) ?? 'gpt-5' };
}

/** Queues a sample alert with made-up figures for `channelId`, to see what one looks like and that it arrives. */
export async function postSample(database: Database, subject: SampleSubject, channelId: string, by: string, now: Instant): Promise<void> {
  const id = randomUUID();
  await database.transaction().execute(async transaction => {
    const view = toJson(sampleAlert(subject, now));
    await enqueue(transaction, { key: `alert-sample:${id}`, channelId, about: null, operation: 'post', setUpBy: by, view }, now);
    await recordAudit(transaction, { at: now, who: by, what: `sample alert posted in ${channelId}` });
  });
}

function sampleAlert({ project, model }: SampleSubject, now: Instant): AlertView {
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
    finding: { alert: 'spike', day, scope: '', costNanoUsd: 250n * oneDollar, sameWeekdays: Array(comparedWeeks).fill(100n * oneDollar) },
    namesPeople: false,
    causes: {
      from: weekBefore,
      to: weekBefore,
      changeNanoUsd: 150n * oneDollar,
      parts: [
        { dimension: 'model', label: model, ...moreUse(140n) },
        {
          ...{ dimension: 'project', label: project, ...moreUse(140n) },
          madeBy: [{ dimension: 'model', label: model, changeNanoUsd: 140n * oneDollar }],
        },
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
  const quantity = { unit: 'tokens', before: 1_000_000, after: 15_000_000 } as const;
  const beforeNanoUsd = changeNanoUsd / 14n;
  return { presence: 'both', changeNanoUsd, priceNanoUsd: 0n, volumeNanoUsd: changeNanoUsd, beforeNanoUsd, quantity } as const;
}
