import { dollarsFromNanoUsd } from '#core/money/nano-usd.ts';
import { describeFilters } from '#core/query/describe.ts';
import { dayOf } from '#core/time/day.ts';
import { lastChanges } from '#data/database/audit-log.ts';
import { readNames } from '#data/ledger/stored-names.ts';
import type { ProblemView } from '#show/plain-views.ts';
import { namesWithin } from '../access/channel-scope.ts';
import { cannotPost, type Managing, notAllowed, problemView, tooPersonal } from '../access/manager.ts';
import { isSwitchedOn, setSwitch } from '../setup/switches-store.ts';
import type { Done } from '../setup/view.ts';
import { type AlertCommand, parseAlertCommand } from './command.ts';
import { openIncidents } from './incidents-store.ts';
import type { AlertKind, AlertRule } from './rule.ts';
import { changeAlertRule, createAlertRule, setAlertRuleState, storedAlertRules } from './rules-store.ts';
import { postSample } from './sample.ts';
import type { AlertsDone, AlertsView } from './view.ts';

const listedChanges = 5;

/** Does what `/spend alerts …` says, and shows the alerts as they are then; a problem where it cannot. */
export async function manageAlerts(managing: Managing): Promise<AlertsView | ProblemView> {
  const { parts, text, now, manager } = managing;
  const command = parseAlertCommand(text, { now, names: await namesWithin(parts.database, manager.within, now) });
  if ('problem' in command) return { kind: 'problem', ...command };
  const refused = command.do === 'list' ? null : await notAllowed(manager);
  if (refused) return refused;
  const done = await carryOut(managing, command);
  if (done !== null && 'kind' in done) return done;
  return alertsView(managing, done);
}

async function alertsView({ parts: { database }, manager }: Managing, done: AlertsDone | null): Promise<AlertsView> {
  const names = await readNames(database);
  const open = await openIncidents(database);
  const mayChange = await manager.mayChange();
  const changes = mayChange ? await lastChanges(database, listedChanges) : [];
  return {
    kind: 'alerts',
    done,
    rules: (await storedAlertRules(database)).map(({ number, isPaused, kind, channelId, amountNanoUsd, hours, filters }) => ({
      ...{ number, isPaused, kind, channelId, amountNanoUsd, hours },
      scope: describeFilters(filters, names),
      openCount: open.filter(({ watch }) => watch === `alert:${number}`).length,
    })),
    isForecastOn: await isSwitchedOn(database, 'forecast_alerts'),
    mayChange,
    changes: changes.map(({ at, who, what }) => ({ at: at.toISOString(), who, what })),
  };
}

async function carryOut(managing: Managing, command: AlertCommand): Promise<AlertsDone | ProblemView | null> {
  const { parts, manager, now, text } = managing;
  switch (command.do) {
    case 'list':
      return null;
    case 'create':
      return create(managing, { ...command.rule, channelId: command.rule.channelId ?? manager.channelId });
    case 'change':
      return change(managing, command.number, command.changes);
    case 'pause':
      return setState(managing, command.number, 'paused', 'paused');
    case 'resume':
      return setState(managing, command.number, 'active', 'resumed');
    case 'remove':
      return setState(managing, command.number, 'removed', 'removed');
    case 'off':
      return turnOff(managing, command.kind, command.channelId ?? manager.channelId);
    case 'forecast': {
      const did = command.isOn ? 'turned on' : 'turned off';
      await setSwitch(parts.database, 'forecast_alerts', command.isOn, {
        by: manager.slackUserId,
        at: now,
        what: `forecasts of budgets: ${did}`,
      });
      return { did, number: null };
    }
    case 'test': {
      const channelId = command.channelId ?? manager.channelId;
      const problem = await cannotPost(manager, channelId, text);
      if (problem) return problem;
      await postSample(parts.database, channelId, manager.slackUserId, now);
      return { did: 'sample posted', number: null };
    }
  }
}

