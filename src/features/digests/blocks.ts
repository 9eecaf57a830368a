import type { ActionsBlock } from '@slack/types';
import { formatDayAndYear } from '#core/time/format-day.ts';
import { button, maxValueLength } from '#show/blocks/buttons.ts';
import { type Message, type UploadedPicture, words } from '#show/blocks/message.ts';
import { channelLink, context, header, inMrkdwn, mrkdwnSection, section } from '#show/blocks/text-blocks.ts';
import { mrkdwnName } from '#show/escape.ts';
import { formatDifference, formatUsd } from '#show/format-figures.ts';
import { shorten } from '#show/shorten.ts';
import { chartPart } from '../answers/blocks.ts';
import { maxTitleLength } from '../answers/native-chart.ts';
import { questionText, questionTextFor } from '../answers/question-text.ts';
import { listMessage, stateButtons } from '../setup/blocks.ts';
import { doneWords } from '../setup/words.ts';
import { whyQuestion } from '../verdict/why-question.ts';
import { type DigestDetail, digestDetails } from './digest-details.ts';
import { digestNotes } from './digest-notes.ts';
import type { DigestCorrectionView, DigestsView, DigestView } from './view.ts';
import { withShortModels } from './with-short-models.ts';
import { digestHeadline, digestLine, digestSummary, digestsHowTo, noDigests, shortHeadline } from './words.ts';

/** A digest: subject and amount, the verdict, budgets, the picture, what it is made of and what moved. Without a picture, Slack's own chart with its title and days. */
export function digestMessage(asked: DigestView, picture: UploadedPicture | null): Message {
  const view = withShortModels(asked);
  const summary = digestSummary(view);
  const details = digestDetails(view);
  const buttons = digestButtons(view);
  return {
    text: inMrkdwn([digestHeadline(view), ...summary, ...details.map(({ title, items }) => `${title}: ${items.join(' · ')}`)]),
    parts: [
      words(header(digestHeadline(view))),
      words(section(summary.join('\n'))),
      ...chartPart(view.chart, picture, shortHeadline(view, maxTitleLength)),
      ...(details.length === 0 ? [] : [words(mrkdwnSection(details.map(detailLine)))]),
      words(context(digestNotes(view))),
      ...(buttons === null ? [] : [words(buttons)]),
    ],
  };
}

function detailLine({ title, items }: DigestDetail): string {
  return `*${title}*  ${items.map(mrkdwnName).join(' · ')}`;
}

function digestButtons({ models, moversSince }: DigestView): ActionsBlock | null {
  const { query } = models;
  const all = { ...query, top: null };
  const elements = [
    button(
      'ask:why',
      'Why?',
      moversSince === null ? `why ${questionText({ ...all, by: [] })}` : whyQuestion(query.period, moversSince, query.filters),
    ),
    button('ask:by-model', 'By model', questionText({ ...all, by: ['model'] })),
    button('ask:by-project', 'By project', questionText({ ...all, by: ['project'] })),
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
export function digestsMessage({ done, digests, mayChange, changes }: DigestsView): Message {
  return listMessage({
    noun: 'digest',
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
    changes,
  });
}
