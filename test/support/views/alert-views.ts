import fc from 'fast-check';
import { incidentStates } from '#features/alerts/incident.ts';
import { alertKinds } from '#features/alerts/rule.ts';
import type { AlertFinding, AlertView } from '#features/alerts/view.ts';
import type { BudgetState } from '#features/budgets/view.ts';
import { budgetPeriods } from '#features/setup/budget.ts';
import type { Mover } from '#features/verdict/mover.ts';
import { absurdName } from './absurd-views.ts';
import { usd } from './views.ts';

const day = '2026-11-21';
const money = fc.constantFrom(usd(0), usd(-5), usd(0.0000001), usd(412.18), usd(1e9));

/** What cost `dollars` more, by more use. */
function moreOf(dimension: Mover['dimension'], label: string, dollars: number): Mover {
  const changeNanoUsd = usd(dollars);
  return { dimension, label, presence: 'both', changeNanoUsd, priceNanoUsd: 0n, volumeNanoUsd: changeNanoUsd };
}

/** Eight earlier days of a weekday that all cost `dollars`. */
export const usually = (dollars: number) => Array.from({ length: 8 }, () => usd(dollars));

/** A spike that fires. */
export function alert(more: Partial<AlertView> = {}): AlertView {
  return {
    kind: 'alert',
    part: 'message',
    because: 'fires',
    incidentId: '11c23046-290e-4d8a-a2cc-515c7f507c85',
    isSample: false,
    state: 'firing',
    beganAt: '2026-11-22T09:07:00.000Z',
    ...{ endedAt: null, endedBecause: null, acknowledgedBy: null, snoozedBy: null, snoozedUntil: null },
    finding: { alert: 'spike', day, scope: '', costNanoUsd: usd(250), sameWeekdays: usually(100) },
    causes: {
      from: '2026-11-14',
      to: '2026-11-14',
      changeNanoUsd: usd(150),
      parts: [moreOf('model', 'o3-2025-04-16', 120), moreOf('project', 'Search', 140)],
    },
    largest: [
      { dimension: 'model', label: 'o3-2025-04-16', costNanoUsd: usd(150), share: 0.6 },
      { dimension: 'project', label: 'Search', costNanoUsd: usd(200), share: 0.8 },
    ],
    namesPeople: false,
    heading: { from: '2026-11-01', to: '2026-11-30', forecastNanoUsd: usd(3100) },
    endsOn: '2026-12-05',
    why: 'why 21 Nov 2026 vs 14 Nov 2026',
    ...more,
  };
}

/** The monthly budget of the project Search, on 24 November. */
export function budgetFinding(spent: number, amount: number): Extract<AlertFinding, { alert: 'budget' }> {
  return {
    ...{
      alert: 'budget',
      number: 1,
      period: 'month',
      from: '2026-11-01',
      to: '2026-11-30',
      scope: 'for project "Search"',
      basis: 'billed',
    },
    ...{ amountNanoUsd: usd(amount), spentNanoUsd: usd(spent), percent: Math.floor((spent * 100) / amount), through: '2026-11-24' },
    course: {
      reached: [
        { percent: 50, day: '2026-11-14' },
        { percent: 80, day: null },
      ],
      ...{ nextPercent: 100, passesOn: '2026-11-28' },
    },
  };
}

const project = fc.option(fc.record({ label: absurdName, share: fc.constantFrom(0.0001, 0.94, 1) }), { nil: null });

