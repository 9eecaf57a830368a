import { expect, test } from 'vitest';
import { createFinestGrouping, type Grouping, usageGroupings } from '../../src/collect/finest-grouping.ts';
import { OpenAiError } from '../../src/collect/openai-error.ts';
import { silent } from './support/openai-stand-in.ts';

const november = { from: '2026-11-01', to: '2026-11-23' };
const october = { from: '2026-10-01', to: '2026-11-01' };

/** An organisation that answers 400, with these words, to groupings that it does not support. */
function organization(
  groupings: readonly Grouping[],
  supports: (groupBy: readonly string[]) => boolean,
  message = 'No.',
  param: string | null = null,
) {
  const asked: string[] = [];
  const askFinest = createFinestGrouping(groupings, silent);
  return {
    asked,
    ask: (period = november) =>
      askFinest(period, async groupBy => {
        asked.push(groupBy.join('+'));
        if (!supports(groupBy)) throw new OpenAiError('openai_refused', 'refused', { status: 400, said: { message, param } });
        return groupBy.length;
      }),
  };
}

test('when everything is supported it is asked for once', async () => {
  const { ask, asked } = organization(usageGroupings(['tier', 'user', 'model']), () => true);
  expect(await ask()).toEqual({ groupBy: ['tier', 'user', 'model'], answer: 3 });
  expect(asked).toEqual(['tier+user+model']);
});

test('an attribute that is refused without being named is found by leaving out one at a time', async () => {
  const { ask, asked } = organization(usageGroupings(['tier', 'user', 'model']), by => !by.includes('user'));
  expect(await ask()).toMatchObject({ groupBy: ['tier', 'model'] });
  expect(asked).toEqual(['tier+user+model', 'user+model', 'tier+model']);
});

test('when no single attribute is at fault, more and more are left out', async () => {
  const { ask } = organization(usageGroupings(['tier', 'batch', 'user', 'model']), by => by.length <= 2);
  expect(await ask()).toMatchObject({ groupBy: ['user', 'model'] });
});

test('an organisation that groups by nothing still gives its totals', async () => {
  const { ask } = organization(usageGroupings(['user', 'model']), by => by.length === 0);
  expect(await ask()).toEqual({ groupBy: [], answer: 0 });
});

test.each([
  ["Invalid value: 'user'. Supported values are: 'tier' and 'model'.", null],
  ['Unsupported group_by value: user', null],
  ['Invalid value.', 'group_by[2]'],
])('an attribute that is named is left out at once: %s %s', async (message, param) => {
  const { ask, asked } = organization(usageGroupings(['tier', 'batch', 'user', 'model']), by => !by.includes('user'), message, param);
  expect(await ask()).toMatchObject({ groupBy: ['tier', 'batch', 'model'] });
  expect(asked).toHaveLength(2);
});

test('of two that do not go together the one that is missed least is left out', async () => {
  const apart = (by: readonly string[]) => !(by.includes('user') && by.includes('project'));
  const { ask } = organization(usageGroupings(['tier', 'user', 'project', 'model']), apart, 'Cannot combine user with project.');
  expect(await ask()).toMatchObject({ groupBy: ['tier', 'project', 'model'] });
});

test('a refusal is remembered for the same days and older ones', async () => {
  const { ask, asked } = organization([['a', 'b'], ['b']], by => !by.includes('a'));
  await ask();
  await ask();
  await ask(october);
  expect(asked).toEqual(['a+b', 'b', 'b', 'b']);
});

test('a refusal for old days does not coarsen later ones', async () => {
  let period = october;
  const { ask, asked } = organization([['a', 'b'], ['b']], by => period === november || !by.includes('a'));
  await ask(october);
  period = november;
  expect(await ask(november)).toMatchObject({ groupBy: ['a', 'b'] });
  expect(asked).toEqual(['a+b', 'b', 'a+b']);
});

test('what can be done without is done without, and not asked for again', async () => {
  const { ask, asked } = organization([['user', 'item'], ['user'], null], () => false);
  expect(await ask()).toEqual({ groupBy: [], answer: null });
  expect(await ask()).toEqual({ groupBy: [], answer: null });
  expect(asked).toEqual(['user+item', 'user']);
});

test('what cannot be done without fails with the first refusal, and is tried again from the start', async () => {
  const { ask, asked } = organization([['a', 'b'], ['b']], () => false);
  await expect(ask()).rejects.toMatchObject({ code: 'openai_refused', status: 400 });
  await expect(ask()).rejects.toThrow();
  expect(asked).toEqual(['a+b', 'b', 'a+b', 'b']);
});

test('a 400 that is about another parameter is not taken for a refused grouping', async () => {
  const { ask, asked } = organization([['a', 'b'], ['b']], () => false, 'Too long ago.', 'start_time');
  await expect(ask()).rejects.toMatchObject({ status: 400 });
  expect(asked).toEqual(['a+b']);
});

test.each([404, 500])('%i is not a refused grouping', async status => {
  let asked = 0;
  const askFinest = createFinestGrouping([['a'], []], silent);
  const failing = askFinest(november, async () => {
    asked += 1;
    throw new OpenAiError('openai_refused', 'no', { status });
  });
  await expect(failing).rejects.toMatchObject({ status });
  expect(asked).toBe(1);
});
