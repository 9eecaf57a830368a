import { expect, it } from 'vitest';
import { readableMentions, withoutPeopleMentions } from '#core/query/readable-mentions.ts';

it.each([
  ['digest daily in <#C024BE7LR|random>', 'digest daily in #random'],
  ['digest daily in <#C024BE7LR>', 'digest daily in that channel'],
  ['digest daily in <#C024BE7LR|>', 'digest daily in that channel'],
  ['for <@U024BE7LH|user-Xk3> by model', 'for that person by model'],
  ['cost < $5 > nothing', 'cost < $5 > nothing'],
])('"%s" is read as "%s"', (typed, read) => {
  expect(readableMentions(typed)).toBe(read);
});

it('people are not named where channels stay links', () => {
  expect(withoutPeopleMentions('for <@U024BE7LH> in <#C024BE7LR>')).toBe('for that person in <#C024BE7LR>');
});
