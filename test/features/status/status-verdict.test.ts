import { describe, expect, it } from 'vitest';
import { statusMessage } from '#features/status/blocks.ts';
import { statusVerdict } from '#features/status/status-verdict.ts';
import { statusText } from '#features/status/text.ts';
import type { SourceStatus, StatusView } from '#features/status/view.ts';
import { statusSections } from '#features/status/words.ts';
import { terminalText } from '#show/terminal/terminal-text.ts';

const well: SourceStatus = {
  ...{ id: 'admin', kind: 'admin', organization: { id: 'org-acme', name: 'Acme' }, progress: null },
  ...{ firstDay: '2026-07-27', lastDay: '2026-11-24', collectedDays: 121, lastCollectedAt: '2026-11-24T15:53:00Z' },
  ...{ stoppedBecause: null, failures: [], unknownDays: [], leftOut: [] },
};
const prices = { day: '2026-11-30', days: 0, isOld: false };
const failure = { days: ['2026-11-20', '2026-11-21'], endpoints: ['completions', 'costs/user'], reason: 'HTTP 500' };
const stopped = 'OpenAI does not let OPENAI_ADMIN_KEY read GET organization/costs (403). Create or edit an admin key.';
const stale = { source: null, lastReadAt: '2026-11-24T15:53:00Z', minutesAgo: 300, isStopped: false, status: null };
const message = { key: 'alert:1', channelId: 'C0MLCOSTS', failure: null, createdAt: '2026-11-24T15:53:00Z' };
const job = { job: 'digest', slot: '1', failure: 'x', failedTries: 1, nextTryAt: '2026-11-24T16:00:00Z' };
const state = (sources: readonly SourceStatus[], over: Partial<StatusView> = {}): StatusView => ({
  ...{ kind: 'status', sources, sending: { failedJobs: [], unsent: [] }, prices },
  ...over,
});

describe('the status', () => {
  it.each<[string, StatusView]>([
    ['Everything through 24 Nov, 15:53 UTC is collected.', state([well])],
    // As far as the one furthest behind.
    ['Everything through 24 Nov, 15:40 UTC is collected.', state([well, { ...well, id: 'eu', lastCollectedAt: '2026-11-24T15:40:00Z' }])],
    ['No OpenAI key is configured, so nothing is collected.', state([])],
    [`Reading OpenAI has stopped: ${stopped}`, state([{ ...well, stoppedBecause: stopped }], { stale })],
    ['Reading source eu has stopped; why is below.', state([well, { ...well, id: 'eu', stoppedBecause: stopped }])],
    ['Not all is well: 2 days could not be read in full and will be tried again.', state([{ ...well, failures: [failure] }])],
    [
      'Not all is well: 1 job failed, 1 message may not be in Slack.',
      state([well], { sending: { failedJobs: [job], unsent: [{ ...message, state: 'refused' }] } }),
    ],
    // It may have been written this very second.
    [
      'Everything through 24 Nov, 15:53 UTC is collected.',
      state([well], { sending: { failedJobs: [], unsent: [{ ...message, state: 'waiting' }] } }),
    ],
    ['Not all is well: the price book is old.', state([well], { prices: { ...prices, isOld: true } })],
    ['OpenAI was last read 5 hours ago. Later use is missing.', state([well], { stale })],
    ['Collecting right now.', state([{ ...well, progress: { daysDone: 1, days: 90, requestsLeft: 7 } }])],
    ['Nothing was collected yet.', state([{ ...well, firstDay: null, lastDay: null, collectedDays: 0, lastCollectedAt: null }])],
  ])('begins with "%s"', (words, view) => {
    expect(statusVerdict(view).words).toBe(words);
    expect(terminalText(statusText(view)).split('\n')[0]).toBe(words);
    expect(statusMessage(view).text.split('\n')[0]).toBe(words);
    expect(JSON.stringify(statusMessage(view).parts[1])).toContain(words);
  });

  it('says nothing twice', () => {
    expect(statusSections(state([well]))[0]?.lines).toEqual(['121 days collected (27 Jul – 24 Nov)']);
    expect(statusSections(state([{ ...well, stoppedBecause: stopped }]))[0]?.lines).toEqual([
      '121 days collected (27 Jul – 24 Nov), last at 24 Nov, 15:53 UTC',
    ]);
    expect(statusSections(state([well, { ...well, id: 'eu', stoppedBecause: stopped }]))[1]?.lines[0]).toBe(`Stopped: ${stopped}`);
  });
});
