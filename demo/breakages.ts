import type { Failure as OpenAiFailure } from './openai/failures.ts';
import type { Failure as SlackFailure } from './slack/failures.ts';

/** What can be broken on the demo's panel. */
export const openAiBreakages: readonly { id: string; label: string; failure: OpenAiFailure }[] = [
  { id: 'openai-500', label: 'It fails (500)', failure: { kind: '500' } },
  { id: 'openai-429', label: 'It refuses, too many requests (429)', failure: { kind: '429', retryAfter: 5 } },
  { id: 'openai-slow', label: 'It answers after 5 seconds', failure: { kind: 'slow', delayMs: 5_000 } },
  { id: 'openai-garbage', label: 'It answers garbage', failure: { kind: 'garbage' } },
];

const always = Number.POSITIVE_INFINITY;

export const slackBreakages: readonly { id: string; label: string; failure: SlackFailure }[] = [
  { id: 'slack-500', label: 'Every call fails (500)', failure: { method: '*', status: 500, times: always } },
  {
    id: 'slack-429',
    label: 'Posting is rate limited (429)',
    failure: { method: 'chat.postMessage', status: 429, retryAfterSeconds: 5, times: always },
  },
  {
    id: 'slack-upload',
    label: 'Pictures are refused',
    failure: { method: 'files.getUploadURLExternal', error: 'access_denied', times: always },
  },
];

export const chartBreakage = {
  id: 'slack-charts',
  label: 'Native charts are refused (an older workspace)',
  blockTypes: ['data_visualization'],
};
