import type { ActionsBlock } from '@slack/types';
import { formatDayAndYear } from '#core/time/format-day.ts';
import { button, maxValueLength } from '#show/blocks/buttons.ts';
import { type Message, type UploadedPicture, words } from '#show/blocks/message.ts';
import { channelLink, context, header, inMrkdwn, section } from '#show/blocks/text-blocks.ts';
import { mrkdwnName } from '#show/escape.ts';
import { formatDifference, formatUsd } from '#show/format-figures.ts';
import { shorten } from '#show/shorten.ts';
import { chartPart } from '../answers/blocks.ts';
import { questionText, questionTextFor } from '../answers/question-text.ts';
import { listMessage, stateButtons } from '../setup/blocks.ts';
import { doneWords } from '../setup/words.ts';
import type { DigestCorrectionView, DigestsView, DigestView } from './view.ts';
import { digestColumns, digestHeadline, digestLine, digestNotes, digestSummary, digestsHowTo, digestTitle, noDigests } from './words.ts';

/** A digest: the total, whether to worry, the chart, who and what caused it, and follow-up buttons. Without an uploaded picture, Slack's own chart. */
export function digestMessage(view: DigestView, picture: UploadedPicture | null): Message {
  const summary = digestSummary(view);
  const columns = digestColumns(view);
  const buttons = digestButtons(view);
  return {
    text: inMrkdwn([digestHeadline(view), ...summary]),
    parts: [
      words(header(digestHeadline(view))),
      words(section(summary.join('\n'))),
      ...chartPart(view.chart, picture),
      ...(columns.length === 0 ? [] : [words({ type: 'section', fields: columns.map(fieldOf) })]),
      words(context([digestTitle(view), ...digestNotes(view)])),
      ...(buttons === null ? [] : [words(buttons)]),
    ],
  };
}

function fieldOf({ title, lines }: { title: string; lines: string[] }) {
  return { type: 'mrkdwn' as const, text: [`*${title}*`, ...lines.map(mrkdwnName)].join('\n') };
}

function digestButtons({ models }: DigestView): ActionsBlock | null {
  const { query } = models;
  const all = { ...query, top: null };
  const elements = [
    button('ask:by-model', 'By model', questionText({ ...all, by: ['model'] })),
    button('ask:by-project', 'By project', questionText({ ...all, by: ['project'] })),
    button('ask:why', 'Why?', `why ${questionText({ ...all, by: [] })}`),
    button('ask:7-days', '7 days', questionTextFor(all, 'last 7d')),
    button('ask:30-days', '30 days', questionTextFor(all, 'last 30d')),
  ].filter(({ value }) => (value ?? '').length <= maxValueLength);
  return elements.length === 0 ? null : { type: 'actions', elements };
}

const listedDays = 10;

/** A correction in a digest's thread: each day that changed, and the new total when the digest covers several days. */
export function digestCorrectionMessage(view: DigestCorrectionView): Message {
  const lines = correctionLines(view);
  return { text: inMrkdwn(lines), parts: [words(section(lines.join('\n')))] };
}

function correctionLines({ days, dayCount, totalBeforeNanoUsd, totalAfterNanoUsd }: DigestCorrectionView): string[] {
  const shown = days.slice(0, listedDays).map(({ day, before, after }) => {
    const basis = before.isEstimated && !after.isEstimated ? '; it was an estimate, now it is billed' : '';
    return `Correction: ${formatDayAndYear(day)} cost ${moved(before.costNanoUsd, after.costNanoUsd)}${basis}`;
  });
  const more = days.length - shown.length;
  return [
    ...shown,
    ...(more > 0 ? [`… and ${more} more days`] : []),
    ...(dayCount > 1 ? [`The ${dayCount} days together: ${moved(totalBeforeNanoUsd, totalAfterNanoUsd)}`] : []),
  ];
}

/** `$110.00, not $100.00 (+$10.00)`. */
function moved(before: bigint, after: bigint): string {
  return `${formatUsd(after)}, not ${formatUsd(before)} (${formatDifference(after - before)})`;
}

/** `/spend digest`: each digest, with buttons for readers who can change it. */
export function digestsMessage({ done, digests, mayChange }: DigestsView): Message {
  return listMessage({
    title: 'Digests',
    done: done === null ? null : doneWords(done, 'Digest'),
    listed: digests.map(digest => {
      const { number, isPaused, rhythm } = digest;
      const gone = `The channel gets no ${rhythm} digest any more.`;
      const state = { noun: 'digest', number, isPaused, gone, id: `digest-${number}` } as const;
      const preview = button(`ask:preview-digest-${number}`, 'Preview', `digest preview ${number}`);
      const line = digestLine({ ...digest, scope: mrkdwnName(shorten(digest.scope, 1000)) }, channelLink);
      return { lines: [line], buttons: [preview, ...(mayChange ? stateButtons(state) : [])] };
    }),
    none: noDigests,
    mayChange,
    howTo: digestsHowTo,
  });
}
