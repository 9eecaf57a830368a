import { expect, it } from 'vitest';
import { checkVerdict } from '#features/check/check-verdict.ts';
import type { Gap, GapReason } from '#features/check/gap.ts';
import { checkJson } from '#features/check/json.ts';
import type { CheckView, SourceCheck } from '#features/check/view.ts';
import { checkSections } from '#features/check/words.ts';
import { usd } from '../../support/views/views.ts';

const day = '2026-11-10';

/** Billed and estimated cost of all, and what of it are gaps. */
interface Situation {
  readonly billed: number;
  readonly estimated: number;
  readonly gaps?: readonly Gap[];
  readonly source?: Partial<SourceCheck>;
  readonly view?: Partial<CheckView>;
}

function gap(subject: string, reason: GapReason, difference: number): Gap {
  const [billed, estimated] = difference > 0 ? [difference, 0] : [0, -difference];
  return { subject, reason, days: [day], parts: [], billedNanoUsd: usd(billed), estimatedNanoUsd: usd(estimated) };
}

function viewOf({ billed, estimated, gaps = [], source = {}, view = {} }: Situation): CheckView {
  const total = { billedNanoUsd: usd(billed), estimatedNanoUsd: usd(estimated) };
  const reconciliation = { ...total, gaps, restNanoUsd: 0n, byModel: [], byLineItem: [], byDay: [] };
  return {
    ...{ kind: 'check', from: day, to: day, table: 'model', notBilledBy: [], changes: null },
    sources: [
      {
        ...{ id: 'admin', hasBill: true, comparedDays: [day], reconciliation, unpriced: [], troubledDays: [], droppedDays: [] },
        coarseGroupings: [],
        ...source,
      },
    ],
    ...view,
  };
}

const leftOut = [{ source: 'admin', endpoint: 'costs/project', day, part: '', why: 'EUR', rows: 1, amounts: [] }];
const even = { billed: 100, estimated: 100 };

it.each<[string, Situation]>([
  ['Estimated and billed agree to 0.2%: $100.00 billed, $99.80 estimated.', { billed: 100, estimated: 99.8 }],
  ['Estimated and billed agree within 0.1%: $100.00 billed, $100.02 estimated.', { billed: 100, estimated: 100.02 }],
  ['Estimated and billed agree to the cent: $100.00.', even],
  ['Nothing was billed, and nothing was estimated.', { billed: 0, estimated: 0 }],
  // Ten models, each 90 cents off.
  ['OpenAI billed $100.00, $9.00 (8.3%) less than estimated, but nothing differs by more than 1% and $1.', { billed: 100, estimated: 109 }],
  [
    'OpenAI billed $130.00, $30.00 (30%) more than estimated: o3 (long requests).',
    { billed: 130, estimated: 100, gaps: [gap('o3', 'long context', 30)] },
  ],
  ['OpenAI billed $75.00, $25.00 (25%) less than estimated: credit.', { billed: 75, estimated: 100, gaps: [gap('credit', 'credit', -25)] }],
  // What is named adds up to the difference.
  [
    'OpenAI billed $150.00, $50.00 (50%) more than estimated: o3 (long requests) +$30.00, web search (tools have prices of their own) +$20.00.',
    { billed: 150, estimated: 100, gaps: [gap('o3', 'long context', 30), gap('web search', 'tool', 20)] },
  ],
  [
    'OpenAI billed $130.00, $30.00 (30%) more than estimated: o3 (long requests) +$12.00, web search (tools have prices of their own) +$9.00, gpt-5 (service tier) +$9.00.',
    { billed: 130, estimated: 100, gaps: [gap('o3', 'long context', 12), gap('web search', 'tool', 9), gap('gpt-5', 'tier', 9)] },
  ],
  // A team that pays 90% of list.
  [
    'OpenAI billed $90.00, $10.00 (10%) less than estimated: below list price (gpt-5, o3 and 2 more).',
    {
      ...{ billed: 90, estimated: 100 },
      gaps: [['gpt-5', -5] as const, ['o3', -3] as const, ['o4', -1.5] as const, ['gpt-4o', -1.1] as const].map(([subject, difference]) =>
        gap(subject, 'below list price', difference),
      ),
    },
  ],
  [
    'OpenAI billed $105.00, $5.00 (5%) more than estimated: o3 (long requests) +$30.00, credit −$25.00.',
    { billed: 105, estimated: 100, gaps: [gap('credit', 'credit', -25), gap('o3', 'long context', 30)] },
  ],
  // A small difference of large parts, none of which is left out.
  [
    'OpenAI billed $5,352.55, $35.53 (0.7%) more than estimated: o3 (long requests) +$35.37, credit −$25.00, gpt-7 (no list price) +$24.17.',
    {
      ...{ billed: 5352.55, estimated: 5317.02 },
      gaps: [gap('o3', 'long context', 35.37), gap('credit', 'credit', -25), gap('gpt-7', 'unpriced', 24.17)],
    },
  ],
  [
    'OpenAI billed $100.00, as estimated, but only in sum: o3 (long requests) +$25.00, credit −$25.00.',
    { billed: 100, estimated: 100, gaps: [gap('o3', 'long context', 25), gap('credit', 'credit', -25)] },
  ],
  // Ten models, each 90 cents off, beside a gap.
  [
    'OpenAI billed $119.00, $19.00 (19%) more than estimated: o3 (long requests) +$10.00, everything else +$9.00.',
    { billed: 119, estimated: 100, gaps: [gap('o3', 'long context', 10)] },
  ],
  // A part of a model is named, for the table has the whole of it.
  [
    'OpenAI billed $130.00, $30.00 (30%) more than estimated: o3 batch input tokens (long requests).',
    {
      ...{ billed: 130, estimated: 100 },
      gaps: [{ ...gap('o3', 'long context', 30), parts: [{ name: 'batch, input tokens', billedNanoUsd: usd(30), estimatedNanoUsd: 0n }] }],
    },
  ],
  // Two dollars the other way don't change what explains most.
  [
    'OpenAI billed $128.00, $28.00 (28%) more than estimated: o3 (long requests).',
    { billed: 128, estimated: 100, gaps: [gap('o3', 'long context', 30), gap('web search', 'tool', -2)] },
  ],
  [
    'OpenAI billed $50.00, $50.00 (50%) less than estimated: 10 Nov (read before it had settled).',
    { billed: 50, estimated: 100, gaps: [gap('', 'late', -50)] },
  ],
  [
    'OpenAI billed $100.00 against $99.80 estimated; rows were left out, so whether the two agree is not known.',
    { billed: 100, estimated: 99.8, source: { leftOut } },
  ],
  ['Estimated and billed agree to the cent: $100.00. 2 days could not be compared.', { ...even, view: { to: '2026-11-12' } }],
  ['Cannot compare: nothing was collected yet.', { ...even, view: { sources: [] } }],
  ['Cannot compare: billed cost needs an admin key, so all cost is estimated.', { ...even, source: { hasBill: false } }],
  ['Cannot compare: OpenAI’s bill is not split by tier.', { ...even, view: { notBilledBy: ['tier'] } }],
  [
    'Cannot compare: there is no day in 10 Nov 2026 of which both the usage and the bill were collected.',
    { ...even, source: { reconciliation: null, comparedDays: [] } },
  ],
])('says "%s"', (words, situation) => {
  const view = viewOf(situation);
  expect(checkVerdict(view)).toBe(words);
  expect(checkJson(view).verdict).toBe(words);
});

