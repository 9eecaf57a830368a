import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alertMessage, alertsMessage } from '#features/alerts/blocks.ts';
import { alertsText } from '#features/alerts/words.ts';
import { budgetsMessage } from '#features/budgets/blocks.ts';
import { budgetsText } from '#features/budgets/words.ts';
import { formsOf, type Message } from '#show/blocks/message.ts';
import { terminalText } from '#show/escape.ts';
import { blockProblems } from '../../support/block-kit.ts';
import { absurdName } from '../../support/views/absurd-views.ts';
import { absurdAlert, absurdBudget, absurdRule, alert, noId } from '../../support/views/alert-views.ts';

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
  it('says what happened, since when, what caused it and what the period is heading for, in its blocks and without them', () => {
    const message = alertMessage(alert());
    for (const text of [shown(message), message.text]) {
      for (const words of [
        'Spike on 21 Nov 2026: $250.00',
        'about $100.00',
        '$150.00 more than 14 Nov 2026',
        'o3-2025-04-16 +$120.00',
        'Search +$140.00',
      ])
        expect(text).toContain(words);
      expect(text).toContain('1–30 Nov 2026 is heading for $3,100.00');
      expect(text).toContain('22 Nov 2026, 09:07 UTC');
    }
  });

  it('has the buttons that make sense in its state', () => {
    expect(actionsOf(alertMessage(alert()))).toEqual(['incident:acknowledge', 'incident:snooze', 'ask:why']);
    expect(actionsOf(alertMessage(alert({ state: 'acknowledged', acknowledgedBy: 'U0ALICE' })))).toEqual(['incident:snooze', 'ask:why']);
    expect(actionsOf(alertMessage(alert({ state: 'resolved' })))).toEqual(['ask:why']);
    expect(actionsOf(alertMessage(alert({ isSample: true })))).toEqual([]);
    expect(actionsOf(alertMessage(alert({ why: null, state: 'resolved' })))).toEqual([]);
    expect(shown(alertMessage(alert({ endsOn: null })))).not.toContain('until the period ends');
  });

  it('says when it is over, why, and who had acknowledged it', () => {
    const over = alertMessage(
      alert({ state: 'resolved', endedAt: '2026-11-23T10:00:00.000Z', endedBecause: 'recovers', acknowledgedBy: 'U0ALICE' }),
    );
    expect(over.text).toContain('Over: Spike on 21 Nov 2026');
    expect(shown(over)).toContain('Over since 23 Nov 2026, 10:00 UTC: it holds no more · Acknowledged by <@U0ALICE>');
  });

  it('is one line as a reply in the thread', () => {
    const reply = alertMessage(alert({ part: 'reply', because: 'recovers', state: 'resolved' }));
    expect(reply.parts).toHaveLength(1);
    expect(reply.text).toBe('Over: 21 Nov 2026 was corrected to $250.00');
    expect(alertMessage(alert({ part: 'reply', because: 'snooze ends' })).text).toMatch(/^The snooze is over: Spike/);
  });

  it('is accepted by Slack and pings nobody, whatever it found', () => {
    fc.assert(
      fc.property(absurdAlert, view => {
        expect(problemsOf(alertMessage(view))).toEqual([]);
      }),
      { numRuns: 300, endOnFailure: true },
    );
  });
});

describe('the lists of budgets and alerts', () => {
  const changes = fc.array(fc.record({ at: fc.constant('2026-11-22T09:07:00.000Z'), who: noId, what: absurdName }), { maxLength: 5 });
  const done = fc.constantFrom(null, { did: 'paused' as const, number: 2 });
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
        expect(terminalText([...budgetsText(budgetsView), ...alertsText(alertsView)])).not.toContain('\u202e');
      }),
      { numRuns: 40, endOnFailure: true },
    );
  });

  function distinct<T extends { number: number }>(all: readonly T[]): T[] {
    return all.map((one, index) => ({ ...one, number: index + 1 }));
  }
});
