import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { answerCsv } from '#features/answers/answer-csv.ts';
import { answer, modelGroup } from '../../support/views/views.ts';

describe('answerCsv', () => {
  it('has a column for the name and the id of what has both, then the figures', () => {
    const group = {
      ...modelGroup('', 1.5, 0.25),
      key: { project: 'proj_a', day: '2026-11-20' },
      label: { project: 'Search, "old"', day: '20 Nov' },
    };
    const csv = answerCsv(answer({ query: { ...answer().query, by: ['project', 'day'] }, groups: [group] }));
    expect(csv).toBe(
      'project,project_id,day,cost_usd,share,requests,input_tokens,cached_input_tokens,output_tokens\n' +
        '"Search, ""old""",proj_a,2026-11-20,1.500000000,0.2500,100,100000,1000,10000\n',
    );
  });

  it('leaves the cell of a figure that does not exist empty', () => {
    const credit = { ...modelGroup('credit', -5, null), requests: null, inputTokens: null, cachedInputTokens: null, outputTokens: null };
    const csv = answerCsv(answer({ groups: [modelGroup('gpt-x', null, null), credit] }));
    expect(csv.split('\n').slice(1, 3)).toEqual(['gpt-x,,,100,100000,1000,10000', 'credit,-5.000000000,,,,,']);
  });

  it('puts the label of "Other" into the first column', () => {
    const other = { ...modelGroup('', 1, 0.5), key: null, label: 'Other (12)' };
    expect(answerCsv(answer({ groups: [other] })).split('\n')[1]).toMatch(/^Other \(12\),1\.000000000/);
  });

  it('lists the days of a question without a dimension', () => {
    const lines = answerCsv(answer({ query: { ...answer().query, by: [] }, groups: [] }))
      .trim()
      .split('\n');
    expect(lines).toHaveLength(1 + 7);
    expect(lines[1]).toBe('2026-11-15,60.000000000,40,40000,4000'); // 420 / 7
  });

  it('never starts a text cell with a character that a spreadsheet runs as a formula', () => {
    fc.assert(
      fc.property(fc.constantFrom('=', '+', '-', '@', '\t', '\r', '＝'), fc.string(), (start, rest) => {
        const csv = answerCsv(answer({ groups: [modelGroup(`${start}${rest}`, 1, 1)] }));
        const firstCell = csv.slice(csv.indexOf('\n') + 1).replace(/^"/, '');
        expect(firstCell).toMatch(/^'/);
      }),
    );
  });
});
