import { expect, test } from 'vitest';
import { pauseBeforeRetryMs, retryAfterMs } from '#collect/openai/http.ts';

const now = new Date('2026-11-22T12:00:00Z');
const most = () => 1;
const least = () => 0;

test.each([
  ['20', 20_000],
  ['0', 0],
  ['1.5', 1_500],
  ['Sun, 22 Nov 2026 12:01:30 GMT', 90_000],
  ['Sun, 22 Nov 2026 11:00:00 GMT', 0],
])('Retry-After: %s asks for %i ms', (header, ms) => {
  expect(retryAfterMs(header, now)).toBe(ms);
});

test.each([null, '', 'soon', '-5'])('Retry-After: %s asks for nothing', header => {
  expect(retryAfterMs(header, now)).toBeNull();
});

test('OpenAI is given the time that it asks for, also when that is minutes', () => {
  expect(pauseBeforeRetryMs(0, { kind: 'rate-limited', retryAfterMs: 90_000 }, most)).toBe(90_000);
  expect(pauseBeforeRetryMs(5, { kind: 'transient', retryAfterMs: 600_000 }, most)).toBe(600_000);
});

test('a run does not hang for longer than ten minutes because OpenAI asks for it', () => {
  expect(pauseBeforeRetryMs(0, { kind: 'rate-limited', retryAfterMs: 600_001 }, most)).toBeNull();
});

test('pauses grow, stay within a minute, and leave half to chance', () => {
  const pauses = [0, 1, 2, 3, 4, 5].map(retries => pauseBeforeRetryMs(retries, { kind: 'rate-limited', retryAfterMs: null }, most));
  expect(pauses).toEqual([2_000, 4_000, 8_000, 16_000, 32_000, 60_000]);
  expect(pauseBeforeRetryMs(1, { kind: 'transient', retryAfterMs: null }, most)).toBe(1_000);
  expect(pauseBeforeRetryMs(1, { kind: 'transient', retryAfterMs: null }, least)).toBe(500);
});

test('a Retry-After of nothing, or in the past, is not an invitation to hammer', () => {
  expect(pauseBeforeRetryMs(0, { kind: 'rate-limited', retryAfterMs: 0 }, least)).toBe(1_000);
});
