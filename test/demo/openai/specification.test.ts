import { Ajv } from 'ajv';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { addDays, dayOf, unixSecondsOf } from '#core/time/day.ts';
import { type OpenAiStandIn, startOpenAiStandIn } from '../../../demo/openai/server.ts';
import { projects } from '../../../demo/openai/team.ts';
import { usageEndpoints } from '../../../demo/openai/usage-event.ts';
import { workload } from '../../../demo/openai/workload.ts';
import { workloads } from '../../../demo/openai/workloads.ts';
import { againstReferences } from '../../support/against-references.ts';
import { ask, evening } from './ask-stand-in.ts';

const parameter = z.object({
  name: z.string(),
  schema: z.looseObject({ items: z.object({ enum: z.array(z.string()).optional() }).optional() }),
});
const document = z.looseObject({
  paths: z.record(z.string(), z.object({ get: z.object({ parameters: z.array(parameter) }).optional() })),
});

const from = unixSecondsOf(addDays(dayOf(evening), -120));
const project = { projectId: 'proj_studio', apiKeyId: 'key_studio_web' };
const decisions = workload('decisions', 'decisions', 'gpt-6-luna', 100, { textInputTokens: 900, textOutputTokens: 10 }, project);
const cacheWrites = { textInputTokens: 100, cacheWrite30mTokens: 200, cacheWrite12hTokens: 300, textOutputTokens: 50 };
const longCache = workload('long-cache', 'completions', 'gpt-6-luna', 100, cacheWrites, project);
let numbers: OpenAiStandIn;
let mixed: OpenAiStandIn;

beforeAll(async () => {
  const options = { now: () => evening, limits: { admin: null } };
  numbers = await startOpenAiStandIn({ ...options, amounts: 'numbers', workloads: [...workloads, decisions, longCache] });
  mixed = await startOpenAiStandIn(options);
});
afterAll(() => Promise.all([numbers.close(), mixed.close()]));

/** A row that is not valid as one kind is reported for every other kind too, all of which want another `object` or field. */
const otherKindsOfRow = ['/data/N/results/N/object enum', '/data/N/results/N required'];

againstReferences("OpenAI's specification", ({ json }) => {
  const specification = document.parse(json('openai-admin-usage.openapi.json'));
  // OpenAPI's own keywords and formats (discriminator, nullable, unixtime) are none of JSON Schema's.
  const ajv = new Ajv({ strict: false, validateFormats: false, allErrors: true }).addSchema({ ...specification, $id: 'openai' });

  function problems(body: unknown, schema: string): string[] {
    const validate = ajv.compile({ $ref: `openai#/components/schemas/${schema}` });
    validate(body);
    return (validate.errors ?? []).map(({ instancePath, keyword }) => `${instancePath} ${keyword}`);
  }

  function parametersOf(path: string) {
    return specification.paths[path]?.get?.parameters ?? [];
  }

  function groupings(path: string): string[] {
    return parametersOf(path).find(({ name }) => name === 'group_by')?.schema.items?.enum ?? [];
  }

  describe.each(usageEndpoints)('usage of %s', endpoint => {
    const path = `/organization/usage/${endpoint}`;

    test('has the shape of the specification, ungrouped and by every dimension that the specification knows', async () => {
      for (const by of [[], groupings(path)]) {
        const { status, body } = await ask(numbers, `${path}?start_time=${from}&limit=31${by.map(name => `&group_by=${name}`).join('')}`);
        expect(status).toBe(200);
        expect(problems(body, 'UsageResponse')).toEqual([]);
        expect(JSON.stringify(body)).toContain('"object":"organization.usage.');
      }
    });

    test('knows every parameter of the specification', async () => {
      const known = parametersOf(path)
        .filter(({ name }) => name !== 'page')
        .map(({ name, schema }) => `&${name}=${exampleOf(name, schema.items?.enum)}`);
      expect((await ask(numbers, `${path}?x=1`)).status).toBe(400);
      expect((await ask(numbers, `${path}?${known.join('')}`)).status).toBe(200);
    });
  });

  describe('costs', () => {
    test('have the shape of the specification, ungrouped and by every dimension that the specification knows', async () => {
      for (const by of [[], groupings('/organization/costs')]) {
        const { body } = await ask(
          numbers,
          `/organization/costs?start_time=${from}&limit=180${by.map(name => `&group_by[]=${name}`).join('')}`,
        );
        expect(problems(body, 'UsageResponse')).toEqual([]);
      }
    });

    test('differ from the specification only in amounts that are decimal strings, where asked for', async () => {
      const { body } = await ask(mixed, `/organization/costs?start_time=${from}&limit=180&group_by=line_item&group_by=project_id`);
      const found = problems(body, 'UsageResponse');
      expect(found.length).toBeGreaterThan(0);
      expect(new Set(found.filter(problem => !/ oneOf$/.test(problem)).map(problem => problem.replace(/\d+/g, 'N')))).toEqual(
        new Set(['/data/N/results/N/amount/value type', ...otherKindsOfRow]),
      );
    });
  });

  describe('names', () => {
    test('have the shape of the specification', async () => {
      expect(problems((await ask(numbers, '/organization/users')).body, 'UserListResponse')).toEqual([]);
      expect(problems((await ask(numbers, '/organization/projects?include_archived=true')).body, 'ProjectListResponse')).toEqual([]);
      for (const { id } of projects) {
        expect(problems((await ask(numbers, `/organization/projects/${id}/api_keys`)).body, 'ProjectApiKeyListResponse')).toEqual([]);
      }
    });
  });

  test('errors have the shape of the specification', async () => {
    for (const [path, key] of [
      ['/organization/users', numbers.plainKey],
      ['/organization/users', 'sk-test-unknown'],
      ['/organization/users', null],
      ['/organization/costs?start_time=x', numbers.adminKey],
      ['/organization/nothing', numbers.adminKey],
    ] as const) {
      const { status, body } = await ask(numbers, path, key);
      expect(status).toBeGreaterThanOrEqual(400);
      expect(problems(body, 'ErrorResponse')).toEqual([]);
    }
  });
});

function exampleOf(name: string, choices: readonly string[] | undefined): string {
  const examples: Record<string, string> = {
    start_time: String(from),
    end_time: String(from + 86_400),
    bucket_width: '1d',
    limit: '5',
    batch: 'true',
  };
  return examples[name] ?? choices?.[0] ?? 'x';
}
