import { describe, expect, it } from 'vitest';
import type { Names } from '../../../src/core/names.ts';
import type { Attribute } from '../../../src/core/query.ts';
import { misunderstood, noon, understood } from './team.ts';

type Expected = readonly (readonly [Attribute, string | readonly string[], 'without'?])[];

const filters: readonly (readonly [string, Expected])[] = [
  // Models: seen or not, with and without their snapshot.
  ['for gpt-4o', [['model', 'gpt-4o']]],
  ['on gpt-4o', [['model', 'gpt-4o']]],
  ['only gpt-4o', [['model', 'gpt-4o']]],
  ['only for gpt-4o', [['model', 'gpt-4o']]],
  ['gpt-4o', [['model', 'gpt-4o']]],
  ['gpt–4o', [['model', 'gpt-4o']]],
  ['GPT-4o', [['model', 'gpt-4o']]],
  ['model gpt-4o', [['model', 'gpt-4o']]],
  ['for the model gpt-4o', [['model', 'gpt-4o']]],
  ['gpt-4o model', [['model', 'gpt-4o']]],
  ['for gpt-4o-2024-08-06', [['model', 'gpt-4o-2024-08-06']]],
  ['for gpt-4', [['model', 'gpt-4']]],
  ['for gpt-9-nano', [['model', 'gpt-9-nano']]],
  ['for o3', [['model', 'o3']]],
  ['for o4-mini', [['model', 'o4-mini']]],
  ['for whisper-1', [['model', 'whisper-1']]],
  ['for ft:gpt-4o-mini-2024-07-18:acme:triage:abcdef12', [['model', 'ft:gpt-4o-mini-2024-07-18:acme:triage:AbCdEf12']]],
  ['for model something-new', [['model', 'something-new']]],
  ['for model "gtp-4o"', [['model', 'gtp-4o']]],
  ['for 5-mini', [['model', 'gpt-5-mini']]],
  ['for gpt-4*', [['model', 'gpt-4*']]],
  ['*-mini*', [['model', '*-mini*']]],
  // Alternatives on one dimension.
  ['for gpt-4o and o3', [['model', ['gpt-4o', 'o3']]]],
  ['for gpt-4o or o3', [['model', ['gpt-4o', 'o3']]]],
  ['for gpt-4o, o3, last month', [['model', ['gpt-4o', 'o3']]]],
  ['for gpt-4o, o3 and whisper-1', [['model', ['gpt-4o', 'o3', 'whisper-1']]]],
  ['for gpt-4o for o3', [['model', ['gpt-4o', 'o3']]]],
  ['for gpt-4o and gpt-4o', [['model', 'gpt-4o']]],
  [
    'for project Search and Ada Lovelace',
    [
      ['user', 'user-ada'],
      ['project', 'proj_search'],
    ],
  ],
  // Projects, people and keys.
  ['for project "Search"', [['project', 'proj_search']]],
  ['for project “search”', [['project', 'proj_search']]],
  ["for project 'Search'", [['project', 'proj_search']]],
  ['for project search', [['project', 'proj_search']]],
  ['for project proj_search', [['project', 'proj_search']]],
  ['for Search', [['project', 'proj_search']]],
  ['Search', [['project', 'proj_search']]],
  ['Search project', [['project', 'proj_search']]],
  ['the Search project by model', [['project', 'proj_search']]],
  ['for search dev by model', [['project', 'proj_searchdev']]],
  ['for  Search   dev  yesterday', [['project', 'proj_searchdev']]],
  ['for Chat, Inc (EU), last month', [['project', 'proj_chat']]],
  ['for chat', [['project', 'proj_chat']]],
  ['for project ha', [['project', 'proj_chat']]],
  ['for october launch', [['project', 'proj_october']]],
  ['for project proj_bots2', [['project', 'proj_bots2']]],
  ['for project sea*', [['project', 'sea*']]],
  ['sea* project', [['project', 'sea*']]],
  ['for Ada Lovelace', [['user', 'user-ada']]],
  ['for ada lovelace and grace@example.com', [['user', ['user-ada', 'user-grace']]]],
  ['for ada', [['user', 'user-ada']]],
  ['for user ada', [['user', 'user-ada']]],
  ['for person "Ada Lovelace"', [['user', 'user-ada']]],
  ['for @ada', [['user', 'user-ada']]],
  ['for @Bob', [['user', 'user-bob']]],
  ['for <@U123|ada>', [['user', 'user-ada']]],
  ['for <@U123|Ada Lovelace>', [['user', 'user-ada']]],
  ['for <mailto:ada@example.com|ada@example.com>', [['user', 'user-ada']]],
  ['for user Bob', [['user', 'user-bob']]],
  ['for key bob', [['key', 'key_bob']]],
  ['for api key ci runner', [['key', 'key_ci']]],
  ['ci runner key', [['key', 'key_ci']]],
  // What no team has named.
  ['for batch tier', [['tier', 'batch']]],
  ['tier batch', [['tier', 'batch']]],
  ['for batch', [['tier', 'batch']]],
  ['tier default', [['tier', 'default']]],
  ['tier "scale"', [['tier', 'scale']]],
  ['operation embedding', [['operation', 'embedding']]],
  ['for embeddings', [['operation', 'embedding']]],
  ['for operation fine tuning', [['operation', 'fine_tuning']]],
  ['type code-interpreter', [['operation', 'code_interpreter']]],
  ['for source acme', [['source', 'acme']]],
  ['for project unattributed', [['project', '']]],
  ['for user (unattributed)', [['user', '']]],
  // Excluding.
  ['without gpt-4o', [['model', 'gpt-4o', 'without']]],
  ['without gpt-4o and o3', [['model', ['gpt-4o', 'o3'], 'without']]],
  ['without project Search', [['project', 'proj_search', 'without']]],
  ['except Bob user', [['user', 'user-bob', 'without']]],
  [
    'for gpt-4* without gpt-4o',
    [
      ['model', 'gpt-4*'],
      ['model', 'gpt-4o', 'without'],
    ],
  ],
  [
    'without user Bob for project Search, o3',
    [
      ['model', 'o3'],
      ['user', 'user-bob', 'without'],
      ['project', 'proj_search'],
    ],
  ],
];

