import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { answerText } from '#features/answers/text.ts';
import { statusText } from '#features/status/text.ts';
import { problemText } from '#show/plain-views.ts';
import { wholeText } from '#show/terminal/terminal.ts';
import { terminalText } from '#show/terminal/terminal-text.ts';
import { absurdAnswer } from '../support/views/absurd-views.ts';
import { answer } from '../support/views/views.ts';

describe('terminalText', () => {
  it('answers with the question and its figure, the rows with bars and their total, the days, and small print', () => {
    expect(terminalText(answerText(answer(), wholeText))).toBe(
      [
        'OpenAI cost by model · 15–21 Nov                                   $420.00  +20%',
        '',
        '  Model                 Cost  Share                Requests   Tokens',
        '  gpt-4o-2024-08-06  $280.00    67%  ████████████       100  110,000',
        '  o3-2025-04-16      $140.00    33%  ██████             100  110,000',
        '  Total              $420.00   100%                     300  330,000',
        '',
        '  15 Nov ███████ 21 Nov   $60.00 a day',
        '  Compared with 8–14 Nov: $350.00 · Today so far: $12.10 (estimated)',
        '  Billed by OpenAI, UTC days · 19–21 Nov may still grow · read through 22 Nov, 09:07 UTC',
      ].join('\n'),
    );
  });

  it('says that a cost is not the whole of it when something has no price', () => {
    const view = answer({ unpriced: [{ model: 'gpt-x', unit: 'inputTokens', quantity: 1 }] });
    expect(terminalText(answerText(view, wholeText))).toMatch(/^OpenAI cost .* \$420\.00 \+ unpriced usage/);
  });

  it('answers in the metric that was asked for', () => {
    const query = { ...answer().query, metric: 'tokens' as const };
    // 300,000 input and 30,000 output tokens
    expect(terminalText(answerText(answer({ query }), wholeText))).toMatch(/ 330,000 tokens {2}\+20%\n/);
  });

  it('offers the suggestion and the choices of a problem', () => {
    const text = terminalText(
      problemText({ kind: 'problem', problem: '`by modle` is not understood.', suggestion: 'by model', choices: ['a', 'b'] }),
    );
    expect(text).toBe('`by modle` is not understood.\nTry: by model\n- a\n- b');
  });

  it('shows how far a collection is, and why a source stopped', () => {
    const text = terminalText(
      statusText({
        kind: 'status',
        sending: { failedJobs: [], unsent: [] },
        prices: { day: '2026-11-30', days: 0, isOld: false },
        sources: [
          {
            id: 'admin',
            kind: 'admin',
            progress: { daysDone: 12, days: 90, requestsLeft: 1 },
            firstDay: '2026-11-10',
            lastDay: '2026-11-21',
            collectedDays: 12,
            lastCollectedAt: '2026-11-22T09:07:00Z',
            stoppedBecause: null,
            failures: [
              {
                days: ['2026-11-20'],
                endpoints: ['completions', 'costs/project', 'costs/user', 'images', 'moderations'],
                reason: 'HTTP 500',
              },
              { days: ['2026-11-05', '2026-11-07', '2026-11-08', '2026-11-09'], endpoints: ['costs/project'], reason: 'HTTP 429' },
            ],
            unknownDays: [],
            leftOut: [
              {
                ...{ source: 'admin', endpoint: 'costs/project', day: '2026-11-12', part: '', why: 'amount.currency is not USD', rows: 1 },
                amounts: [{ nano: 11_000_000_000n, currency: 'EUR' }],
              },
            ],
          },
        ],
      }),
    );
    expect(text.split('\n')).toEqual([
      'Not all is well: 5 days could not be read in full and will be tried again, some rows are left out.',
      'OpenAI, admin key',
      '  Collecting: 12 of 90 days, 1 request left',
      '  12 days collected (10–21 Nov), last at 22 Nov, 09:07 UTC',
      '  Failed, to be tried again: 20 Nov 2026 (completions, costs/project, costs/user and 2 more): HTTP 500',
      '  Failed, to be tried again: 5 Nov, 7–9 Nov 2026 (costs/project): HTTP 429',
      '  Left out of 12 Nov: 1 billed row, €11.00 (amount.currency is not USD)',
      'Price book',
      '  Prices of 30 Nov 2026',
    ]);
  });

  it('lets no name move the cursor, ring the bell or turn the line around', () => {
    fc.assert(
      fc.property(absurdAnswer, fc.constantFrom('\u001b[2J', '\u0007', '\r', '\u202e'), (view, attack) => {
        const text = terminalText(answerText({ ...view, readAs: `${view.readAs}${attack}` }, wholeText));
        expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Bidi_Control}]/u);
      }),
      { numRuns: 20 },
    );
  });
});
