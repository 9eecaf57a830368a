import { expect, it } from 'vitest';
import { fieldProblems } from '../../../demo/slack/field-problems.ts';

const input = (element: object, more: object = {}) => ({ type: 'input', block_id: 'b', element: { action_id: 'a', ...element }, ...more });
const problem = (block: ReturnType<typeof input>, ...values: string[]) => fieldProblems([block], { b: { a: values } }).b ?? null;

it.each([
  ['an empty field', input({ type: 'plain_text_input' }), [], 'Please complete this required field.'],
  ['an empty field that is optional', input({ type: 'plain_text_input' }, { optional: true }), [], null],
  ['words for a number', input({ type: 'number_input' }), ['many'], 'Please enter a valid number.'],
  ['half a thing', input({ type: 'number_input' }), ['1.5'], 'Please enter a whole number.'],
  ['a decimal where it is allowed', input({ type: 'number_input', is_decimal_allowed: true }), ['1.5'], null],
  ['less than the least', input({ type: 'number_input', min_value: '1' }), ['0'], 'Enter at least 1.'],
  ['more than the most', input({ type: 'number_input', max_value: '9' }), ['10'], 'Enter at most 9.'],
  ['too short a text', input({ type: 'plain_text_input', min_length: 3 }), ['ab'], 'Enter at least 3 characters.'],
  ['no address', input({ type: 'email_text_input' }), ['alice'], 'Please enter a valid email address.'],
  ['no link', input({ type: 'url_text_input' }), ['acme'], 'Please enter a valid URL.'],
])('finds %s as Slack does', (_what, block, values, expected) => {
  expect(problem(block, ...values)).toBe(expected);
});

it('counts what a field starts with', () => {
  expect(fieldProblems([input({ type: 'timepicker', initial_time: '09:00' })], {})).toEqual({});
});