describe('a filter', () => {
  it.each(filters)('"%s"', (text, expected) => {
    expect(understood(text).filters).toEqual(
      expected.map(([dimension, values, without]) => ({ dimension, values: [values].flat(), exclude: without !== undefined })),
    );
  });

  it('takes a name before words of ours only right after "for", and not when both are as long', () => {
    const names = namesOf({ projects: ['Today show', 'Top 5', 'by'] });
    expect(understood('for today show', noon, names).filters[0]?.values).toEqual(['Today show']);
    expect(understood('for today', noon, names).filters).toEqual([]);
    expect(understood('for gpt-4o, top 5 by user', noon, names).top).toBe(5);
    expect(understood('for project by by model', noon, names)).toMatchObject({ by: ['model'], filters: [{ values: ['by'] }] });
  });

  it('finds an exact name before a part of another', () => {
    const names = namesOf({ projects: ['eval', 'evals', 'evaluation'] });
    expect(understood('for eval', noon, names).filters[0]?.values).toEqual(['eval']);
  });

  it('finds an id before a name that is the same text', () => {
    const names: Names = {
      ...namesOf({}),
      projects: [
        { id: 'a', name: 'b', email: null },
        { id: 'b', name: 'c', email: null },
      ],
    };
    expect(understood('for project b', noon, names).filters[0]?.values).toEqual(['b']);
    expect(understood('for project c', noon, names).filters[0]?.values).toEqual(['b']);
  });

  it('does not take a real model for part of another', () => {
    expect(understood('for gpt-5').filters[0]?.values).toEqual(['gpt-5']);
    expect(understood('for model gpt-5').filters[0]?.values).toEqual(['gpt-5']);
  });

  it('does not take somebody in Slack for a person with a similar name', () => {
    expect(misunderstood('for <@U123|lovelace>').problem).toContain('write the person');
    expect(understood('for @lovelace').filters[0]?.values).toEqual(['user-ada']);
  });
});

function namesOf({ projects = [] }: { projects?: string[] }): Names {
  return { models: [], users: [], projects: projects.map(name => ({ id: name, name, email: null })), keys: [], sources: [] };
}
