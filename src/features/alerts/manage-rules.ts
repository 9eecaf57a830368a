import { describeFilters } from '#core/query/describe-query.ts';
import { dayOf } from '#core/time/day.ts';
import type { Database } from '#data/database/open.ts';
import { readNames } from '#data/ledger/stored-names.ts';
import { formatUsdInWords } from '#show/format-figures.ts';
import { type ProblemView, problemView } from '#show/plain-views.ts';
import { namesPeople } from '../access/channel-scope.ts';
import { cannotPost, type Manager, type Managing } from '../access/manager.ts';
import type { Settings } from '../setup/command-settings.ts';
import { changeOne, channelMeant, isSameScope, managedBy, manageThings, setState, setUp, type ThingKind } from '../setup/manage-things.ts';
import type { Done } from '../setup/view.ts';
import { alertHeadline, alertMark } from './alert-headline.ts';
import type { AlertCommand } from './command.ts';
import { factsOf } from './incident-step.ts';
import { type Incident, openIncidents } from './incidents-store.ts';
import type { AlertKind, AlertRule } from './rule.ts';
import { changeAlertRule, createAlertRule, isForecastOn, setAlertRuleState, setForecastOn, storedAlertRules } from './rules-store.ts';
import { postSample, sampleSubject } from './sample.ts';
import type { AlertRuleState, AlertsDone, AlertsView } from './view.ts';

const shownOpen = 3;

const kind: ThingKind<AlertRule> = {
  noun: 'alert',
  stored: storedAlertRules,
  create: (database, rule, change) => createAlertRule(database, rule, dayOf(change.at), change),
  replace: changeAlertRule,
  setState: setAlertRuleState,
  words({ kind: watched, amountNanoUsd, hours, filters, channelId }, names) {
    const over = amountNanoUsd === null ? '' : `over ${formatUsdInWords(amountNanoUsd)}`;
    const words = [watched, over, hours === null ? '' : `${hours} h`, describeFilters(filters, names), `in ${channelId}`];
    return words.filter(word => word !== '').join(' ');
  },
  sameAs(asked, stored) {
    const same = stored.find(other => other.kind === asked.kind && isSameScope(other, asked));
    if (same === undefined) return null;
    return problemView('An alert watches this already: change, resume or remove that one.', { suggestion: 'alerts' });
  },
};

/** Carries out `/spend alerts …` and shows the updated alerts, or the problem. */
export function manageAlerts(managing: Managing, command: AlertCommand): Promise<AlertsView | ProblemView> {
  return manageThings(managing, command, carryOut, alertsView);
}

async function alertsView(managing: Managing, done: AlertsDone | null): Promise<AlertsView> {
  const { database } = managing.parts;
  return {
    kind: 'alerts',
    done,
    rules: await alertRuleStates(database, managing.manager),
    isForecastOn: await isForecastOn(database),
    ...(await managedBy(managing, 'alert')),
  };
}

/** The alerts that the reader may see, as they are listed, by number. */
export async function alertRuleStates(database: Database, { maySeePeople }: Pick<Manager, 'maySeePeople'>): Promise<AlertRuleState[]> {
  const names = await readNames(database);
  const open = await openIncidents(database);
  const rules = (await storedAlertRules(database)).filter(({ filters }) => maySeePeople || !namesPeople(filters));
  return rules.map(({ number, isPaused, kind: watched, channelId, amountNanoUsd, hours, filters }) => {
    const raised = open.filter(({ watch }) => watch === `alert:${number}`);
    return {
      ...{ number, isPaused, kind: watched, channelId, amountNanoUsd, hours },
      scope: describeFilters(filters, names),
      openCount: raised.length,
      open: openLines(raised, maySeePeople),
    };
  });
}

/** `🔴 Fri 13 Nov cost $916.24, six times a usual Friday ($150)`, newest first. */
function openLines(raised: readonly Incident[], maySeePeople: boolean): string[] {
  return raised
    .map(incident => ({ ...factsOf(incident), state: incident.state, isSample: false, endedBecause: null }))
    .filter(({ namesPeople: isPersonal }) => maySeePeople || !isPersonal)
    .map(alert => `${alertMark(alert)} ${alertHeadline(alert)}`)
    .reverse()
    .slice(0, shownOpen);
}

async function carryOut(managing: Managing, command: AlertCommand): Promise<AlertsDone | ProblemView | null> {
  const { parts, manager, now, text } = managing;
  const by = manager.slackUserId;
  switch (command.do) {
    case 'list':
      return null;
    case 'create':
      return setUp(managing, kind, { ...command.rule, channelId: command.rule.channelId ?? manager.channelId });
    case 'change':
      return changeOne(managing, kind, command.number, before => changedRule(managing, before, command.changes));
    case 'off':
      return turnOff(managing, command.kind, command.channelId ?? manager.channelId);
    case 'forecast': {
      const did = command.isOn ? 'turned on' : 'turned off';
      await setForecastOn(parts.database, command.isOn, { by, at: now, what: `forecasts of budgets: ${did}` });
      return { did, number: null };
    }
    case 'test': {
      const channelId = command.channelId ?? manager.channelId;
      const problem = await cannotPost(manager, channelId, text);
      if (problem) return problem;
      await postSample(parts.database, await sampleSubject(parts, manager.within, now), channelId, by, now);
      return { did: 'sample posted', number: null };
    }
    default:
      return setState(managing, kind, command.number, command.do);
  }
}

/** The rule with `changes` applied, or the problem when its kind has no such setting. */
function changedRule(managing: Managing, before: AlertRule & { readonly number: number }, changes: Settings): AlertRule | ProblemView {
  const isPriced = before.kind === 'day' || before.kind === 'spike';
  if (!isPriced && (changes.amountNanoUsd !== undefined || changes.filters !== undefined))
    return problemView('Such an alert has no amount and no scope.');
  if (before.kind !== 'silent' && changes.hours !== undefined) return problemView('Such an alert has no hours.');
  return {
    kind: before.kind,
    channelId: channelMeant(managing, changes.channelId, before.channelId),
    amountNanoUsd: changes.amountNanoUsd ?? before.amountNanoUsd,
    hours: changes.hours ?? before.hours,
    filters: changes.filters ?? before.filters,
  };
}

async function turnOff(managing: Managing, watched: AlertKind, channelId: string): Promise<Done | ProblemView> {
  const rules = await storedAlertRules(managing.parts.database);
  const [first, ...others] = rules.filter(rule => rule.kind === watched && rule.channelId === channelId);
  if (!first) return problemView('Nothing of this kind is watched for this channel.', { suggestion: 'alerts' });
  for (const { number } of others) await setState(managing, kind, number, 'remove');
  return setState(managing, kind, first.number, 'remove');
}
