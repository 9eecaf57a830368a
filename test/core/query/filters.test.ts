import { describe, expect, it } from 'vitest';
import type { Names } from '#core/usage/team-names.ts';
import { filters } from './asked-filters.ts';
import { misunderstood, noon, understood } from './team.ts';

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
