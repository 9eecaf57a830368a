import { expect, it } from 'vitest';
import { checkSource } from '#collect/openai/check-source.ts';
import { OpenAiError } from '#collect/openai/openai-error.ts';
import type { Source } from '#collect/openai/source.ts';

const ids = ['completions', 'embeddings', 'images'];

/** A source whose endpoints fail as `failing` says; null is an empty day. Fills `asked`. */
function sourceThatFails(failing: (id: string) => Error | null, asked: string[] = []): Source {
  const fail = (id: string) => {
    asked.push(id);
    const error = failing(id);
    if (error !== null) throw error;
  };
  return {
    id: 'admin',
    kind: 'admin',
    endpoints: async () => ids.map(id => ({ id, maxDaysPerRequest: 1, emptyIsKnown: true })),
    fetchDays: async ({ id }: { id: string }) => {
      fail(id);
      return new Map([['2026-11-01', { usage: [], billed: [], notUnderstood: [], groupedBy: ['model'] }]]);
    },
    fetchNames: async () => {
      fail('names');
      return { users: [], projects: [], keys: [] };
    },
  };
}

const check = (source: Source) => checkSource(source, '2026-11-01', new AbortController().signal);
const unreachable = (asked: string) => new OpenAiError('openai_unavailable', `GET ${asked} at host failed: gone`, { reason: 'host: gone' });

it('says once that nobody answers, and asks no further', async () => {
  const asked: string[] = [];
  expect(await check(sourceThatFails(unreachable, asked))).toEqual([
    { subject: 'OpenAI admin', outcome: 'wrong', words: 'GET completions at host failed: gone' },
  ]);
  expect(asked).toEqual(['completions']);
});

it('goes on where one of several was not answered, and says once what failed alike', async () => {
  expect(await check(sourceThatFails(id => (id === 'completions' ? null : unreachable(id))))).toEqual([
    { subject: 'OpenAI admin', outcome: 'fine', words: 'the key works; readable: completions' },
    { subject: 'OpenAI admin', outcome: 'wrong', words: 'embeddings, images, names: host: gone' },
  ]);
});

it('says each by itself that failed for a reason of its own', async () => {
  const own = (id: string) => (id === 'names' ? null : new OpenAiError('openai_refused', `refused ${id}`, { status: 400 }));
  expect((await check(sourceThatFails(own))).map(({ words }) => words)).toEqual([
    'refused completions',
    'refused embeddings',
    'refused images',
  ]);
});
