import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nanoUsdFromDecimal as usd } from '#core/money/nano-usd.ts';
import { parseAlertCommand } from '#features/alerts/command.ts';
import { team as names } from '../../core/query/team.ts';

const read = (text: string) => parseAlertCommand(text, { now: new Date('2026-11-22T09:00:00Z'), names });
const rule = { amountNanoUsd: null, hours: null, filters: [], channelId: null };
const created = (more: object) => ({ do: 'create', rule: { ...rule, ...more } });

describe('/spend alerts', () => {
  it.each([
    ['alerts spike over $50 in <#C1|x>', { kind: 'spike', amountNanoUsd: usd(50), channelId: 'C1' }],
    ['alerts spike', { kind: 'spike', amountNanoUsd: usd(20) }],
    ['alerts spikes above 50 here', { kind: 'spike', amountNanoUsd: usd(50) }],
    [
      'alerts day over $100 for project Search',
      { kind: 'day', amountNanoUsd: usd(100), filters: [{ dimension: 'project', values: ['proj_search'], exclude: false }] },
    ],
    ['alerts silent 6h', { kind: 'silent', hours: 6 }],
    ['alerts silent 2 days', { kind: 'silent', hours: 48 }],
    ['alerts silent', { kind: 'silent', hours: 6 }],
    ['alerts unpriced', { kind: 'unpriced' }],
    ['alerts new model on', { kind: 'new model' }],
    ['alerts new keys in <#C1|x>', { kind: 'new key', channelId: 'C1' }],
  ])('watches: %s', (text, expected) => {
    expect(read(text)).toEqual(created(expected));
  });

  it('lists, changes, pauses, resumes, removes, turns off and tests', () => {
    expect(read('alerts')).toEqual({ do: 'list' });
    expect(read('alert list')).toEqual({ do: 'list' });
    expect(read('alerts pause 3')).toEqual({ do: 'pause', number: 3 });
    expect(read('alerts resume 3')).toEqual({ do: 'resume', number: 3 });
    expect(read('alerts remove 3')).toEqual({ do: 'remove', number: 3 });
    expect(read('alerts change 3 over $9')).toEqual({ do: 'change', number: 3, changes: { amountNanoUsd: usd(9) } });
    expect(read('alerts new model off')).toEqual({ do: 'off', kind: 'new model', channelId: null });
    expect(read('alerts forecast')).toEqual({ do: 'forecast', isOn: true });
    expect(read('alerts forecast off')).toEqual({ do: 'forecast', isOn: false });
    expect(read('alerts test in <#C1|x>')).toEqual({ do: 'test', channelId: 'C1' });
  });

  it.each([
    ['alerts day', /Over which amount/],
    ['alerts silent 0h', /1 hour to 30 days/],
    ['alerts silent 900h', /1 hour to 30 days/],
    ['alerts new', /not understood/],
    ['alerts forecast 3', /not understood/],
    ['alerts unpriced over $3', /not understood/],
    ['alerts change 3', /what to change/],
    ['alerts pause all', /by its number/],
    ['alerts day over -5', /not understood/],
  ])('names what it does not understand: %s', (text, problem) => {
    expect(read(text)).toMatchObject({ problem: expect.stringMatching(problem) });
  });

  it('suggests the nearest command that is understood', () => {
    expect(read('alerts spkie over $20')).toMatchObject({ suggestion: 'alerts spike over $20' });
    expect(read('alerts new modle on')).toMatchObject({ suggestion: 'alerts new model on' });
    expect(read('alerts forecast of')).toMatchObject({ suggestion: 'alerts forecast off' });
  });

  it('puts the example that helps first, on a line and a button of its own', () => {
    expect(read('alerts spike over lots')).toMatchObject({
      problem: expect.stringMatching(
        /^`lots` is not understood\. For example:\n`alerts spike over \$20`\nOther alerts: `alerts day over \$100`, /,
      ),
      suggestion: 'alerts spike over $20',
    });
    expect(read('alerts silent often')).toMatchObject({
      problem: expect.stringContaining(':\n`alerts silent 6h`\n'),
      suggestion: 'alerts silent 6h',
    });
  });

  it('never throws', () => {
    const piece = fc.oneof(
      fc.constantFrom('spike', 'day', 'silent', 'new', 'model', 'over', '$20', '6h', 'in', '<#C1|x>', 'for', 'off', '‮', '"'),
      fc.string({ maxLength: 20 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), pieces => {
        const result = read(`alerts ${pieces.join(' ')}`);
        expect('do' in result || result.problem.length > 0).toBe(true);
      }),
      { numRuns: 400 },
    );
  });
});
