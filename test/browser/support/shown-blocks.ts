import type { View } from '@slack/types';

const plain = (text: string) => ({ type: 'plain_text' as const, text });
const option = (text: string, value = text) => ({ text: plain(text), value });
const button = (actionId: string, text: string) => ({ type: 'button' as const, action_id: actionId, text: plain(text) });

/** An answer as spendbot gives it: headline, chart, table, reading, buttons. */
export function answerBlocks() {
  const days = Array.from({ length: 14 }, (_, index) => `${index + 8} Nov`);
  const series = (name: string, costs: number[]) => ({ name, data: days.map((label, index) => ({ label, value: costs[index % 7] ?? 0 })) });
  const row = (...cells: string[]) => cells.map(text => ({ type: 'raw_text', text }));
  return [
    { type: 'header', text: plain('$412.18') },
    { type: 'section', text: { type: 'mrkdwn', text: '*+17.8%* against 8–14 Nov ($350.00)' } },
    {
      type: 'data_visualization',
      title: 'Cost by model',
      chart: {
        type: 'bar',
        series: [
          series('gpt-4o', [31, 12, 48, 52, 61, 55, 70]),
          series('gpt-5', [11, 9, 18, 22, 31, 25, 30]),
          series('Other', [3, 2, 4, 5, 6, 5, 7]),
        ],
        axis_config: { categories: days, y_label: 'USD' },
      },
    },
    {
      type: 'table',
      column_settings: [{ align: 'left' }, { align: 'right' }, { align: 'right' }],
      rows: [
        row('model', 'cost', 'share'),
        row('gpt-4o-2024-08-06', '$200.10', '49%'),
        row('ft:gpt-4.1-mini-2025-04-14:acme:triage:AbCdEf12', '$146.00', '35%'),
        row('3 others', '$66.08', '16%'),
      ],
    },
    {
      type: 'context',
      elements: [{ type: 'mrkdwn', text: 'cost by model, 15–21 Nov 2026, UTC · billed · data through 22 Nov 09:07 UTC' }],
    },
    {
      type: 'actions',
      elements: [
        button('ask:by-model', 'By model'),
        button('ask:by-project', 'By project'),
        button('ask:7d', '7 days'),
        button('ask:30d', '30 days'),
        { ...button('share', 'Share in channel'), style: 'primary' },
      ],
    },
  ];
}

/** Every kind of menu and picker that a message may hold, a button that wants to be confirmed, and two with one action id. */
export const menuBlocks = [
  {
    type: 'section',
    block_id: 'budget-search',
    text: { type: 'mrkdwn', text: '*Search* · $500 a month · 82% reached' },
    accessory: { type: 'overflow', action_id: 'budget', options: [option('Edit', 'edit:search'), option('Delete', 'delete:search')] },
  },
  {
    type: 'section',
    block_id: 'budget-all',
    text: { type: 'mrkdwn', text: '*Everything* · $2,000 a month · 41% reached' },
    accessory: { type: 'overflow', action_id: 'budget', options: [option('Edit', 'edit:all'), option('Delete', 'delete:all')] },
  },
  {
    type: 'actions',
    block_id: 'alert',
    elements: [
      { ...button('acknowledge', 'Acknowledge'), value: 'incident-1' },
      {
        type: 'static_select',
        action_id: 'snooze',
        placeholder: plain('Snooze'),
        options: [option('1 hour', '1h'), option('Until tomorrow', '1d'), option('Until the period ends', 'period')],
      },
      { type: 'users_select', action_id: 'who', placeholder: plain('Who') },
      { type: 'datepicker', action_id: 'day', initial_date: '2026-11-22' },
      {
        ...button('delete', 'Delete'),
        style: 'danger',
        confirm: { title: plain('Delete the budget?'), text: plain('Its alerts end too.'), confirm: plain('Delete'), deny: plain('Keep') },
      },
    ],
  },
];

const input = (id: string, label: string, element: object, more: object = {}) => ({
  type: 'input' as const,
  block_id: id,
  label: plain(label),
  element: { action_id: 'value', ...element },
  ...more,
});

/** A form with every kind of field. */
export const formView = {
  type: 'modal',
  callback_id: 'budget',
  notify_on_close: false,
  title: plain('A budget'),
  submit: plain('Save'),
  close: plain('Cancel'),
  blocks: [
    { type: 'section', text: { type: 'mrkdwn', text: 'Warns in a channel when spend passes a *threshold*.' } },
    input(
      'amount',
      'Amount in USD',
      { type: 'number_input', is_decimal_allowed: true, min_value: '1' },
      { hint: plain('For the whole period') },
    ),
    input('period', 'Period', {
      type: 'static_select',
      options: [option('day'), option('week'), option('month')],
      initial_option: option('month'),
    }),
    input('thresholds', 'Thresholds', {
      type: 'checkboxes',
      options: [option('50%', '50'), option('80%', '80'), option('100%', '100')],
      initial_options: [option('80%', '80'), option('100%', '100')],
    }),
    input('channel', 'Channel', { type: 'conversations_select', default_to_current_conversation: true }),
    input('people', 'Who is told', { type: 'multi_users_select' }, { optional: true }),
    input('time', 'Time', { type: 'timepicker', initial_time: '09:00' }),
    input('scope', 'Scope', { type: 'radio_buttons', options: [option('everything'), option('one project')] }, { optional: true }),
    input('project', 'Project', {
      type: 'external_select',
      min_query_length: 0,
      initial_option: option('Everything', 'everything'),
      placeholder: plain('Type to search'),
    }),
    input('note', 'Note', { type: 'plain_text_input', multiline: true, placeholder: plain('Anything that helps') }, { optional: true }),
  ],
} as View;

export function homeView(budgets: string): View {
  return {
    type: 'home',
    blocks: [
      { type: 'header', text: plain('What OpenAI costs') },
      {
        type: 'section',
        fields: [
          { type: 'mrkdwn', text: '*Today so far*\n$12.10' },
          { type: 'mrkdwn', text: '*Month to date*\n$1,412.18' },
        ],
      },
      { type: 'divider' },
      {
        type: 'section',
        block_id: 'budgets',
        text: { type: 'mrkdwn', text: budgets },
        accessory: { type: 'button', action_id: 'edit', text: plain('Edit') },
      },
      { type: 'context', elements: [{ type: 'mrkdwn', text: 'Data through 22 Nov 09:07 UTC' }] },
    ],
  };
}
