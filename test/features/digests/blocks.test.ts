import { describe, expect, it } from 'vitest';
import { digestCorrectionMessage, digestMessage, digestsMessage } from '#features/digests/blocks.ts';
import type { DigestMover } from '#features/digests/view.ts';
import { formsOf, type Message } from '#show/blocks/message.ts';
import { blockProblems } from '../../support/block-kit.ts';
import { digestView } from '../../support/digest-view.ts';
import { answer, modelGroup, usd } from '../../support/views/views.ts';

const name = `<!channel> *x* ${'long-name-'.repeat(40)}`;
const day = { rhythm: 'daily', period: { from: '2026-11-21', to: '2026-11-22' } } as const;
const problemsOf = (message: Message) =>
  formsOf(message).flatMap(({ text, blocks }) => [
    ...(blocks === undefined ? [] : blockProblems(JSON.parse(JSON.stringify(blocks)), 'message')),
    ...(text.length > 4000 || text.includes('<!') || JSON.stringify(blocks ?? '').includes('<!') ? [text] : []),
  ]);

describe('digestMessage', () => {
  it('says the total in its first line, and whether it is unusual', () => {
    const weekBefore = { averageNanoUsd: usd(400), lowestNanoUsd: usd(300), highestNanoUsd: usd(410) };
    const { text } = digestMessage(digestView(day, { weekBefore }), null);
    expect(text.split('\n')[0]).toBe('$420.00 (+20%) on Sat 21 Nov 2026');
    // 420 / 400 - 1 = 5%
    expect(text).toContain('+5% against the 7-day average of $400.00; more than on any of the 7 days before ($300.00 to $410.00)');
  });

  it('says what made a change: price, volume, or both', () => {
    const mover = (label: string, price: number, volume: number): DigestMover => ({
      ...{ dimension: 'model', label, presence: 'both' as const },
      ...{ changeNanoUsd: usd(price + volume), priceNanoUsd: usd(price), volumeNanoUsd: usd(volume) },
    });
    const { text } = digestMessage(digestView(day, { movers: [mover('a', 0, 10), mover('b', -9, 1)] }), null);
    expect(text).toContain('Models that moved most: a +$10.00 (more use), b −$8.00 (cheaper)');
  });

  it('passes Slack’s rules with absurd names and amounts, late and incomplete', () => {
    const huge = 9_007_199_254_740_993_000_000_000n;
    const groups = Array.from({ length: 200 }, (_, index) => modelGroup(`${name}${index}`, -1, null));
    const models = answer({ groups, readAs: name, total: { ...answer().total, costNanoUsd: -huge } });
    const budgets = Array.from({ length: 50 }, () => ({ name, namesPeople: true, spentNanoUsd: huge, amountNanoUsd: 1n, percent: 1e15 }));
    const one = {
      dimension: 'project' as const,
      label: name,
      presence: 'new' as const,
      changeNanoUsd: huge,
      priceNanoUsd: 0n,
      volumeNanoUsd: huge,
    };
    const view = digestView(day, {
      ...{ scope: name, models, projects: models, people: models, chart: models, budgets, movers: Array.from({ length: 9 }, () => one) },
      notIn: ['2026-11-21'],
      forecast: { month: '2026-11-01', totalNanoUsd: huge, band: { lowNanoUsd: 0n, highNanoUsd: huge } },
      late: { due: '2026-11-22 09:00', timeZone: 'Etc/UTC', because: 'not running', leftOut: 3 },
    });
    expect(problemsOf(digestMessage(view, null))).toEqual([]);
    expect(problemsOf(digestMessage(view, { fileId: 'F123', altText: 'a chart' }))).toEqual([]);
  });
});

describe('the other messages of digests', () => {
  it('pass Slack’s rules', () => {
    const reported = (dollars: number, isEstimated: boolean) => ({ day: '2026-11-21', costNanoUsd: usd(dollars), isEstimated });
    const moved = { day: '2026-11-21', before: reported(100, true), after: reported(110, false) };
    const days = Array.from({ length: 31 }, () => moved);
    const correction = digestCorrectionMessage({
      namesPeople: false,
      ...{ kind: 'digest correction', days, dayCount: 31 },
      ...{ totalBeforeNanoUsd: usd(3100), totalAfterNanoUsd: usd(3410) },
    });
    expect(problemsOf(correction)).toEqual([]);
    expect(correction.text).toContain('21 Nov 2026 cost $110.00, not $100.00 (+$10.00); it was an estimate, now it is billed');
    const digest = {
      number: 1,
      isPaused: false,
      rhythm: 'daily',
      time: '09:00',
      timeZone: 'Etc/UTC',
      channelId: 'C1',
      scope: name,
      next: '2026-11-23 09:00',
    } as const;
    const digests = Array.from({ length: 60 }, (_, index) => ({ ...digest, number: index + 1 }));
    for (const mayChange of [true, false]) {
      const message = digestsMessage({ kind: 'digests', done: { did: 'set up', number: 1 }, digests, mayChange });
      expect(problemsOf(message)).toEqual([]);
    }
  });
});
