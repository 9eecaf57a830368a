import { addDays } from '#core/time/day.ts';
import { lastDay, type Period } from '#core/time/period.ts';
import { chartFindings } from './chart-findings.ts';
import { daysInWords } from './days-in-words.ts';
import { type Finding, finding, isEqual, says } from './finding.ts';
import { showsCount, showsPercent, showsUsd } from './shown-figure.ts';
import type { ShownMessage } from './shown-message.ts';
import { tableFindings } from './table-findings.ts';
import type { Asked, TrueFigures } from './true-figures.ts';
import { amountOf, type Metric, totalOf } from './true-table.ts';

/** A question, and all that can be said of its answer without the ledger. */
export interface Question extends Asked {
  readonly metric: Metric;
  /** How the bot must say that it read the question. */
  readonly readAs: string;
  readonly previous: Period;
  readonly top?: number;
  /** Whether whoever asks may see figures of single people. */
  readonly maySeePeople: boolean;
  /** Whether the message is for the whole channel, with a picture instead of Slack's own chart. */
  readonly isShared?: boolean;
}

/** Compares everything that an answer shows with the ledger. */
export function answerFindings(came: ShownMessage, question: Question, truth: TrueFigures): Finding[] {
  return [
    ...headlineFindings(came, question, truth),
    ...todayFindings(came, question, truth),
    ...noteFindings(came, question, truth),
    ...tableFindings(came.table, question, truth),
    ...(question.isShared ? [] : chartFindings(came.chart, question, truth)),
    isEqual('the buttons', expectedButtons(question).join(', '), came.buttons.join(', ')),
  ];
}

function headlineFindings({ headline, lines }: ShownMessage, question: Question, truth: TrueFigures): Finding[] {
  const { metric, previous } = question;
  const total = amountOf(totalOf(truth.rows(question)), metric);
  const before = amountOf(totalOf(truth.rows({ ...question, period: previous })), metric);
  const [, figure = '', unpriced, change] = /^(.*?)( \+ unpriced usage)?(?: \(([+−]?[\d.,]+ %)\))?$/.exec(headline ?? '') ?? [];
  const isUnpriced = metric === 'cost' && truth.lacksUnpriced(question);
  const days = daysInWords({ from: previous.from, to: lastDay(previous) });
  const percent = before === 0n ? null : (Number(total - before) / Math.abs(Number(before))) * 100;
  const sentence = lines[0]?.split('\n')[0] ?? '';
  const [, changeAgain, figureBefore = ''] =
    percent === null
      ? [null, undefined, sentence.replace(`${days}: `, '')]
      : (/^(.*?) against .* \((.*)\)$/.exec(sentence) ?? [null, undefined, '']);
  return [
    finding('the figure', shows(figure, total, metric), written(total, metric), figure),
    isEqual('what is said of unpriced usage', isUnpriced ? ' + unpriced usage' : '', unpriced ?? ''),
    says('the days before', days, [sentence]),
    finding('the figure before', shows(figureBefore, before, metric), written(before, metric), sentence),
    ...[change, changeAgain].map(shown =>
      finding(
        'the change',
        percent === null ? shown === undefined : showsPercent(shown ?? '', percent),
        percent === null ? 'none' : `${percent.toFixed(2)} %`,
        shown ?? 'none',
      ),
    ),
  ];
}

/** Today is said beside a period that ends yesterday, and only there. */
function todayFindings({ lines }: ShownMessage, question: Question, truth: TrueFigures): Finding[] {
  const { metric, period } = question;
  const shown = lines.flatMap(line => /^Today so far: (.*)$/m.exec(line)?.[1] ?? []);
  if (period.to !== truth.today) return [isEqual('today beside it', '', shown.join(' / '))];
  const today = { ...question, period: { from: truth.today, to: addDays(truth.today, 1) } };
  const [, figure = '', basis] = /^(.*?)(?: \((billed|estimated)\))?$/.exec(shown[0] ?? '') ?? [];
  const amount = amountOf(totalOf(truth.rows(today)), metric);
  const expectedBasis = truth.estimatedDays(today).length > 0 ? 'estimated' : 'billed';
  return [
    finding('today so far', shows(figure, amount, metric), written(amount, metric), shown.join(' / ') || 'nothing'),
    isEqual('what the cost of today is', metric === 'cost' ? expectedBasis : '', basis ?? ''),
  ];
}

function noteFindings({ lines }: ShownMessage, question: Question, truth: TrueFigures): Finding[] {
  const estimated = truth.estimatedDays(question);
  const [first = '', last = first] = [estimated[0], estimated.at(-1)];
  const allDays = (Date.parse(question.period.to) - Date.parse(question.period.from)) / 86_400_000;
  const basis =
    estimated.length === 0
      ? 'Billed: what OpenAI charges'
      : estimated.length === allDays
        ? 'Estimated: usage × price'
        : // The days that are not yet billed are the newest, in one run.
          `estimated for ${daysInWords({ from: first, to: last })}`;
  return [says('how it was read', `Read as: ${question.readAs}, UTC`, lines), says('where the cost comes from', basis, lines)];
}

/** Figures of single people are for nobody's channel, so they are not offered to one. */
function expectedButtons({ maySeePeople, isShared, by }: Question): string[] {
  const byUser = maySeePeople && !isShared ? ['By user'] : [];
  return ['By model', 'By project', ...byUser, '7 days', '30 days', ...(isShared || by === 'user' ? [] : ['Share in channel'])];
}

function shows(text: string, amount: bigint, metric: Metric): boolean {
  if (metric === 'cost') return showsUsd(text, amount);
  const suffix = ` ${metric}`;
  return text.endsWith(suffix) && showsCount(text.slice(0, -suffix.length), Number(amount));
}

function written(amount: bigint, metric: Metric): string {
  return metric === 'cost' ? `$${(Number(amount) / 1e9).toFixed(4)}` : `${amount} ${metric}`;
}
