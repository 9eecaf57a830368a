import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alertMessage, alertsMessage } from '#features/alerts/blocks.ts';
import { spikePicture } from '#features/alerts/chart.ts';
import { alertsText } from '#features/alerts/text.ts';
import type { AlertFinding, AlertView } from '#features/alerts/view.ts';
import { budgetsMessage } from '#features/budgets/blocks.ts';
import { budgetsText } from '#features/budgets/text.ts';
import { formsOf, type Message } from '#show/blocks/message.ts';
import { wholeText } from '#show/terminal/terminal.ts';
import { terminalText } from '#show/terminal/terminal-text.ts';
import { blockProblems } from '../../support/block-kit.ts';
import { draws } from '../../support/part-of.ts';
import { absurdName } from '../../support/views/absurd-views.ts';
import { absurdAlert, absurdBudget, absurdRule, alert, budgetFinding, noId, usually } from '../../support/views/alert-views.ts';
import { usd } from '../../support/views/views.ts';

/** What Slack would refuse in any form of `message`, and every place where a name could ping somebody. */
function problemsOf(message: Message): string[] {
  return formsOf(message).flatMap(({ text, blocks }) => [
    ...(blocks === undefined ? [] : blockProblems(JSON.parse(JSON.stringify(blocks)), 'message')),
    ...(text.length > 4000 ? ['the text is longer than a message'] : []),
    ...(text.trim() === '' ? ['no text'] : []),
    // A person or channel of our own is linked by its id.
    ...(/<[!@#](?!U0ALICE>|C0MLCOSTS>)|<https?:/.test(JSON.stringify({ text, blocks }, shownOnly)) ? ['it pings or links'] : []),
  ]);
}

function shownOnly(key: string, value: unknown): unknown {
  return key === 'value' && typeof value === 'string' ? undefined : value;
}

const shown = (message: Message) => JSON.stringify(message.parts.map(({ block }) => block));
const actionsOf = (message: Message) =>
  message.parts.flatMap(({ block }) =>
    block.type === 'actions' ? block.elements.map(element => ('action_id' in element ? element.action_id : '')) : [],
  );

describe('an alert', () => {
  it('says what happened, what caused it and what the month is heading for, in its blocks and without them', () => {
    const message = alertMessage(alert());
    for (const text of [shown(message), message.text]) {
      for (const words of [
        'Sat 21 Nov cost $250.00, more than twice a usual Saturday ($100)',
        'Search: +$140, more use. Everything else was as usual.',
        'November ends near $3,100.',
      ])
        expect(text).toContain(words);
    }
    expect(shown(message)).toContain('Noticed 22 Nov, 09:07 UTC');
  });

  it('that an earlier version stored is still shown', () => {
    for (const finding of [
      { alert: 'new model', name: 'gpt-8', day: '2026-11-20', source: 'admin' },
      { alert: 'new key', name: 'ci', day: '2026-11-20', source: 'admin' },
      { alert: 'unpriced', model: 'gpt-8', from: '2026-11-20', quantities: [{ unit: 'inputTokens', quantity: 7 }] },
    ]) {
      const message = alertMessage(alert({ finding: finding as AlertFinding, causes: null, heading: null }));
      expect(problemsOf(message)).toEqual([]);
      expect(shown(message)).not.toContain('undefined');
    }
  });

  it('begins with a mark of its weight, its subject and its amount', () => {
    const first = (finding: AlertFinding, more: Partial<AlertView> = {}) =>
      alertMessage(alert({ finding, heading: null, ...more })).text.split('\n')[0];
    const november = budgetFinding(401.12, 500);
    expect(first(november)).toBe('🟡 Search has used 80% of its $500 budget for November');
    expect(first({ ...november, scope: '' })).toBe('🟡 OpenAI spend has reached 80% of the $500 budget for November');
    expect(first(budgetFinding(1_070, 500))).toBe('🔴 Search has used 214% of its $500 budget for November');
    expect(first({ ...november, period: 'week', from: '2026-11-23' })).toBe(
      '🟡 Search has used 80% of its $500 budget for the week of 23 Nov',
    );
    const heading = { from: '2026-11-01', to: '2026-11-30', forecastNanoUsd: usd(540) };
    expect(first({ ...november, alert: 'forecast' }, { heading })).toBe('🟡 Search is heading $40 over its $500 budget for November');
    expect(first(november, { heading })).toBe('🟡 Search has used 80% of its $500 budget for November and is heading $40 over');
    const day = {
      alert: 'day',
      day: '2026-11-17',
      scope: 'for project "Search"',
      costNanoUsd: usd(917.2),
      amountNanoUsd: usd(500),
      sameWeekdays: usually(190.4),
    } as const;
    expect(first(day)).toBe('🔴 Search cost $917.20 on Tue 17 Nov, over your $500 a day');
    expect(first({ alert: 'spike', day: '2026-11-17', scope: '', costNanoUsd: usd(917.2), sameWeekdays: usually(184) })).toBe(
      '🔴 Tue 17 Nov cost $917.20, five times a usual Tuesday ($184)',
    );
    const use = { day: '2026-11-17', project: null, costNanoUsd: usd(3) } as const;
    expect(first({ alert: 'new model', name: 'gpt-7', ...use })).toBe('🟡 First use of the model gpt-7');
    const silent = { alert: 'silent', hours: 12, lastCollectedAt: null, stoppedBecause: null } as const;
    expect(first({ ...silent, source: '' })).toBe('🔴 Nothing has been read from OpenAI for 12 hours');
    expect(first({ ...silent, source: 'eu' })).toBe('🔴 Nothing has been read from OpenAI for 12 hours (source eu)');
  });

  it('of a budget says what it is heading for, what most of it went to, also where spend did not grow, and how it came there', () => {
    const heading = { from: '2026-11-01', to: '2026-11-30', forecastNanoUsd: usd(540) };
    const message = alertMessage(alert({ finding: budgetFinding(401.12, 500), heading, causes: null }));
    expect(message.text.split('\n').slice(1)).toEqual([
      '$401.12 by 24 Nov. At this pace it ends near $540, passing $500 on 28 Nov. The largest model is o3 ($150.00, 60%).',
    ]);
    const past = alertMessage(alert({ finding: budgetFinding(514.77, 500), heading: null, causes: null }));
    expect(past.text).toContain('$514.77 by 24 Nov, $14.77 over. The largest model');
    expect(shown(message)).toContain('████████░░ 80%');
    expect(shown(message)).toContain('50% on 14 Nov · 80% now · next at 100% · noticed 22 Nov, 09:07 UTC');
    const grown = alertMessage(alert({ finding: budgetFinding(401.12, 500), heading }));
    expect(grown.text).toContain('$150 more than Sat 14 Nov: o3, +$120, more use.');
  });

  it('says in its small print since when its figures are behind, while it is open', () => {
    const readUntil = '2026-11-24T17:00:00.000Z';
    const noted = (finding: AlertFinding, more: Partial<AlertView> = {}) => shown(alertMessage(alert({ finding, ...more })));
    const budget = { ...budgetFinding(401.12, 500), readUntil };
    const spike = { alert: 'spike', day: '2026-11-24', scope: '', costNanoUsd: usd(250), readUntil } as const;
    expect(noted(budget)).toContain('next at 100% · noticed 22 Nov, 09:07 UTC · not read since 24 Nov, 17:00 UTC"');
    expect(noted(spike)).toContain('Noticed 22 Nov, 09:07 UTC · not read since 24 Nov, 17:00 UTC"');
    expect(noted(spike, { state: 'resolved', endedBecause: 'period ends' })).not.toContain('not read since');
    expect(noted(budgetFinding(401.12, 500))).not.toContain('not read since');
  });

  it('has the buttons that make sense in its state', () => {
    expect(actionsOf(alertMessage(alert()))).toEqual(['incident:acknowledge', 'incident:snooze', 'ask:why']);
    expect(actionsOf(alertMessage(alert({ state: 'acknowledged', acknowledgedBy: 'U0ALICE' })))).toEqual(['incident:snooze', 'ask:why']);
    // Whoever snoozes what somebody is on takes it from nobody.
    expect(actionsOf(alertMessage(alert({ state: 'snoozed', acknowledgedBy: 'U0ALICE' })))).toEqual(['incident:snooze', 'ask:why']);
    expect(actionsOf(alertMessage(alert({ state: 'resolved' })))).toEqual(['ask:why']);
    expect(actionsOf(alertMessage(alert({ isSample: true })))).toEqual([]);
    expect(actionsOf(alertMessage(alert({ why: null, state: 'resolved' })))).toEqual([]);
    expect(shown(alertMessage(alert({ endsOn: null })))).not.toContain('until the period ends');
  });

  it('says who is on it, or until when it is quiet, in its first line', () => {
    expect(shown(alertMessage(alert({ state: 'acknowledged', acknowledgedBy: 'U0ALICE' })))).toContain('($100)* · <@U0ALICE> is on it');
    const snoozed = { state: 'snoozed', snoozedBy: 'U0ALICE', snoozedUntil: '2026-11-23T10:00:00.000Z' } as const;
    expect(shown(alertMessage(alert(snoozed)))).toContain('($100)* · snoozed until 23 Nov, 10:00 UTC by <@U0ALICE>');
  });

  it('is struck through when it is closed, and says why and what it came to', () => {
    const over = { state: 'resolved', endedAt: '2026-11-25T10:00:00.000Z', acknowledgedBy: 'U0ALICE' } as const;
    const spike = alertMessage(alert({ ...over, endedBecause: 'period ends' }));
    expect(spike.text.split('\n')).toEqual([
      '⚪ Closed: Sat 21 Nov cost $250.00, more than twice a usual Saturday ($100)',
      'Closed 25 Nov, 10:00 UTC: the day cost $150.00 more than usual.',
    ]);
    expect(shown(spike)).toContain('⚪ ~Sat 21 Nov cost $250.00, more than twice a usual Saturday ($100)~ · <@U0ALICE> was on it');
    const ended = alertMessage(alert({ ...over, endedBecause: 'period ends', finding: budgetFinding(1_070.2, 500) }));
    expect(ended.text.split('\n').slice(1)).toEqual([
      'Closed 25 Nov, 10:00 UTC: Search ended November at $1,070.20, $570 over its $500 budget.',
    ]);
    expect(shown(ended)).not.toContain('█');
  });

  it('of a spike has its picture while it is open: the days, what is usual, and the figure in its title', () => {
    const days = [
      { day: '2026-11-20', costNanoUsd: usd(90), usualNanoUsd: usd(95) },
      { day: '2026-11-21', costNanoUsd: usd(250), usualNanoUsd: usd(100) },
    ];
    const finding = { alert: 'spike', day: '2026-11-21', scope: '', costNanoUsd: usd(250), sameWeekdays: usually(100), days } as const;
    const picture = spikePicture(alert({ finding }));
    expect(picture?.config.data.datasets.map(({ label, data }) => [label, data])).toEqual([
      ['Cost per day', [90, 250]],
      ['Usual', [95, 100]],
    ]);
    expect(picture?.config.options).toMatchObject({
      plugins: { title: { text: ['Sat 21 Nov cost $250.00'] }, subtitle: { text: ['More than twice a usual Saturday ($100)'] } },
    });
    // The spike's own bar is always named.
    expect(picture?.config.data.labels).toEqual(['', '21 Nov']);
    expect(picture?.altText).toBe('Cost per day. Sat 21 Nov cost $250.00, more than twice a usual Saturday ($100).');
    expect(spikePicture(alert({ finding, state: 'resolved' }))).toBeNull();
    expect(spikePicture(alert({ finding, part: 'reply' }))).toBeNull();
    expect(spikePicture(alert({ finding: budgetFinding(401.12, 500) }))).toBeNull();
    expect(shown(alertMessage(alert({ finding }), { fileId: 'F1', altText: 'a picture' }))).toContain('"slack_file":{"id":"F1"}');
  });

  it('is one line as a reply in the thread', () => {
    const reply = alertMessage(alert({ part: 'reply', because: 'recovers', state: 'resolved' }));
    expect(reply.parts).toHaveLength(1);
    expect(reply.text).toBe('✅ Sat 21 Nov was corrected to $250.00.');
    const priced = { alert: 'unpriced', model: 'gpt-8-nova', from: '2026-11-11', quantities: [], project: null } as const;
    expect(alertMessage(alert({ finding: priced, part: 'reply', because: 'recovers' })).text).toBe('✅ gpt-8-nova is in the cost now.');
    const heading = { from: '2026-11-01', to: '2026-11-30', forecastNanoUsd: usd(540) };
    expect(alertMessage(alert({ finding: budgetFinding(505, 500), heading, part: 'reply', because: 'rises' })).text).toBe(
      '🔴 Search has used 101% of its $500 budget for November and is heading $40 over. $505.00 by 24 Nov, $5 over. At this pace it ends near $540, passing $500 on 28 Nov. The largest model is o3 ($150.00, 60%).',
    );
    expect(alertMessage(alert({ part: 'reply', because: 'snooze ends' })).text).toMatch(/^The snooze is over: 🔴 Sat 21 Nov cost/);
  });

  it('is accepted by Slack and pings nobody, whatever it found', () => {
    fc.assert(
      fc.property(absurdAlert, view => {
        expect(problemsOf(alertMessage(view))).toEqual([]);
      }),
      { numRuns: draws(300), endOnFailure: true },
    );
  });
});

describe('the lists of budgets and alerts', () => {
  const changes = fc.array(fc.record({ at: fc.constant('2026-11-22T09:07:00.000Z'), who: noId, what: absurdName }), { maxLength: 5 });
  const done = fc.option(fc.record({ did: fc.constant('paused' as const), number: fc.constant(2), what: absurdName }));
  const managed = fc.record({ done, mayChange: fc.boolean(), changes });

  it('are accepted by Slack, with 100 entries of any kind', () => {
    const budgets = fc.oneof(fc.array(absurdBudget, { maxLength: 4 }), fc.array(absurdBudget, { minLength: 100, maxLength: 100 }));
    const rules = fc.oneof(fc.array(absurdRule, { maxLength: 4 }), fc.array(absurdRule, { minLength: 100, maxLength: 100 }));
    fc.assert(
      fc.property(budgets, rules, managed, fc.boolean(), (someBudgets, someRules, common, isForecastOn) => {
        const budgetsView = { kind: 'budgets' as const, ...common, budgets: distinct(someBudgets) };
        const turned = { ...common, done: isForecastOn ? common.done : ({ did: 'turned off', number: null } as const) };
        const alertsView = { kind: 'alerts' as const, ...turned, rules: distinct(someRules), isForecastOn };
        expect(problemsOf(budgetsMessage(budgetsView))).toEqual([]);
        expect(problemsOf(alertsMessage(alertsView))).toEqual([]);
        expect(terminalText([...budgetsText(budgetsView, wholeText), ...alertsText(alertsView, wholeText)])).not.toContain('\u202e');
      }),
      { numRuns: draws(40), endOnFailure: true },
    );
  });

  function distinct<T extends { number: number }>(all: readonly T[]): T[] {
    return all.map((one, index) => ({ ...one, number: index + 1 }));
  }
});
