import { describe, expect, it } from 'vitest';
import { incompleteSentence } from '#features/verdict/incomplete.ts';
import type { Staleness } from '#features/verdict/staleness.ts';

describe('days that OpenAI has not reported', () => {
  const stopped = { source: null, lastReadAt: '2026-11-28T15:53:00Z', minutesAgo: 3_000, isStopped: true };
  const because = ['OpenAI refuses the admin key (403)', 'An admin can fix it; /spend status says how'];
  it.each<[readonly string[], boolean, Staleness | undefined, string]>([
    [['2026-11-30'], true, undefined, 'Incomplete: OpenAI has not reported all of 30 Nov.'],
    [['2026-11-28', '2026-11-29', '2026-11-30'], true, undefined, 'Incomplete: OpenAI has not reported all of 28–30 Nov.'],
    [['2026-12-31', '2027-01-01'], true, undefined, 'Incomplete: OpenAI has not reported all of 31 Dec 2026 – 1 Jan 2027.'],
    [['2026-11-30'], false, undefined, 'Incomplete: OpenAI has reported nothing for 30 Nov yet.'],
    // Where reading is at fault, OpenAI is not.
    [
      ['2026-11-28'],
      true,
      { ...stopped, stopped: because },
      'Incomplete: OpenAI was last read 28 Nov, 15:53 UTC. Part of 28 Nov is missing: OpenAI refuses the admin key (403). An admin can fix it; /spend status says how.',
    ],
    // As stored before the cause was kept.
    [['2026-11-28'], true, stopped, 'Incomplete: OpenAI was last read 28 Nov, 15:53 UTC. Part of 28 Nov is missing: reading has stopped.'],
    [
      ['2026-11-30'],
      false,
      { ...stopped, source: 'eu', isStopped: false },
      'Incomplete: Source eu was last read 28 Nov, 15:53 UTC. All of 30 Nov is missing.',
    ],
  ])('%j, %s, %j', (days, isAnyKnown, stale, words) => {
    expect(incompleteSentence(days, isAnyKnown, stale)).toBe(words);
  });
});
