import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkMessage } from '#features/check/blocks.ts';
import { priceBookMessage, pricesMessage } from '#features/prices/blocks.ts';
import { formsOf } from '#show/blocks/message.ts';
import { messageProblems } from '../support/message-problems.ts';
import { draws } from '../support/part-of.ts';
import { spoken } from '../support/spoken.ts';
import { absurdCheck, absurdPriceBook, absurdPrices } from '../support/views/absurd-money-views.ts';
import { check, priceBook, pricesOfGpt4o } from '../support/views/money-views.ts';

describe('checkMessage', () => {
  it('has the verdict first, each gap with its reason, the models side by side, and how it was compared', () => {
    const [whole, withoutTable, textOnly] = formsOf(checkMessage(check()));
    expect(whole?.blocks?.map(({ type }) => type)).toEqual([
      'header',
      'section',
      'section',
      'section',
      'section',
      'table',
      'context',
      'actions',
    ]);
    expect(spoken(JSON.stringify(whole?.blocks?.[1]))).toContain(
      'OpenAI billed $105.00, $5.00 (5%) more than estimated: o3 input tokens (another price than in the book) +$30.00, credit −$25.00.',
    );
    expect(withoutTable?.blocks?.map(({ type }) => type)).not.toContain('table');
    for (const form of [whole, withoutTable, textOnly]) {
      const shown = spoken(JSON.stringify(form?.blocks ?? form?.text));
      for (const words of [
        '$5.00 (5%) more than estimated',
        'o3, input tokens: billed $130.00',
        '+$30.00 (+30%)',
        'credit: billed −$25.00',
      ])
        expect(shown).toContain(words);
    }
  });

  it('sets the days side by side when it is asked for, and offers the other', () => {
    const byDay = JSON.stringify(checkMessage(check({ table: 'day' })).parts);
    expect(byDay).toContain('"text":"10 Nov"');
    expect(byDay).toContain('"value":"check by model"');
    expect(JSON.stringify(checkMessage(check()).parts)).toContain('"value":"check by day"');
  });

  it('is accepted by Slack and pings nobody, however absurd the bill', () => {
    fc.assert(
      fc.property(absurdCheck, view => {
        expect(messageProblems(checkMessage(view))).toEqual([]);
      }),
      { numRuns: draws(40), endOnFailure: true },
    );
  });
});

describe('pricesMessage', () => {
  it('has the prices of today in two columns, which a phone shows, and a button for those of other days, also when Slack refuses tables', () => {
    const forms = formsOf(pricesMessage(pricesOfGpt4o()));
    for (const { blocks, text } of forms) {
      const shown = spoken(JSON.stringify(blocks ?? text));
      for (const words of ['gpt-4o costs $2.50 in, $1.25 cached, $10.00 out per 1M tokens', '$2.50 · $1.25 · $10.00'])
        expect(shown).toContain(words);
      expect(shown).not.toMatch(/2024-05-13/);
    }
    const shown = JSON.stringify(forms[0]?.blocks);
    expect(shown).toContain('From spendbot’s list of 30 Nov 2026 and genai-prices 0.1.8');
    expect(shown).not.toContain('“About”');
    expect(shown).toMatch(/prices of other days are known from 13 May 2024 on/);
    expect(shown).toContain('"value":"prices gpt-4o history"');
    const table = forms[0]?.blocks?.find(({ type }) => type === 'table');
    const cells = table?.type === 'table' ? table.rows.map(row => row.map(cell => ('text' in cell ? cell.text : ''))) : [];
    expect(cells.slice(0, 5)).toEqual([
      ['USD per 1M tokens', 'In · cached · out'],
      ['default', '$2.50 · $1.25 · $10.00'],
      ['batch or flex', '$1.25 · $0.625 · $5.00'],
      ['priority', '$4.25 · $2.125 · $17.00'],
      ['file search', '$2.50/1k calls'],
    ]);
  });

  it('lists the prices of all days once asked for', () => {
    const shown = JSON.stringify(pricesMessage({ ...pricesOfGpt4o(), isHistoryShown: true }).parts);
    for (const words of ['13 May – 1 Oct 2024', '"$5.00 · – · $15.00"', '[1] spendbot’s list of 30 Nov 2026, https://openai.com/'])
      expect(shown).toContain(words);
    expect(shown).not.toMatch(/prices of other days|gpt-4o history/);
  });

  it('says what to do about a model without a price', () => {
    expect(pricesMessage({ ...pricesOfGpt4o(), model: 'gpt-7', prices: [] }).text).toMatch(/gpt-7 has no price.*prices: in spendbot\.yml/);
  });

  it('is accepted by Slack and pings nobody, however absurd the prices', () => {
    fc.assert(
      fc.property(absurdPrices, view => {
        expect(messageProblems(pricesMessage(view))).toEqual([]);
      }),
      { numRuns: draws(40), endOnFailure: true },
    );
  });
});

describe('priceBookMessage', () => {
  it('says what each model costs, which have no price, and where prices come from on a button', () => {
    const message = priceBookMessage(priceBook());
    const shown = JSON.stringify(message.parts);
    for (const words of [
      '$2.50 · $1.25 · $10.00',
      'no price',
      'no price of input tokens is known',
      'code interpreter: about $0.03–$1.92 per session',
    ])
      expect(shown).toContain(words);
    const buttons = message.parts.flatMap(({ block }) => (block.type === 'actions' ? block.elements : []));
    expect([buttons[0], buttons.at(-1)]).toMatchObject([{ value: 'prices gpt-7-preview' }, { value: 'prices history' }]);
    const sources = JSON.stringify(priceBookMessage({ ...priceBook(), isHistoryShown: true }).parts);
    for (const words of ['spendbot’s list of 30 Nov 2026', 'genai-prices 0.1.8', '6 Nov 2023 – 3 Aug 2026', '$0.03/session'])
      expect(sources).toContain(words);
  });

  it('is accepted by Slack and pings nobody, however absurd the book', () => {
    fc.assert(
      fc.property(absurdPriceBook, view => {
        expect(messageProblems(priceBookMessage(view))).toEqual([]);
      }),
      { numRuns: draws(40), endOnFailure: true },
    );
  });
});

it('a text that is too long for a message loses whole lines at its end', () => {
  const prices = pricesOfGpt4o().prices.map((price, index) => ({ ...price, variant: `${'&'.repeat(300)}${index}` }));
  const { text } = pricesMessage({ ...pricesOfGpt4o(), prices });
  // The title, and as many lines of 300 times `&amp;` as fit into 4,000 characters.
  expect(text.split('\n')).toHaveLength(1 + 2);
  expect(text.length).toBeLessThanOrEqual(4000);
});
