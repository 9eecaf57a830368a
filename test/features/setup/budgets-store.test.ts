import { describe, expect, it } from 'vitest';
import { lastChanges } from '#data/database/audit-log.ts';
import { type Incident, latestIncident, saveIncident } from '#features/alerts/incidents-store.ts';
import { createAlertRule, isForecastOn, setAlertRuleState, setForecastOn, storedAlertRules } from '#features/alerts/rules-store.ts';
import type { Budget } from '#features/setup/budget.ts';
import { changeBudget, createBudget, setBudgetState, storedBudgets } from '#features/setup/budgets-store.ts';
import { testDatabase } from '../../support/database.ts';

const at = new Date('2026-11-22T12:00:00Z');
const by = (what: string) => ({ by: 'U0YOU', at, what });
const budget: Budget = {
  amountNanoUsd: 9_007_199_254_740_993n,
  period: 'month',
  filters: [{ dimension: 'project', values: ['proj_a', ''], exclude: true }],
  thresholds: [50, 100],
  channelId: 'C0COSTS',
};

describe('budgets', () => {
  it('come back as they were kept, to the nano-dollar, under numbers that are never used again', async () => {
    const database = await testDatabase();
    expect(await createBudget(database, budget, '2026-11-22', by('set up'))).toBe(1);
    expect(await createBudget(database, { ...budget, period: 'day' }, '2026-11-22', by('set up'))).toBe(2);
    await setBudgetState(database, 2, 'removed', by('removed'));
    expect(await createBudget(database, budget, '2026-11-23', by('set up'))).toBe(3);
    expect(await storedBudgets(database)).toEqual([
      { ...budget, number: 1, isPaused: false, setUpBy: 'U0YOU', watchedFrom: '2026-11-22', version: 1 },
      { ...budget, number: 3, isPaused: false, setUpBy: 'U0YOU', watchedFrom: '2026-11-23', version: 1 },
    ]);
  });

  it('are changed as a whole, and what is gone cannot be changed', async () => {
    const database = await testDatabase();
    await createBudget(database, budget, '2026-11-22', by('set up'));
    expect(await changeBudget(database, 1, { ...budget, thresholds: [90] }, by('changed'))).toBe(true);
    expect(await setBudgetState(database, 1, 'paused', by('paused'))).toBe(true);
    expect(await storedBudgets(database)).toMatchObject([{ thresholds: [90], version: 2, isPaused: true }]);
    await setBudgetState(database, 1, 'removed', by('removed'));
    expect(await changeBudget(database, 1, budget, by('changed'))).toBe(false);
    expect(await setBudgetState(database, 7, 'active', by('resumed'))).toBe(false);
    expect((await lastChanges(database, 9)).map(({ what }) => what).sort()).toEqual([
      'budget 1: changed',
      'budget 1: paused',
      'budget 1: removed',
      'budget 1: set up',
    ]);
  });

  it('are not changed where the change cannot be noted', async () => {
    const database = await testDatabase();
    await createBudget(database, budget, '2026-11-22', by('set up'));
    await database.schema.alterTable('audit').renameTo('audit_away').execute();
    await expect(setBudgetState(database, 1, 'removed', by('removed'))).rejects.toThrow();
    await expect(createBudget(database, budget, '2026-11-22', by('set up'))).rejects.toThrow();
    expect(await storedBudgets(database)).toHaveLength(1);
    await database.schema.alterTable('audit_away').renameTo('audit').execute();
  });
});

describe('alerts and switches', () => {
  it('are kept with who changed them', async () => {
    const database = await testDatabase();
    const rule = { kind: 'silent', channelId: 'C0COSTS', amountNanoUsd: null, hours: 6, filters: [] } as const;
    await createAlertRule(database, rule, '2026-11-22', by('set up'));
    await setAlertRuleState(database, 1, 'paused', by('paused'));
    expect(await storedAlertRules(database)).toMatchObject([{ ...rule, number: 1, isPaused: true }]);
    expect(await isForecastOn(database)).toBe(true);
    await setForecastOn(database, false, by('forecasts: turned off'));
    expect(await isForecastOn(database)).toBe(false);
    expect(await lastChanges(database, 9)).toHaveLength(3);
  });
});

describe('an incident', () => {
  const incident: Incident = {
    ...{ id: 'one', watch: 'budget:1', watchVersion: 1, subject: '2026-11-01', ordinal: 1, channelId: 'C0COSTS', setUpBy: 'U0YOU' },
    ...{ state: 'firing', level: 50, beganAt: at, endedAt: null, endedBecause: null },
    ...{ acknowledgedBy: null, snoozedBy: null, snoozedUntil: null, facts: '{}', revision: 0 },
  };
  const entry = { key: 'alert:one', channelId: 'C0COSTS', about: null, operation: 'post', setUpBy: null, view: '{}' } as const;

  it('begins once, whoever begins it, and changes only from what was read', async () => {
    const database = await testDatabase();
    expect(await saveIncident(database, incident, [entry], at)).toBe(true);
    expect(await saveIncident(database, { ...incident, id: 'two' }, [{ ...entry, key: 'alert:two' }], at)).toBe(false);
    const read = await latestIncident(database, 'budget:1', '2026-11-01');
    expect(read).toEqual({ ...incident, revision: 1 });
    const acknowledged = { ...incident, state: 'acknowledged', revision: 1 } as const;
    expect(await saveIncident(database, acknowledged, [], at)).toBe(true);
    expect(await saveIncident(database, { ...acknowledged, state: 'snoozed' }, [{ ...entry, key: 'alert:late' }], at)).toBe(false);
    expect((await database.selectFrom('outbox').select('key').execute()).map(({ key }) => key)).toEqual(['alert:one']);
  });

  it('does not begin where its message cannot be written', async () => {
    const database = await testDatabase();
    await database.schema.alterTable('outbox').renameTo('outbox_away').execute();
    await expect(saveIncident(database, incident, [entry], at)).rejects.toThrow();
    expect(await latestIncident(database, 'budget:1', '2026-11-01')).toBeNull();
  });
});
