import { afterEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { type OpenAiStandIn, startOpenAiStandIn } from '../../../demo/openai/server.ts';
import { organization } from '../../../demo/openai/team.ts';
import type { Quantities } from '../../../demo/openai/usage-event.ts';
import { workload } from '../../../demo/openai/workload.ts';
import { ask, askAll, evening } from './ask-stand-in.ts';

const day = '2026-11-18';
const next = '2026-11-19';
const studio = { projectId: 'proj_studio', apiKeyId: 'key_studio_web' };

let openAi: OpenAiStandIn;
afterEach(() => openAi.close());

describe('decisions', () => {
  test('have the counts of completions, by the same dimensions', async () => {
    await start('decisions', { textInputTokens: 900, cachedTextTokens: 300, textOutputTokens: 10 });
    const [bucket] = await askAll(openAi, '/organization/usage/decisions', day, next, ['model', 'batch', 'service_tier', 'project_id']);
    expect(bucket?.results).toMatchObject([
      {
        object: 'organization.usage.decisions.result',
        model: 'gpt-6-luna',
        project_id: 'proj_studio',
        batch: false,
        service_tier: 'default',
        input_tokens: expect.any(Number),
        output_tokens: expect.any(Number),
      },
    ]);
    expect(Number(bucket?.results[0]?.output_tokens)).toBeGreaterThan(0);
  });

  test('are billed for uncached input alone', async () => {
    await start('decisions', { textInputTokens: 900, cachedTextTokens: 300, textOutputTokens: 10 });
    const [bucket] = await askAll(openAi, '/organization/usage/decisions', day, next, []);
    // $0.10 a million is 100 nano-dollars a token.
    const expected = 100n * BigInt(z.number().parse(bucket?.results[0]?.input_uncached_tokens));
    expect(openAi.ledger.billed(day)).toEqual({ nanoUsd: expected, byModel: new Map([['gpt-6-luna', expected]]) });
  });

  test('are none where the team makes none', async () => {
    openAi = await startOpenAiStandIn({ now: () => evening });
    expect(await askAll(openAi, '/organization/usage/decisions', day, next, [])).toMatchObject([{ results: [] }]);
  });
});

describe('cache writes', () => {
  test('say how long they are kept where the team knows it, and the longer cost twice as much', async () => {
    await start('completions', { cacheWriteTokens: 100, cacheWrite30mTokens: 200, cacheWrite12hTokens: 300 });
    const [bucket] = await askAll(openAi, '/organization/usage/completions', day, next, []);
    const counts = z.record(z.string(), z.unknown()).parse(bucket?.results[0]);
    const [short, long] = [Number(counts.input_cache_write_30m_tokens), Number(counts.input_cache_write_12h_tokens)];
    const all = Number(counts.input_cache_write_tokens);
    expect(long).toBeGreaterThan(short);
    expect(all).toBeGreaterThan(short + long);
    expect(counts.input_tokens).toBe(all);
    // $0.125 a million is 125 nano-dollars a token.
    expect(openAi.ledger.billed(day).nanoUsd).toBe(125n * BigInt(all - long) + 250n * BigInt(long));
  });

  test('do not say it for the usual team', async () => {
    openAi = await startOpenAiStandIn({ now: () => evening });
    const [bucket] = await askAll(openAi, '/organization/usage/completions', day, next, []);
    expect(bucket?.results[0]).toHaveProperty('input_cache_write_tokens');
    expect(bucket?.results[0]).not.toHaveProperty('input_cache_write_30m_tokens');
  });
});

describe('the organization', () => {
  const path = '/organization/costs?start_time=1790000000';

  test('is named in the rows of the bill unless told otherwise', async () => {
    openAi = await startOpenAiStandIn({ now: () => evening });
    const { headers, body } = await ask(openAi, path);
    expect(headers.get('openai-organization')).toBe(null);
    expect(JSON.stringify(body)).toContain(organization.id);
  });

  test('is named in a header, or nowhere, where told so', async () => {
    openAi = await startOpenAiStandIn({ now: () => evening, identity: ['header'] });
    const { headers, body } = await ask(openAi, path);
    expect(headers.get('openai-organization')).toBe(organization.id);
    expect(JSON.stringify(body)).not.toContain(organization.id);
    expect((await ask(openAi, path, 'sk-wrong')).headers.get('openai-organization')).toBe(null);
    await openAi.close();
    openAi = await startOpenAiStandIn({ now: () => evening, identity: [] });
    const nowhere = await ask(openAi, path);
    expect(nowhere.headers.get('openai-organization')).toBe(null);
    expect(JSON.stringify(nowhere.body)).not.toContain(organization.id);
  });
});

async function start(endpoint: 'decisions' | 'completions', perRequest: Quantities): Promise<void> {
  const work = workload('work', endpoint, 'gpt-6-luna', 200, perRequest, studio);
  openAi = await startOpenAiStandIn({ now: () => evening, workloads: [work] });
}