const finding: fc.Arbitrary<AlertFinding> = fc.oneof(
  fc.record({
    alert: fc.constantFrom('budget' as const, 'forecast' as const),
    number: fc.integer({ min: 1, max: 1e9 }),
    amountNanoUsd: money,
    period: fc.constantFrom(...budgetPeriods),
    from: fc.constant(day),
    to: fc.constant(day),
    through: fc.constant(day),
    course: fc.record({
      reached: fc.array(fc.record({ percent: fc.nat(), day: fc.constantFrom(null, day) }), { maxLength: 30 }),
      nextPercent: fc.constantFrom(null, 100),
      passesOn: fc.constantFrom(null, day),
    }),
    scope: absurdName,
    spentNanoUsd: money,
    basis: fc.constantFrom('billed' as const, 'mixed' as const, 'none' as const),
    percent: fc.integer({ min: -1000, max: 1e9 }),
  }),
  fc.record({
    alert: fc.constant('day' as const),
    day: fc.constant(day),
    isRunning: fc.boolean(),
    scope: absurdName,
    costNanoUsd: money,
    amountNanoUsd: money,
    sameWeekdays: fc.array(money, { maxLength: 8 }),
  }),
  fc.record({
    alert: fc.constant('spike' as const),
    day: fc.constant(day),
    scope: absurdName,
    costNanoUsd: money,
    sameWeekdays: fc.array(money, { maxLength: 8 }),
    days: fc.array(fc.record({ day: fc.constant(day), costNanoUsd: money, usualNanoUsd: fc.option(money, { nil: null }) }), {
      maxLength: 15,
    }),
  }),
  fc.record({
    alert: fc.constant('silent' as const),
    source: absurdName,
    hours: fc.integer({ min: 1, max: 720 }),
    lastCollectedAt: fc.constantFrom(null, '2026-11-21T09:00:00.000Z'),
    stoppedBecause: fc.option(absurdName, { nil: null }),
  }),
  fc.record({
    alert: fc.constant('unpriced' as const),
    model: absurdName,
    from: fc.constant(day),
    quantities: fc.array(fc.record({ unit: fc.constant('inputTokens' as const), quantity: fc.nat() }), { maxLength: 30 }),
    project,
  }),
  fc.record({
    alert: fc.constantFrom('new model' as const, 'new key' as const),
    name: absurdName,
    day: fc.constant(day),
    project,
    costNanoUsd: fc.option(money, { nil: null }),
  }),
);

/** Texts that are no Slack ids and must not be linked. */
export const noId = absurdName.filter(name => !/^[CGUW][A-Z0-9]+$/.test(name));

const slackId = fc.oneof(fc.constantFrom('U0ALICE', null), noId);
const moment = fc.constantFrom(null, '2026-11-22T10:00:00.000Z');

/** Alerts of every kind and state, with any names and amounts. */
export const absurdAlert: fc.Arbitrary<AlertView> = fc
  .record({
    part: fc.constantFrom('message' as const, 'reply' as const),
    because: fc.constantFrom('fires' as const, 'rises' as const, 'recovers' as const, 'snooze ends' as const),
    isSample: fc.boolean(),
    state: fc.constantFrom(...incidentStates.filter(state => state !== 'quiet')),
    endedAt: moment,
    endedBecause: fc.constantFrom('recovers' as const, 'period ends' as const, 'withdraw' as const, null),
    acknowledgedBy: slackId,
    snoozedBy: slackId,
    snoozedUntil: moment,
    finding,
    labels: fc.array(absurdName, { maxLength: 9 }),
    endsOn: fc.constantFrom(null, day),
    why: fc.oneof(
      fc.constantFrom(null, 'x'.repeat(2001)),
      absurdName.filter(text => text !== ''),
    ),
  })
  .map(({ labels, ...more }) => {
    const dimensions = ['model', 'project', 'user'] as const;
    const parts = labels.map((label, index) => moreOf(dimensions[index % 3] ?? 'model', label, index % 4));
    const largest = parts.map(({ dimension, label }) => ({ dimension, label, costNanoUsd: usd(1), share: 0.1 }));
    return alert({ ...more, largest, causes: labels.length === 0 ? null : { from: day, to: day, changeNanoUsd: usd(9), parts } });
  });

/** Budgets with any scope and any spend. */
export const absurdBudget: fc.Arbitrary<BudgetState> = fc.record({
  number: fc.integer({ min: 1, max: 1e6 }),
  isPaused: fc.boolean(),
  amountNanoUsd: money,
  period: fc.constantFrom(...budgetPeriods),
  from: fc.constant(day),
  to: fc.constant(day),
  scope: absurdName,
  namesPeople: fc.boolean(),
  thresholds: fc.constantFrom([50, 80, 100], [1, 2, 3, 4, 5, 6, 7, 8, 9, 1000]),
  channelId: fc.oneof(fc.constant('C0MLCOSTS'), noId),
  spentNanoUsd: money,
  basis: fc.constant('billed' as const),
  elapsedPercent: fc.integer({ min: 1, max: 100 }),
  percent: fc.integer({ min: -1e6, max: 1e9 }),
  reachedPercent: fc.constant(null),
  forecastNanoUsd: fc.option(money, { nil: null }),
});

export const absurdRule = fc.record({
  number: fc.integer({ min: 1, max: 1e6 }),
  isPaused: fc.boolean(),
  kind: fc.constantFrom(...alertKinds),
  channelId: fc.oneof(fc.constant('C0MLCOSTS'), noId),
  amountNanoUsd: fc.option(money, { nil: null }),
  hours: fc.option(fc.integer({ min: 1, max: 720 }), { nil: null }),
  scope: absurdName,
  openCount: fc.nat(),
  open: fc.array(absurdName, { maxLength: 3 }),
});
