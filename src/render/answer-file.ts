import { lastDay } from '#core/time/period.ts';
import type { TextFile } from '#delivery/slack/upload.ts';
import type { View } from '../ask/view.ts';
import { answerCsv } from './csv.ts';
import { answerJson } from './json.ts';

/** The answer as the file that was asked for, `as csv` or `as json`; null for every other view. */
export function answerFile(view: View): TextFile | null {
  if (view.kind !== 'answer') return null;
  const { form, metric, period } = view.query;
  const about = view.readAs;
  const name = `${metric}-${period.from}-to-${lastDay(period)}.${form}`;
  if (form === 'csv') return { name, text: answerCsv(view), about };
  return form === 'json' ? { name, text: `${JSON.stringify(answerJson(view), null, 2)}\n`, about } : null;
}
