import { randomUUID } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { toJson } from '#core/bigint-json.ts';
import type { Instant } from '#core/time/day.ts';
import type { Job } from '#delivery/jobs/jobs.ts';
import type { AlertParts } from '../access/manager.ts';
import { storedBudgets } from '../setup/budgets-store.ts';
import type { Watch } from '../setup/watch-state-store.ts';
import { eventOfLevel, type IncidentEvent, isOpen } from './incident.ts';
import { factsOf, stepOf } from './incident-step.ts';
import { type Incident, latestIncident, openIncidents, saveIncident } from './incidents-store.ts';
import { isForecastOn, type StoredAlertRule, storedAlertRules } from './rules-store.ts';
import type { AlertFacts } from './view.ts';
import { findBudget } from './watch-budgets.ts';
import type { WatchFinding } from './watch-finding.ts';
import { findDaysOver, findFirstUses, findSilence, findSpikes, findUnpriced } from './watch-rules.ts';

/** One active budget or alert, and how to check it. */
interface Watched {
  readonly watch: string;
  readonly version: number;
  find(open: readonly Incident[]): Promise<WatchFinding[]>;
}

/**
 * Checks every active budget and alert, and saves each incident that changed, in one transaction with its messages and only if its
 * revision is still current, so that nothing is posted twice. Throws AggregateError if some checks failed; the others are complete.
 */
export async function evaluateAlerts(parts: AlertParts, now: Instant): Promise<void> {
  const watched = await watchedNow(parts, now);
  const open = await openIncidents(parts.database);
  const errors: unknown[] = [];
  const attempt = async (step: () => Promise<unknown>) => {
    try {
      await step();
    } catch (error) {
      errors.push(error);
    }
  };
  for (const incident of open) {
    const isWatched = watched.some(({ watch, version }) => watch === incident.watch && version === incident.watchVersion);
    if (!isWatched) await attempt(() => end(parts, incident, 'withdraw', now));
  }
  for (const { watch, version, find } of watched) {
    // SQLite never yields: without this, questions in Slack would wait until every check is done.
    await nextTurn();
    const own = open.filter(incident => incident.watch === watch && incident.watchVersion === version);
    await attempt(async () => {
      const found = await find(own);
      for (const one of found) await attempt(() => follow(parts, one, now));
      const subjects = new Set(found.map(({ subject }) => subject));
      for (const incident of own) if (!subjects.has(incident.subject)) await attempt(() => end(parts, incident, 'period ends', now));
    });
  }
  if (errors.length > 0) throw new AggregateError(errors, `${errors.length} of the alerts could not be evaluated`);
}

async function watchedNow(parts: AlertParts, now: Instant): Promise<Watched[]> {
  const budgets = (await storedBudgets(parts.database)).filter(({ isPaused }) => !isPaused);
  const saysForecast = await isForecastOn(parts.database);
  const rules = (await storedAlertRules(parts.database)).filter(({ isPaused }) => !isPaused);
  const watched = (what: string, { number, version }: Watch, find: Watched['find']) => ({ watch: `${what}:${number}`, version, find });
  return [
    ...budgets.map(budget => watched('budget', budget, open => findBudget(parts, budget, { saysForecast, open, now }))),
    // What lacks a price comes first: its first use is told there.
    ...rules
      .toSorted((a, b) => Number(b.kind === 'unpriced') - Number(a.kind === 'unpriced'))
      .map(rule => watched('alert', rule, open => findByRule(parts, rule, open, now))),
  ];
}

function findByRule(parts: AlertParts, rule: StoredAlertRule, open: readonly Incident[], now: Instant): Promise<WatchFinding[]> {
  switch (rule.kind) {
    case 'day':
      return findDaysOver(parts, rule, now);
    case 'spike':
      return findSpikes(parts, rule, now);
    case 'silent':
      return findSilence(parts, rule, now);
    case 'unpriced':
      return findUnpriced(parts, rule, open, now);
    case 'new model':
    case 'new key':
      return findFirstUses(parts, rule, open, now);
  }
}

