import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { forecastMessage } from '#features/forecast/blocks.ts';
import { whyMessage } from '#features/why/blocks.ts';
import { withoutPeople } from '#features/why/view.ts';
import { formsOf, type Message } from '#show/blocks/message.ts';
import { blockProblems } from '../../support/block-kit.ts';
import { absurdForecast, absurdWhy, contributor, forecastView, whyView } from '../../support/views/forecast-views.ts';
import { usd } from '../../support/views/views.ts';

const options = { canShare: true };

describe('the message of a forecast', () => {
  it('says the total first, then what it is made of, the band and its measured error', () => {
    const { text } = forecastMessage(forecastView(), options);
    expect(text.split('\n')).toEqual([
      '$300.00 forecast for 1–30 Nov 2026 (+20%)',
      '1–30 Nov 2026: $210.00 in 21 complete days, today so far $4.00',
      '$90.00 expected for today and the 8 days to come',
      'Likely between $280.00 and $340.00: 8 of 10 past cases lay within',
      'Measured on the last 3 months: the median error of 15 forecasts was 1.3%; of "average per day so far × days" 3.5%',
      '+20% against 1–31 Oct 2026 ($250.00)',
    ]);
  });

  it('draws known and projected days beside each other, by week where days are too many', () => {
    const chart = forecastMessage(forecastView(), options).parts.find(({ role }) => role === 'chart')?.block;
    // 1 November 2026 is a Sunday, so its week has one day; that of the 16th has six known days and one projected.
    expect(chart).toMatchObject({
      chart: {
        series: [
          { name: 'Complete days', data: [{ value: 10 }, { value: 70 }, { value: 70 }, { value: 60 }, { value: 0 }, { value: 0 }] },
          { name: 'Forecast', data: [{ value: 0 }, { value: 0 }, { value: 0 }, { value: 10 }, { value: 70 }, { value: 10 }] },
        ],
      },
    });
  });

  it('says why there is none yet, and keeps the figures that there are', () => {
    const { text } = forecastMessage(forecastView({ forecast: null, backTest: null }), options);
    expect(text).toContain('No forecast of this month yet');
    expect(text).toContain('$210.00 in 21 complete days');
  });

  it('is accepted by Slack whatever it holds, alone and shared with a picture', () => {
    const shared = { canShare: false, sharedBy: 'U0ALICE', picture: { fileId: 'F012345', altText: 'Forecast' } };
    fc.assert(
      fc.property(absurdForecast, view => {
        expect(problemsOf(forecastMessage(view, options))).toEqual([]);
        expect(problemsOf(forecastMessage(view, shared))).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });
});

describe('the message of causes', () => {
  it('says the change first, then who and what caused it', () => {
    const message = whyMessage(whyView(), options);
    expect(message.text.split('\n')).toEqual([
      '+$42.00 (+210%) for 21 Nov 2026',
      '$62.00 for 21 Nov 2026, $20.00 for 20 Nov 2026',
      'volume +$42.00, price $0.00',
      'gpt-4o: +$42.00, all volume: 3.1× the tokens',
    ]);
    const titles = message.parts.flatMap(({ block }) => (block.type === 'section' ? [block.text?.text.split('\n')[0]] : []));
    expect(titles).toEqual(['$62.00 for 21 Nov 2026, $20.00 for 20 Nov 2026', 'By model', 'By project', 'By person', 'By key']);
  });

  it('lists five and sums the others', () => {
    const contributors = Array.from({ length: 9 }, (_, index) => contributor({ id: `m${index}`, label: `m${index}` }));
    const view = whyView({ causes: { ...whyView().causes, by: [{ attribute: 'model', contributors }] } });
    // 4 others, each +$42.
    expect(JSON.stringify(whyMessage(view, options).parts)).toContain('4 others: +$168.00 together');
  });

  it('says so where nothing changed', () => {
    const none = { beforeNanoUsd: usd(5), afterNanoUsd: usd(5), volumeNanoUsd: 0n, priceNanoUsd: 0n };
    const message = whyMessage(whyView({ causes: { change: none, by: [] }, changePercent: 0 }), options);
    expect(message.text.split('\n')[0]).toBe('No change for 21 Nov 2026');
    expect(problemsOf(message)).toEqual([]);
  });

  it('holds no single person or key once they are left out', () => {
    const shown = JSON.stringify(whyMessage(withoutPeople(whyView()), options));
    expect(shown).toContain('Search');
    expect(shown).not.toMatch(/Farah|evals key|By person|By key/);
  });

  it('is accepted by Slack whatever it holds, alone and shared', () => {
    fc.assert(
      fc.property(absurdWhy, view => {
        expect(problemsOf(whyMessage(view, options))).toEqual([]);
        expect(problemsOf(whyMessage(view, { canShare: false, sharedBy: 'U0ALICE' }))).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });
});

/** What Slack would refuse of a message, in any of the forms that it is tried in, and what in it would ping or link. */
function problemsOf(message: Message): string[] {
  const shownOnly = (name: string, value: unknown) => (name === 'value' ? undefined : value);
  return formsOf(message).flatMap(({ text, blocks }) => [
    ...(blocks === undefined ? [] : blockProblems(JSON.parse(JSON.stringify(blocks)))),
    ...(text.trim() === '' || text.length > 4000 ? ['the text is no message'] : []),
    ...(/<[!#]|<@(?!U0ALICE>)|<https?:/.test(JSON.stringify({ text, blocks }, shownOnly)) ? ['it pings or links'] : []),
  ]);
}