async function create(managing: Managing, rule: AlertRule): Promise<Done | ProblemView> {
  const { parts, manager, now } = managing;
  const problem = await problemOf(managing, rule);
  if (problem) return problem;
  const filters = JSON.stringify(rule.filters);
  const same = (await storedAlertRules(parts.database)).find(
    other => other.kind === rule.kind && other.channelId === rule.channelId && JSON.stringify(other.filters) === filters,
  );
  if (same) return problemView(`Alert ${same.number} watches this already: change, resume or remove that one.`, { suggestion: 'alerts' });
  const what = `set up ${await wordsOf(managing, rule)}`;
  return { did: 'set up', number: await createAlertRule(parts.database, rule, dayOf(now), { by: manager.slackUserId, at: now, what }) };
}

type Changes = Extract<AlertCommand, { do: 'change' }>['changes'];

async function change(managing: Managing, number: number, changes: Changes): Promise<Done | ProblemView> {
  const { parts, manager, now } = managing;
  const before = (await storedAlertRules(parts.database)).find(rule => rule.number === number);
  if (!before) return noSuchAlert(number);
  const isPriced = before.kind === 'day' || before.kind === 'spike';
  if (!isPriced && (changes.amountNanoUsd !== undefined || changes.filters !== undefined))
    return problemView(`Alert ${number} has no amount and no scope.`);
  if (before.kind !== 'silent' && changes.hours !== undefined) return problemView(`Alert ${number} has no hours.`);
  const rule: AlertRule = {
    kind: before.kind,
    channelId: changes.channelId === null ? manager.channelId : (changes.channelId ?? before.channelId),
    amountNanoUsd: changes.amountNanoUsd ?? before.amountNanoUsd,
    hours: changes.hours ?? before.hours,
    filters: changes.filters ?? before.filters,
  };
  const problem = await problemOf(managing, rule);
  if (problem) return problem;
  const what = `changed to ${await wordsOf(managing, rule)}`;
  const isDone = await changeAlertRule(parts.database, number, rule, { by: manager.slackUserId, at: now, what });
  return isDone ? { did: 'changed', number } : noSuchAlert(number);
}

async function setState(
  { parts, manager, now }: Managing,
  number: number,
  state: 'active' | 'paused' | 'removed',
  did: 'resumed' | 'paused' | 'removed',
): Promise<Done | ProblemView> {
  const isDone = await setAlertRuleState(parts.database, number, state, { by: manager.slackUserId, at: now, what: did });
  return isDone ? { did, number } : noSuchAlert(number);
}

async function turnOff(managing: Managing, kind: AlertKind, channelId: string): Promise<Done | ProblemView> {
  const rules = await storedAlertRules(managing.parts.database);
  const own = rules.filter(rule => rule.kind === kind && rule.channelId === channelId);
  const [first, ...others] = own;
  if (!first) return problemView('Nothing of this kind is watched for this channel.', { suggestion: 'alerts' });
  for (const { number } of others) await setState(managing, number, 'removed', 'removed');
  return setState(managing, first.number, 'removed', 'removed');
}

async function problemOf({ parts, manager, text }: Managing, rule: AlertRule): Promise<ProblemView | null> {
  return tooPersonal(parts, rule.filters) ?? (await cannotPost(manager, rule.channelId, text));
}

function noSuchAlert(number: number): ProblemView {
  return problemView(`There is no alert ${number}.`, { suggestion: 'alerts' });
}

/** For the audit log. */
async function wordsOf({ parts }: Managing, { kind, amountNanoUsd, hours, filters, channelId }: AlertRule): Promise<string> {
  const scope = describeFilters(filters, await readNames(parts.database));
  const over = amountNanoUsd === null ? '' : `over ${dollarsFromNanoUsd(amountNanoUsd)}`;
  return [kind, over, hours === null ? '' : `${hours} h`, scope, `in ${channelId}`].filter(word => word !== '').join(' ');
}
