import { expect, it } from 'vitest';
import { typedText } from '#bot/commands.ts';

it.each([
  ['for &lt;x&gt; &amp; y', 'for <x> & y'],
  ['for &amp;lt;', 'for &lt;'],
  ['for <mailto:alice@acme.example|alice@acme.example>', 'for alice@acme.example'],
  ['for project <http://search.acme.example|search.acme.example>', 'for project search.acme.example'],
  ['for project <https://acme.example>', 'for project https://acme.example'],
  ['for <@U123|alice> in <#C1|general>', 'for <@U123|alice> in <#C1|general>'],
  ['  last 7d ', 'last 7d'],
])('reads %j as %j', (sent, typed) => {
  expect(typedText(sent)).toBe(typed);
});
