import { expect, it } from 'vitest';
import { formsOf, words } from '#show/blocks/message.ts';
import { tablePart } from '#show/blocks/table-block.ts';
import { context, header, preformatted, section } from '#show/blocks/text-blocks.ts';

/** What Slack gets of a message with `block`. */
const sent = (block: Parameters<typeof words>[0]) => JSON.stringify(formsOf({ text: '', parts: [words(block)] })[0]?.blocks);

it.each([
  ['a name and its change', 'Search +$9.42', 'Search\u00a0+\u2060$9.42'],
  ['a name and its cost', 'Top projects Search dev $34.67', 'Top projects Search dev\u00a0$34.67'],
  ['the parts of a name, which has a hyphen', 'o3 $1.00 · gpt-5.5 $34.67', 'o3\u00a0$1.00 · gpt-5.5 $34.67'],
  ['a sign and its amount', 'Research stopped: −$747.04.', 'Research stopped: −\u2060$747.04.'],
  ['a name and a credit', 'credit −$5', 'credit\u00a0−\u2060$5'],
])('no line of running text breaks between %s', (_what, text, kept) => {
  for (const block of [header(text), section(text), context([text])]) expect(sent(block)).toContain(kept);
});

it('commands, tables and programs keep plain spaces and signs', () => {
  expect(sent(section('/spend alerts spike over $20'))).toContain('spike over $20');
  expect(sent(preformatted(['gpt-4o −$5.00']))).toContain('gpt-4o −$5.00');
  const table = { columns: [{ title: 'What', align: 'left' as const }], rows: [['gpt-4o −$5.00']] };
  expect(sent(tablePart(table, '').block)).toContain('gpt-4o −$5.00');
});

it('a text that Slack would find too long is left as it is', () => {
  const long = `${'x'.repeat(143)} +$9.42`;
  expect(sent(header(long))).toContain(' +$9.42');
});
