import { describe, expect, it } from 'vitest';
import { labelFaults, type Said, saidIn, wordFaults } from './word-faults.ts';

const faultsOf = (text: string, drawn: Said['drawn'] = 'plain') => wordFaults({ text, drawn }).map(fault => fault.split(':')[0]);

describe('wordFaults', () => {
  it.each([
    ['Set up by U0OLGA', 'a raw Slack id'],
    ['posted in C024BE7LR, paused', 'a raw Slack id'],
    ['Read through 2026-11-22T09:07:00Z', 'an ISO time'],
    ['next 2026-11-23 09:00', 'an ISO time'],
    ['through 09:07Z', 'an ISO time'],
    ['-$5.00 less', 'a hyphen as minus'],
    ['changed by -3.2%', 'a hyphen as minus'],
    ['(-12 requests)', 'a hyphen as minus'],
    ['3.2 % more', 'a space before %'],
    ['3.2\u00a0% more', 'a space before %'],
    ['alert message 6f58a1b2c3d4e5f6', 'an internal key'],
    ['0d9f1c1e-77aa-4c7e-8d9b-1f2e3d4c5b6a failed', 'an internal key'],
    ['digest:daily:C123:2026-11-21', 'an internal key'],
    ['costs undefined', 'a value without words'],
    ['$NaN', 'a value without words'],
    ['[object Object]', 'a value without words'],
    ['Run `spendbot check`', 'a literal backtick'],
  ])('finds what nobody should read in "%s"', (text, fault) => {
    expect(faultsOf(text)).toEqual([fault]);
  });

  it.each([
    'OpenAI cost, 23–29 Nov: $5,286.82, +24%, −$5.00 against gpt-4o-2024-08-06 and gpt-4.1-mini',
    '2026-11-22, 09:07 UTC · % of billed · last 7d · sk-admin-test · 1-15 Oct · Search-2',
    'Model C0 · 123456789012 tokens · defaced facades',
  ])('leaves words alone: %s', text => {
    expect(faultsOf(text)).toEqual([]);
  });

  it('takes links, mentions and code of mrkdwn for what Slack draws, and broken code for what it is', () => {
    expect(faultsOf('In <#C024BE7LR>, by <@U0OLGA>: `last 7d`', 'mrkdwn')).toEqual([]);
    expect(faultsOf('`\u200blast 7d`\u200b', 'mrkdwn')).toEqual(['a literal backtick']);
    expect(faultsOf('one ` alone', 'mrkdwn')).toEqual(['a literal backtick']);
    expect(faultsOf('In <#C024BE7LR>')).toEqual(['a raw Slack id']);
  });

  it('leaves JSON and CSV to programs, and backticks to terminals', () => {
    expect(faultsOf('{"costUsd":"-5.00","dataThrough":"2026-11-22T09:07:00Z"}', 'code')).toEqual([]);
    expect(faultsOf('undefined', 'code')).toEqual(['a value without words']);
    expect(faultsOf('Run `spendbot check`', 'terminal')).toEqual([]);
  });
});

describe('saidIn', () => {
  it('finds the texts of a message, its blocks and its pictures, but no value', () => {
    const button = { type: 'button', text: { type: 'plain_text', text: 'Why?' }, value: 'why 2026-11-22T09:07', action_id: 'ask:why' };
    const blocks = [
      { type: 'section', text: { type: 'mrkdwn', text: 'one' }, accessory: button },
      { type: 'image', alt_text: 'two', slack_file: { id: 'F0123' } },
      { type: 'rich_text', elements: [{ type: 'rich_text_preformatted', elements: [{ type: 'text', text: 'three' }] }] },
      { type: 'table', rows: [[{ type: 'raw_text', text: 'four' }]] },
    ];
    expect(saidIn({ text: 'zero', blocks })).toEqual([
      { text: 'zero', drawn: 'mrkdwn' },
      { text: 'one', drawn: 'mrkdwn' },
      { text: 'Why?', drawn: 'plain' },
      { text: 'two', drawn: 'plain' },
      { text: 'three', drawn: 'code' },
      { text: 'four', drawn: 'plain' },
    ]);
  });
});

describe('labelFaults', () => {
  const button = (text: string, action_id: string) => [{ type: 'actions', elements: [{ type: 'button', action_id, text: { text } }] }];

  it('finds a label over 30 characters, unless it is the question that the button asks', () => {
    expect(labelFaults(button('Daily digest here at nine every day', 'card:digest'))).toHaveLength(1);
    expect(labelFaults(button('x'.repeat(30), 'card:digest'))).toEqual([]);
    expect(labelFaults(button('cost for project "Document Intelligence"', 'ask:choice-1'))).toEqual([]);
  });
});
