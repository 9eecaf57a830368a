import { button, maxValueLength } from '#show/blocks/buttons.ts';
import { type Message, type Part, picturePart, words } from '#show/blocks/message.ts';
import { context, header, inMrkdwn, section, sharedNote } from '#show/blocks/text-blocks.ts';
import type { Reader } from '../access/asker.ts';
import { forecastBlock } from './forecast-block.ts';
import type { ForecastView } from './view.ts';
import { forecastHeadline, forecastLines, forecastNotes } from './words.ts';

type ForecastMessageOptions = Pick<Reader, 'canShare' | 'picture' | 'sharedBy'>;

/** `/spend forecast`: the total, the band, and the error of past forecasts; a chart; buttons for other periods. */
export function forecastMessage(view: ForecastView, options: ForecastMessageOptions): Message {
  return {
    text: inMrkdwn([forecastHeadline(view), ...forecastLines(view)]),
    parts: [
      words(header(forecastHeadline(view))),
      words(section(forecastLines(view).join('\n'))),
      ...chartPart(view, options),
      words(context(forecastNotes(view))),
      ...(options.sharedBy === undefined ? [] : [sharedNote(options.sharedBy)]),
      ...buttonsOf(view, options),
    ],
  };
}

function chartPart(view: ForecastView, { picture }: ForecastMessageOptions): Part[] {
  if (picture) return [picturePart(picture)];
  const chart = forecastBlock(view);
  return chart === null ? [] : [{ role: 'chart', block: chart }];
}

function buttonsOf({ unit, scope }: ForecastView, { canShare }: ForecastMessageOptions) {
  const others = (['week', 'month', 'quarter'] as const).filter(other => other !== unit);
  const elements = [
    ...others.map(other => button(`ask:forecast-${other}`, `This ${other}`, `forecast this ${other} ${scope}`.trim())),
    button('ask:by-model', 'By model', `by model this ${unit} ${scope}`.trim()),
    button('ask:why', 'Why?', `why this ${unit} ${scope}`.trim()),
    ...(canShare ? [button('share', 'Share in channel', `forecast this ${unit} ${scope}`.trim())] : []),
  ].filter(({ value }) => (value ?? '').length <= maxValueLength);
  return elements.length === 0 ? [] : [words({ type: 'actions' as const, elements })];
}
