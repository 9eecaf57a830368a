import { expect, it } from 'vitest';
import { commandMeant } from '#core/query/suggest-question.ts';

const commands = ['forecast', 'why', 'me', 'budget', 'alerts', 'digest', 'prices', 'check', 'status', 'settings', 'help'];

it.each([
  ['forcast this year', 'forecast this year'],
  ['hepl', 'help'],
  ['Staus', 'status'],
  ['budgt $5 per day', 'budget $5 per day'],
  ['digset preview daily', 'digest preview daily'],
  ['alrets', 'alerts'],
  // Spelled as it should be, so it is what follows that is not understood.
  ['check by banana', 'check'],
  ['Help me', 'help'],
  ['pricse gpt-4o', 'prices gpt-4o'],
  ['fish', null],
  ['by modle', null],
  ['', null],
])('"%s" is meant as %s', (text, command) => {
  expect(commandMeant(text, commands)).toBe(command);
});
