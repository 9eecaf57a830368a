import fc from 'fast-check';
import { expect, test } from 'vitest';
import { asManyAsAccepted, createFinestGrouping, type GroupingSearch, inOrder } from '#collect/openai/grouping.ts';
import { OpenAiError } from '#collect/openai/openai-error.ts';
import { silentLogger } from '../../support/silent-logger.ts';

const november = { from: '2026-11-01', to: '2026-11-23' };
const october = { from: '2026-10-01', to: '2026-11-01' };

/** An organization that answers 400, with this message, to groupings it doesn't support. */
function organization(
  search: GroupingSearch,
  supports: (groupBy: readonly string[]) => boolean,
  message = 'No.',
  param: string | null = null,
) {
  const asked: string[] = [];
  const askFinest = createFinestGrouping(search, silentLogger);
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
  const { ask, asked } = organization(asManyAsAccepted(['tier', 'user', 'model']), () => true);
  expect(await ask()).toEqual({ groupBy: ['tier', 'user', 'model'], answer: 3 });
  expect(asked).toEqual(['tier+user+model']);
});

test('an attribute that is refused without being named costs no other one', async () => {
  const { ask, asked } = organization(asManyAsAccepted(['tier', 'user', 'model']), by => !by.includes('user'));
  expect(await ask()).toEqual({ groupBy: ['tier', 'model'], answer: 2 });
  expect(asked).toEqual(['tier+user+model', 'model', 'user+model', 'tier+model']);
});

test('several refusals at once cost no more than must be given up, and what is missed least first', async () => {
  const supports = (by: readonly string[]) => !by.includes('tier') && !(by.includes('user') && by.includes('project'));
  const { ask } = organization(asManyAsAccepted(['tier', 'batch', 'key', 'user', 'project', 'model']), supports);
  expect(await ask()).toMatchObject({ groupBy: ['batch', 'key', 'project', 'model'] });
});

test('whatever is refused, the grouping found is accepted, and no attribute could be added to it', async () => {
  const attributes = ['tier', 'batch', 'key', 'user', 'project', 'model'];
  await fc.assert(
    fc.asyncProperty(fc.array(fc.subarray(attributes, { minLength: 1 }), { maxLength: 4 }), async refused => {
      const supports = (by: readonly string[]) => !refused.some(together => together.every(attribute => by.includes(attribute)));
      const { ask, asked } = organization(asManyAsAccepted(attributes), supports);
      const { groupBy } = await ask();
      expect(supports(groupBy)).toBe(true);
      expect(asked.length).toBeLessThanOrEqual(attributes.length + 2);
      for (const more of attributes.filter(attribute => !groupBy.includes(attribute))) {
        expect(supports([more, ...groupBy])).toBe(false);
      }
    }),
  );
});

test('an organisation that groups by nothing still gives its totals', async () => {
  const { ask } = organization(asManyAsAccepted(['user', 'model']), by => by.length === 0);
  expect(await ask()).toEqual({ groupBy: [], answer: 0 });
});

test.each([
  ["Invalid value: 'user'. Supported values are: 'tier' and 'model'.", null],
  ['Unsupported group_by value: user', null],
  ['Invalid value.', 'group_by[2]'],
])('an attribute that is named is left out at once: %s %s', async (message, param) => {
  const { ask, asked } = organization(asManyAsAccepted(['tier', 'batch', 'user', 'model']), by => !by.includes('user'), message, param);
  expect(await ask()).toMatchObject({ groupBy: ['tier', 'batch', 'model'] });
  expect(asked).toHaveLength(2);
});

test('of two that do not go together the one that is missed least is left out', async () => {
  const apart = (by: readonly string[]) => !(by.includes('user') && by.includes('project'));
  const { ask } = organization(asManyAsAccepted(['tier', 'user', 'project', 'model']), apart, 'Cannot combine user with project.');
  expect(await ask()).toMatchObject({ groupBy: ['tier', 'project', 'model'] });
});

test('a refusal is remembered for the same days and older ones', async () => {
  const { ask, asked } = organization(inOrder([['a', 'b'], ['b']]), by => !by.includes('a'));
  await ask();
  await ask();
  await ask(october);
  expect(asked).toEqual(['a+b', 'b', 'b', 'b']);
});

test('a refusal for old days does not coarsen later ones', async () => {
  let period = october;
  const { ask, asked } = organization(inOrder([['a', 'b'], ['b']]), by => period === november || !by.includes('a'));
  await ask(october);
  period = november;
  expect(await ask(november)).toMatchObject({ groupBy: ['a', 'b'] });
  expect(asked).toEqual(['a+b', 'b', 'a+b']);
});

test('what can be done without is done without, and not asked for again', async () => {
  const { ask, asked } = organization(inOrder([['user', 'item'], ['user'], null]), () => false);
  expect(await ask()).toEqual({ groupBy: [], answer: null });
  expect(await ask()).toEqual({ groupBy: [], answer: null });
  expect(asked).toEqual(['user+item', 'user']);
});

test('what cannot be done without fails with the first refusal, and is tried again from the start', async () => {
  const { ask, asked } = organization(inOrder([['a', 'b'], ['b']]), () => false);
  await expect(ask()).rejects.toMatchObject({ code: 'openai_refused', status: 400 });
  await expect(ask()).rejects.toThrow();
  expect(asked).toEqual(['a+b', 'b', 'a+b', 'b']);
});

test('a 400 that is about another parameter is not taken for a refused grouping', async () => {
  const { ask, asked } = organization(inOrder([['a', 'b'], ['b']]), () => false, 'Too long ago.', 'start_time');
  await expect(ask()).rejects.toMatchObject({ status: 400 });
  expect(asked).toEqual(['a+b']);
});

test('words that name every attribute name none', async () => {
  const message = 'Unsupported: tier, user, model.';
  const { ask } = organization(asManyAsAccepted(['tier', 'user', 'model']), by => !by.includes('user'), message);
  expect(await ask()).toMatchObject({ groupBy: ['tier', 'model'] });
});

test.each([404, 500])('%i is not a refused grouping', async status => {
  let asked = 0;
  const askFinest = createFinestGrouping(inOrder([['a'], []]), silentLogger);
  const failing = askFinest(november, async () => {
    asked += 1;
    throw new OpenAiError('openai_refused', 'no', { status });
  });
  await expect(failing).rejects.toMatchObject({ status });
  expect(asked).toBe(1);
});

test('what old days need on top does not make later ones forget what they were refused', async () => {
  let period = november;
  const supports = (by: readonly string[]) => !by.includes('a') && (period === november || !by.includes('b'));
  const { ask, asked } = organization(inOrder([['a', 'b', 'c'], ['b', 'c'], ['c']]), supports);
  await ask(november);
  period = october;
  expect(await ask(october)).toMatchObject({ groupBy: ['c'] });
  period = november;
  expect(await ask(november)).toMatchObject({ groupBy: ['b', 'c'] });
  // The second ['b', 'c'] was remembered; October then needs its own search.
  expect(asked).toEqual(['a+b+c', 'b+c', 'b+c', 'a+b+c', 'b+c', 'c', 'b+c']);
});
