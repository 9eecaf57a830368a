import { describe, expect, it } from 'vitest';
import { alertMark } from '#features/alerts/alert-headline.ts';
import { alertMessage } from '#features/alerts/blocks.ts';
import { alertForm } from '#features/alerts/form.ts';
import type { AlertFinding, AlertRuleState, AlertView } from '#features/alerts/view.ts';
import { alertRuleLine, forecastLine } from '#features/alerts/words.ts';
import { alert, budgetFinding, usually } from '../../support/views/alert-views.ts';
import { usd } from '../../support/views/views.ts';

describe('an alert', () => {
  it('is marked ✅ once closed only where all is well: a missed budget keeps 🔴, and what time or hands closed has ⚪', () => {
    const closed = (endedBecause: AlertView['endedBecause'], finding = alert().finding) =>
      alertMark({ state: 'resolved', heading: null, endedBecause, finding });
    expect(closed('period ends', budgetFinding(1_070, 500))).toBe('🔴');
    expect(closed('period ends', { ...budgetFinding(500.01, 500), alert: 'forecast' })).toBe('🔴');
    expect(closed('period ends', budgetFinding(480, 500))).toBe('✅');
    expect(closed('recovers')).toBe('✅');
    expect([closed('period ends'), closed('withdraw'), closed('withdraw', budgetFinding(1_070, 500))]).toEqual(['⚪', '⚪', '⚪']);
  });

  it('of a source says how long nothing was read, once it is read again, not how long the alert was open', () => {
    const lastCollectedAt = '2026-11-24T17:20:00.000Z';
    const finding = { alert: 'silent', source: '', hours: 5, lastCollectedAt, stoppedBecause: null } as const;
    const over = { finding, state: 'resolved', endedAt: '2026-11-24T23:21:00.000Z', endedBecause: 'recovers', heading: null } as const;
    expect(alertMessage(alert(over)).text.split('\n')).toEqual([
      '✅ Closed: Nothing was read from OpenAI',
      'Closed 24 Nov, 23:21 UTC: Reading from OpenAI resumed after 6 hours.',
    ]);
    expect(alertMessage(alert({ ...over, part: 'reply', because: 'recovers' })).text).toBe('✅ Reading from OpenAI resumed after 6 hours.');
  });

  it('of a source says what its silence means, why it is, who can do what, and where OpenAI’s own words are', () => {
    const lineOf = (stoppedBecause: string | null, lastCollectedAt: string | null = '2026-11-24T17:00:00.000Z') =>
      alertMessage(
        alert({ finding: { alert: 'silent', source: '', hours: 18, lastCollectedAt, stoppedBecause }, heading: null }),
      ).text.split('\n')[1];
    const since = 'Last read 24 Nov, 17:00 UTC: figures, digests and alerts don’t include later use.';
    const noAccess = 'OpenAI does not let OPENAI_ADMIN_KEY read GET organization/usage/completions (403): "No access". Create or edit one.';
    expect(lineOf(noAccess)).toBe(
      `${since} OpenAI refuses the admin key (403). An admin can replace or edit it under Settings → Organization → Admin keys (https://platform.openai.com/settings/organization/admin-keys). /spend status shows OpenAI’s own words.`,
    );
    expect(lineOf('OpenAI answered GET usage with 429. It is asked again at the next collection.')).toBe(
      `${since} OpenAI limits requests (429). spendbot keeps trying. /spend status says more.`,
    );
    expect(lineOf(null)).toBe(`${since} /spend status says more.`);
    expect(lineOf('Broken.', null)).toBe(
      'Nothing was ever read: there are no figures yet. Reading from OpenAI has stopped. An admin can fix it. /spend status says more.',
    );
  });

  it('of a day says that it still runs, what is usual and what the budget allows, and is 🟡 while it costs no more than a quarter above the usual', () => {
    const finding = {
      alert: 'day',
      ...{ day: '2026-11-24', scope: '', isRunning: true },
      ...{ costNanoUsd: usd(153.76), amountNanoUsd: usd(150), sameWeekdays: usually(190.4) },
    } as const;
    const heading = { from: '2026-11-01', to: '2026-11-30', forecastNanoUsd: usd(5_470), budgetNanoUsd: usd(6_000) };
    const shownDay = alert({ finding, heading, causes: null, largest: [] });
    expect(alertMessage(shownDay).text.split('\n')).toEqual([
      '🟡 Tue 24 Nov has cost $153.76 so far, over your $150 a day',
      'A usual Tuesday costs $190. November ends near $5,470, $530 under the $6,000 budget.',
    ]);
    expect(alertMark({ ...shownDay, finding: { ...finding, costNanoUsd: usd(239) } })).toBe('🔴');
    expect(alertMark({ ...shownDay, finding: { ...finding, costNanoUsd: usd(237) } })).toBe('🟡');
    expect(alertMark({ ...shownDay, finding: { ...finding, sameWeekdays: [] } })).toBe('🔴');
  });

  it('of a model without a price, or a new one, says how much of it there is and whose it is, and asks on by project', () => {
    const project = { label: 'Research', share: 0.94 };
    const why = 'by project for model "gpt-8-nova" 24 Nov 2026';
    const told = (finding: AlertFinding) => alertMessage(alert({ finding, heading: null, causes: null, why }));
    const quantities = [{ unit: 'inputTokens', quantity: 900_000 }] as const;
    expect(told({ alert: 'unpriced', model: 'gpt-8-nova', from: '2026-11-11', quantities, project }).text.split('\n')[1]).toBe(
      'Not in the cost since 11 Nov: 900,000 input tokens, 94% of it by project Research. An admin can set a price in spendbot.yml; then run spendbot reprice.',
    );
    expect(told({ alert: 'unpriced', model: 'm', from: '2026-11-24', isNew: true, quantities, project: null }).text).toContain(
      'First used on 24 Nov, and not in the cost: 900,000 input tokens. An admin',
    );
    const used = { alert: 'new model', name: 'gpt-8-nova', day: '2026-11-24', project: { label: 'Research', share: 1 } } as const;
    const message = told({ ...used, costNanoUsd: usd(1.5) });
    expect(message.text.split('\n')[1]).toBe('First used on Tue 24 Nov, $1.50 so far, all by project Research.');
    expect(JSON.stringify(message.parts)).toContain('"By project"');
    expect(told({ ...used, costNanoUsd: null }).text).toContain('all by project Research. No price is known for it.');
  });
});