it('names what else a model differs by, so that it adds up to what the table says of it', () => {
  const models = [part('o3', 12), part('gpt-5', -0.8), part('o4', 0.001)];
  expect(restOf([...models.slice(0, 1), part('o4', 0.001)], 2.001)).toBe('Everything else of o3: +$2.00');
  expect(restOf(models, 1.201)).toBe('Everything else: +$1.20 in all (o3 +$2.00, gpt-5 −$0.80)');
});

/** What is said of the rest, beside a gap of $10 of o3. */
function restOf(byModel: ReturnType<typeof part>[], rest: number): string | undefined {
  const view = viewOf({ billed: 100, estimated: 100, gaps: [gap('o3', 'long context', 10)] });
  const sources = view.sources.map(source => ({
    ...source,
    reconciliation: source.reconciliation && { ...source.reconciliation, byModel, restNanoUsd: usd(rest) },
  }));
  return checkSections({ ...view, sources }).at(-1)?.lines[0];
}

function part(name: string, difference: number) {
  return { name, billedNanoUsd: usd(100 + difference), estimatedNanoUsd: usd(100) };
}

it('says how much that has no list price the estimate leaves out, too, where that is too little to be a gap', () => {
  const seen = { billedNanoUsd: usd(0.4), estimatedNanoUsd: 0n };
  const unpriced = (model: string) => ({ model, unit: 'inputTokens' as const, quantity: 1200 });
  const view = viewOf({ billed: 100, estimated: 99.6, source: { unpriced: [unpriced('gpt-7'), unpriced('gpt-8'), unpriced('gpt-9')] } });
  const byModel = [{ name: 'gpt-7', ...seen }, part('gpt-8', 0.1)];
  const sources = view.sources.map(source => ({
    ...source,
    reconciliation: source.reconciliation && { ...source.reconciliation, byModel },
  }));
  expect(checkSections({ ...view, sources }).at(-1)?.lines).toEqual([
    'gpt-7: no list price: the estimate leaves out this $0.40; other answers price it as billed',
    'gpt-8: no list price: the estimate leaves out 1,200 input tokens; other answers price it as billed',
    'gpt-9, 1,200 input tokens: no price is known',
  ]);
});

it.each([
  [0, 'gpt-7: billed $2.00, nothing estimated', 'No list price: the estimate leaves out this $2.00; other answers price it as billed. '],
  [
    1,
    /^gpt-7: billed \$2\.00, estimated \$1\.00: /,
    'No list price for part of it: the estimate leaves out that part; other answers price',
  ],
])('says of a gap without a list price, of which $%d is estimated, what the estimate leaves out', (estimated, title, reason) => {
  const lacking = { ...gap('gpt-7', 'unpriced', 2), estimatedNanoUsd: usd(estimated) };
  const [first] = checkSections(viewOf({ billed: 102, estimated: 100 + estimated, gaps: [lacking] }));
  expect(first?.title).toMatch(title);
  expect(first?.lines[0]).toContain(reason);
});
