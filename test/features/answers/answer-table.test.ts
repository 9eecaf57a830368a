import { describe, expect, it } from 'vitest';
import { answerTable } from '#features/answers/answer-table.ts';
import { answer, modelGroup } from '../../support/views/views.ts';

const models = (count: number) => Array.from({ length: count }, (_, index) => modelGroup(`model-${index + 1}`, 1, 1 / count));

describe('answerTable', () => {
  it('lists the parts with their figures', () => {
    expect(answerTable(answer(), 10, 60)).toMatchObject({
      columns: [
        { title: 'Model', align: 'left' },
        { title: 'Cost', align: 'right' },
        { title: 'Share' },
        { title: 'Requests' },
        { title: 'Tokens' },
      ],
      rows: [
        ['gpt-4o-2024-08-06', '$280.00', '67%', '100', '110,000'],
        ['o3-2025-04-16', '$140.00', '33%', '100', '110,000'],
        ['Total', '$420.00', '100%', '300', '330,000'],
      ],
    });
  });

  it('adds up what is beyond the last row, so that the rows still make up the total', () => {
    const table = answerTable(answer({ groups: models(200), groupCount: 200 }), 10, 60);
    expect(table?.rows).toHaveLength(12);
    // 200 models at $1, ten of them shown: 190 × $1, 190 × 100 requests
    expect(table?.rows.at(-2)).toEqual(['190 others', '$190.00', '95%', '19,000', '20.9M']);
  });

  it('leaves out shares where all rows have nearly the same small one', () => {
    const days = Array.from({ length: 30 }, (_, index) => modelGroup(`m${index}`, 1, 1 / 30));
    expect(answerTable(answer({ groups: days, groupCount: 30 }), 31, 60)?.columns.map(({ title }) => title)).toEqual([
      'Model',
      'Cost',
      'Requests',
      'Tokens',
    ]);
  });

  it('counts the others of "top N" by all there are, not by what is left', () => {
    const other = { ...modelGroup('', 140, 0.7), key: null, label: 'Other (140)' };
    const table = answerTable(answer({ groups: [...models(60), other], groupCount: 200 }), 49, 60);
    expect(table?.rows.at(-2)?.[0]).toBe('151 others');
    // 11 of the 60 at $1, and $140
    expect(table?.rows.at(-2)?.[1]).toBe('$151.00');
  });

  it('keeps the newest of an answer by time, in their order', () => {
    const days = ['2026-11-18', '2026-11-19', '2026-11-20', '2026-11-21'].map(day => ({
      ...modelGroup(day, 1, 0.25),
      key: { day },
      label: { day },
    }));
    const table = answerTable(answer({ query: { ...answer().query, by: ['day'] }, groups: days, groupCount: 4 }), 2, 60);
    expect(table?.rows.map(([label]) => label)).toEqual(['2 earlier', 'Fri 20 Nov', 'Sat 21 Nov', 'Total']);
  });

  it('never folds a part of a day: earlier days are one row, and a day of more than there is room for keeps its largest', () => {
    const ofDay = (day: string, count: number) =>
      ['Search', 'Support', 'Research', 'Evals'].slice(0, count).map(project => ({
        ...modelGroup(project, 1, 0.1),
        ...{ key: { project, day }, label: { project, day } },
      }));
    const rowsOf = (most: number) =>
      answerTable(answer({ query: { ...answer().query, by: ['project', 'day'] }, groups: days, groupCount: 9 }), most, 60)?.rows.map(
        ([label, cost]) => `${label} ${cost}`,
      );
    const days = [...ofDay('2026-11-18', 2), ...ofDay('2026-11-19', 3), ...ofDay('2026-11-20', 4)];
    expect(rowsOf(7)).toEqual([
      '2 projects · Wed 18 Nov $2.00',
      ...['Search', 'Support', 'Research'].map(project => `${project} · Thu 19 Nov $1.00`),
      ...['Search', 'Support', 'Research', 'Evals'].map(project => `${project} · Fri 20 Nov $1.00`),
      'Total $420.00',
    ]);
    expect(rowsOf(6)?.slice(0, 2)).toEqual(['3 projects · Wed 18 Nov – Thu 19 Nov $5.00', 'Search · Fri 20 Nov $1.00']);
    expect(rowsOf(2)).toEqual([
      '3 projects · Wed 18 Nov – Thu 19 Nov $5.00',
      ...['Search', 'Support'].map(project => `${project} · Fri 20 Nov $1.00`),
      '2 others $2.00',
      'Total $420.00',
    ]);
  });

  it('says "unpriced" for a cost that does not exist and a dash for a count', () => {
    const credit = { ...modelGroup('credit', -5, null), requests: null, inputTokens: null, outputTokens: null };
    const table = answerTable(
      answer({
        unpricedNotInCost: [{ model: 'gpt-x', unit: 'inputTokens', quantity: 1 }],
        groups: [modelGroup('gpt-x', null, null), credit],
      }),
      10,
      60,
    );
    expect(table?.rows.slice(0, 2)).toEqual([
      ['gpt-x', 'unpriced', '–', '100', '110,000'],
      ['credit', '−$5.00', '–', '–', '–'],
    ]);
  });

  it('shows what a question without a dimension was spent on', () => {
    const table = answerTable(answer({ query: { ...answer().query, by: [] }, groups: [] }), 10, 60);
    expect(table?.rows).toEqual([
      ['gpt-4o-2024-08-06', '$280.00', '67%'],
      ['o3-2025-04-16', '$140.00', '33%'],
      ['Total', '$420.00', '100%'],
    ]);
  });

  it('has what was asked first, and all names in one column, so that on a phone the figure is next to them', () => {
    const group = { ...modelGroup('o3', 280, 1), key: { model: 'o3', user: 'u1' }, label: { model: 'o3', user: 'Ada' } };
    const query = { ...answer().query, by: ['model', 'user'] as const, metric: 'tokens' as const };
    const table = answerTable(answer({ query, groups: [group], groupCount: 1 }), 10, 60);
    expect(table?.columns.map(({ title }) => title)).toEqual([
      ...['Model · Person', 'Tokens', 'Share', 'Input tokens', 'Output tokens', 'Requests', 'Cost'],
    ]);
    expect(table?.rows).toEqual([['o3 · Ada', '110,000', '100%', '100,000', '10,000', '100', '$280.00']]);
  });

  it('lists a single other row instead of counting it', () => {
    const table = answerTable(answer({ groups: models(3), groupCount: 3 }), 2, 60);
    expect(table?.rows.map(([label]) => label)).toEqual(['model-1', 'model-2', 'model-3', 'Total']);
  });

  it('has the same decimals in a column, and no amount that reads as nothing', () => {
    const groups = [modelGroup('a', 1234.5, 0.9996), modelGroup('b', 0.004, 0.0004)];
    const rows = answerTable(answer({ groups, groupCount: 2 }), 10, 60)?.rows ?? [];
    expect(rows.slice(0, 2).map(cells => cells.slice(0, 3))).toEqual([
      ['a', '$1,234.50', '100%'],
      ['b', '<$0.01', '<1%'],
    ]);
  });

  it('is nothing when there is nothing to list', () => {
    expect(answerTable(answer({ groups: [], groupCount: 0 }), 10, 60)).toBeNull();
    expect(answerTable(answer({ query: { ...answer().query, by: [] }, groups: [], bands: [] }), 10, 60)).toBeNull();
  });
});