it('the form says in the words of its menu what an amount is of', () => {
  const [menu, amount] = alertForm.fields(false);
  const each = 'More than usual: by how much ($20). More than an amount: which ($150). Nothing collected: how long (6h)';
  expect(amount?.hint).toBe(`${each}. Otherwise leave it empty`);
  const options = JSON.stringify(menu);
  for (const words of ['more than usual', 'more than an amount']) expect(options).toContain(words);
  expect(options).toContain('Nothing is collected');
  expect(alertForm.fields(true)[0]?.hint).toBe(each);
});

describe('the list of alerts', () => {
  const rule: AlertRuleState = {
    ...{ number: 1, kind: 'spike', channelId: 'C0MLCOSTS', amountNanoUsd: null, hours: null, scope: '', openCount: 0, isPaused: false },
  };
  it.each<[Omit<Partial<AlertRuleState>, 'amountNanoUsd'> & { amount?: number }, string]>([
    [{ openCount: 1 }, 'Spikes: a day at least $20 above usual → #ml-costs · 1 open alert'],
    [{ scope: 'for project "Search"', isPaused: true }, 'Spikes for project "Search": a day at least $20 above usual → #ml-costs (paused)'],
    // A limit is not rounded.
    [{ kind: 'day', amount: 150.5 }, 'A day over $150.50 → #ml-costs'],
    [{ kind: 'silent', hours: 6 }, 'Nothing collected for 6 hours → #ml-costs'],
  ])('says of %j what is watched, and where that is said', ({ amount = 20, ...over }, line) => {
    expect(alertRuleLine({ ...rule, ...over, amountNanoUsd: usd(amount) }, () => '#ml-costs')).toBe(line);
  });

  it('says whether budgets warn by their forecast, and how to change that to those who may', () => {
    const list = { kind: 'alerts', done: null, rules: [], changes: [] } as const;
    expect(forecastLine({ ...list, isForecastOn: true, mayChange: true })).toBe(
      'Budgets also warn when their forecast passes them (turn off: /spend alerts forecast off)',
    );
    expect(forecastLine({ ...list, isForecastOn: false, mayChange: false })).toBe('Budgets do not warn when their forecast passes them');
  });
});
