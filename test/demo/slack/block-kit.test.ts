import { describe, expect, it } from 'vitest';
import { blockProblems } from '../../support/block-kit.ts';

const words = (text: string) => ({ type: 'section', text: { type: 'mrkdwn', text } });
const plain = (text: string) => ({ type: 'plain_text', text });
const button = (actionId: string, more: object = {}) => ({ type: 'button', action_id: actionId, text: plain('Press'), ...more });
const table = (rows: string[][]) => ({ type: 'table', rows: rows.map(row => row.map(text => ({ type: 'raw_text', text }))) });
const chart = (series: { name: string; labels: string[] }[], categories: string[]) => ({
  type: 'data_visualization',
  title: 'Cost by model',
  chart: {
    type: 'bar',
    series: series.map(({ name, labels }) => ({ name, data: labels.map(label => ({ label, value: 1 })) })),
    axis_config: { categories },
  },
});
const twoDays = ['20 Nov', '21 Nov'];

describe('blocks that Slack takes', () => {
  it('have no problems', () => {
    const blocks = [
      { type: 'header', text: plain('$412.18') },
      words('*cost* by model'),
      chart([{ name: 'gpt-4o', labels: twoDays }], twoDays),
      table([
        ['model', 'cost'],
        ['gpt-4o', '$200.10'],
      ]),
      { type: 'image', slack_file: { id: 'F1' }, alt_text: 'Cost by day' },
      { type: 'actions', elements: [button('ask:by-model'), button('ask:by-project')] },
      { type: 'context', elements: [{ type: 'mrkdwn', text: 'UTC' }] },
    ];
    expect(blockProblems(blocks, 'message')).toEqual([]);
  });

  it('may be exactly at the limits', () => {
    expect(blockProblems(Array(50).fill(words('x')), 'message')).toEqual([]);
    expect(blockProblems(Array(100).fill(words('x')), 'home')).toEqual([]);
    expect(blockProblems([words('x'.repeat(3000))], 'message')).toEqual([]);
    expect(blockProblems([table(Array(100).fill(['x'.repeat(50), 'y'.repeat(50)]))], 'message')).toEqual([]); // 100 × (50 + 50) = 10,000
  });
});

describe('blocks that Slack refuses', () => {
  const refused: [string, unknown, RegExp][] = [
    ['no list', { type: 'divider' }, /must be a list/],
    ['a block without a type', [{ text: 'x' }], /missing required field: type/],
    ['an unknown type', [{ type: 'graph' }], /unsupported type: graph \[json-pointer:\/blocks\/0\/type\]/],
    ['an unknown field', [{ type: 'divider', color: 'red' }], /invalid additional property: color/],
    ['an empty text', [words('')], /must NOT have fewer than 1 characters .*\/blocks\/0\/text\/text/],
    ['a text that is too long', [words('x'.repeat(3001))], /must NOT have more than 3000 characters/],
    ['a header that is too long', [{ type: 'header', text: plain('x'.repeat(151)) }], /more than 150 characters/],
    ['51 blocks', Array(51).fill(words('x')), /no more than 50 items/],
    ['two tables', [table([['a']]), table([['b']])], /only_one_table_allowed/],
    ['101 rows', [table(Array(101).fill(['x']))], /must NOT have more than 100 items/],
    ['21 columns', [table([Array(21).fill('x')])], /must NOT have more than 20 items/],
    [
      '10,001 characters in a table',
      [
        table([
          ...Array(100)
            .fill(['x'.repeat(100)])
            .slice(0, 99),
          ['x'.repeat(101)],
        ]),
      ],
      /exceeds 10000 characters/,
    ],
    ['three charts', Array(3).fill(chart([{ name: 'a', labels: twoDays }], twoDays)), /no more than 2 data_visualization/],
    [
      'two series of one name',
      [
        chart(
          [
            { name: 'a', labels: twoDays },
            { name: 'a', labels: twoDays },
          ],
          twoDays,
        ),
      ],
      /series name a is not unique/,
    ],
    ['two categories of one name', [chart([{ name: 'a', labels: ['x', 'x'] }], ['x', 'x'])], /category x is not unique/],
    [
      'a series that lacks a point',
      [chart([{ name: 'a', labels: ['20 Nov'] }], twoDays)],
      /series a must have one data point per category/,
    ],
    ['a series with a strange point', [chart([{ name: 'a', labels: ['20 Nov', '22 Nov'] }], twoDays)], /one data point per category/],
    ['a series name of 21 characters', [chart([{ name: 'a'.repeat(21), labels: twoDays }], twoDays)], /more than 20 characters/],
    [
      'seven series',
      [
        chart(
          [...'abcdefg'].map(name => ({ name, labels: twoDays })),
          twoDays,
        ),
      ],
      /more than 6 items/,
    ],
    ['no slice', [{ type: 'data_visualization', title: 'x', chart: { type: 'pie', segments: [{ label: 'a', value: 0 }] } }], /must be > 0/],
    ['one action id twice in a block', [{ type: 'actions', elements: [button('a'), button('a')] }], /`action_id` a already exists/],
    [
      'one block id twice',
      [
        { type: 'divider', block_id: 'x' },
        { type: 'divider', block_id: 'x' },
      ],
      /`block_id` x already exists/,
    ],
    [
      'a button text of 76 characters',
      [{ type: 'actions', elements: [button('a', { text: plain('x'.repeat(76)) })] }],
      /more than 75 characters/,
    ],
    [
      'a button value of 2001 characters',
      [{ type: 'actions', elements: [button('a', { value: 'x'.repeat(2001) })] }],
      /more than 2000 characters/,
    ],
    ['a link that is none', [{ type: 'actions', elements: [button('a', { url: 'javascript:alert(1)' })] }], /invalid url/],
    ['26 buttons', [{ type: 'actions', elements: Array.from({ length: 26 }, (_, n) => button(`a${n}`)) }], /more than 25 items/],
    [
      'six options in an overflow menu',
      [{ type: 'actions', elements: [{ type: 'overflow', action_id: 'o', options: Array(6).fill({ text: plain('x'), value: 'x' }) }] }],
      /no more than 5 items/,
    ],
    ['an image without alt text', [{ type: 'image', image_url: 'https://example.com/a.png' }], /missing required field: alt_text/],
    ['an alert in a message', [{ type: 'alert', text: plain('x') }], /unsupported type: alert/],
  ];

  it.each(refused)('%s', (_, blocks, problem) => {
    expect(blockProblems(blocks, 'message').join('\n')).toMatch(problem);
  });

  it('a chart or a table anywhere but in a message', () => {
    for (const block of [table([['a']]), chart([{ name: 'a', labels: twoDays }], twoDays)]) {
      expect(blockProblems([block], 'home').join('\n')).toMatch(/unsupported type/);
      expect(blockProblems([block], 'modal').join('\n')).toMatch(/unsupported type/);
    }
  });

  it('rich text counts towards the characters of a table', () => {
    const cell = { type: 'rich_text', elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: 'x'.repeat(10_001) }] }] };
    expect(blockProblems([{ type: 'table', rows: [[cell]] }], 'message').join('\n')).toMatch(/exceeds 10000 characters/);
  });
});