/** Updates the incident for one subject. */
async function follow(parts: AlertParts, found: WatchFinding, now: Instant): Promise<void> {
  const latest = await latestIncident(parts.database, found.watch, found.subject);
  const isAlive = latest !== null && isOpen(latest.state);
  // Most checks find nothing most of the time: those read no facts.
  if (!isAlive && found.condition !== 'holds') return;
  const facts = { ...(await found.facts()), namesPeople: found.namesPeople };
  if (!isAlive) await step(parts, newIncident(found, latest, facts, now), 'holds', facts, found.level, now);
  else if (found.condition === 'holds' || found.condition === 'between') await followOpen(parts, latest, found, facts, now);
  // Of what has no amount, only what was said last is known once it is over.
  else await step(parts, latest, found.condition, 'scope' in facts.finding ? facts : factsOf(latest), 0, now);
}

async function followOpen(parts: AlertParts, latest: Incident, found: WatchFinding, facts: AlertFacts, now: Instant): Promise<void> {
  const event = eventOfLevel(found.level, latest.level);
  const isSaid = isHeadingOver(factsOf(latest));
  const isNews = event === 'holds' && isHeadingOver(facts) && !isSaid;
  const kept = isSaid ? sayingHeadingOver(facts) : facts;
  const changed = await step(parts, latest, isNews ? 'rises' : event, kept, found.level, now);
  const current = changed ? await latestIncident(parts.database, found.watch, found.subject) : latest;
  const isSnoozeOver = current?.state === 'snoozed' && current.snoozedUntil !== null && current.snoozedUntil <= now;
  if (isSnoozeOver) await step(parts, current, 'snooze ends', kept, found.level, now);
}

/** Whether a message says, or said before, that a budget is heading past its amount. */
function isHeadingOver({ finding }: AlertFacts): boolean {
  return 'isHeadingOver' in finding && finding.isHeadingOver === true;
}

/** A period that fell back below its budget and heads over it again is no news. */
function sayingHeadingOver(facts: AlertFacts): AlertFacts {
  return 'isHeadingOver' in facts.finding ? { ...facts, finding: { ...facts.finding, isHeadingOver: true } } : facts;
}

function end(parts: AlertParts, incident: Incident, event: 'withdraw' | 'period ends', now: Instant): Promise<boolean> {
  return step(parts, incident, event, factsOf(incident), incident.level, now);
}

async function step(
  parts: AlertParts,
  incident: Incident,
  event: IncidentEvent,
  facts: AlertFacts,
  level: number,
  now: Instant,
): Promise<boolean> {
  const made = stepOf(incident, event, { facts, level, now });
  return made !== null && (await saveIncident(parts.database, made.incident, made.entries, now));
}

function newIncident(found: WatchFinding, latest: Incident | null, facts: AlertFacts, now: Instant): Incident {
  return {
    id: randomUUID(),
    watch: found.watch,
    watchVersion: found.watchVersion,
    subject: found.subject,
    ordinal: (latest?.ordinal ?? 0) + 1,
    channelId: found.channelId,
    setUpBy: found.setUpBy,
    state: latest === null ? 'quiet' : 'resolved',
    level: 0,
    beganAt: now,
    endedAt: null,
    endedBecause: null,
    acknowledgedBy: null,
    snoozedBy: null,
    snoozedUntil: null,
    facts: toJson(facts),
    revision: 0,
  };
}

const everyMs = 5 * 60_000;

/** Evaluates every five minutes too: snoozes and periods end, and sources go silent, without a collection. Only the newest slot is due. */
export function alertJob(evaluate: (now: Instant) => Promise<void>): Job {
  return {
    name: 'alerts',
    onlyNewestCounts: true,
    due: async now => [`alerts:${new Date(Math.floor(now.getTime() / everyMs) * everyMs).toISOString()}`],
    async run(_slot, { now }) {
      await evaluate(now);
      return 'done';
    },
  };
}
