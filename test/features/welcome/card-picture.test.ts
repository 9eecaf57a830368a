import { expect, it } from 'vitest';
import { cardPicture, weekSentence } from '#features/welcome/words.ts';
import { chartTextsOf } from '../../support/read-chart.ts';
import { overTime } from '../../support/views/over-time.ts';

const dollar = 1_000_000_000n;

it('the picture of a channel card is its week by model, titled with its total, with no day off the scale and no average', () => {
  const week = overTime(7, ['o3', 'gpt-5'], (_, index) => (index === 2 ? 90n : 1n) * dollar);
  const card = { kind: 'channel card', channelId: 'C1', week, budgetNanoUsd: null, answers: [], declinedBy: null } as const;
  const picture = cardPicture(card);
  // 12 times $1, and twice $90
  expect(picture && chartTextsOf(picture.config).title).toBe('The last 7 days: $192.00');
  expect(picture?.config.data.datasets.map(({ label }) => label)).toEqual(['o3', 'gpt-5']);
  expect(picture?.config.data.labels).toHaveLength(7);
});

it('the sentence of a channel card names the one dear day that the week before had', () => {
  const week = overTime(7, ['o3', 'gpt-5'], () => dollar);
  const previous = { ...week.previous, from: '2026-11-10', to: '2026-11-16', changePercent: -37 };
  const outlier = { day: '2026-11-13', costNanoUsd: 916n * dollar, isBefore: true };
  const card = { kind: 'channel card', channelId: 'C1', budgetNanoUsd: null, answers: [], declinedBy: null } as const;
  expect(weekSentence({ ...card, week: { ...week, previous, outlier } })).toMatch(
    /^The last 7 days: \$14\.00, −37% against the 7 days before\. 10–16 Nov( 2026)? included Fri 13 Nov \(\$916\.00\)\.$/,
  );
});
