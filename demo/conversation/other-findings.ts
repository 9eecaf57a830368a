import { addDays, firstOfMonth } from '#core/time/day.ts';
import type { Period } from '#core/time/period.ts';
import { daysInWords } from './days-in-words.ts';
import { type Finding, finding, isEqual, says } from './finding.ts';
import { showsUsd } from './shown-figure.ts';
import type { ShownMessage } from './shown-message.ts';
import type { TrueFigures } from './true-figures.ts';
import { amountOf, totalOf } from './true-table.ts';

/** The four figures of `/spend` alone. */
export function overviewFindings({ headline, lines, buttons }: ShownMessage, truth: TrueFigures): Finding[] {
  const { today } = truth;
  const tomorrow = addDays(today, 1);
  const periods: Record<string, Period> = {
    'Today so far': { from: today, to: tomorrow },
    Yesterday: { from: addDays(today, -1), to: today },
    'Last 7 days': { from: addDays(today, -7), to: today },
    'Month to date': { from: firstOfMonth(today), to: tomorrow },
  };
  return [
    isEqual('the headline', 'Spend', headline),
    ...Object.entries(periods).flatMap(([title, period]) => {
      const field = lines.find(line => line.startsWith(`${title}\n`)) ?? '';
      const amount = amountOf(totalOf(truth.rows({ period, by: 'nothing' })), 'cost');
      const came = /\*(.*?)\*/.exec(field)?.[1] ?? '';
      const days = daysInWords({ from: period.from, to: addDays(period.to, -1) });
      return [
        finding(title, showsUsd(came, amount), `$${(Number(amount) / 1e9).toFixed(4)}`, came),
        says(`the days of ${title}`, days, [field]),
      ];
    }),
    isEqual('the buttons', 'By model, By project, 7 days, 30 days', buttons.join(', ')),
  ];
}

/** Where everything is collected: how many days, which, and nothing that failed. */
export function statusFindings({ headline, lines }: ShownMessage, collected: Period & { readonly days: number }): Finding[] {
  const days = daysInWords({ from: collected.from, to: addDays(collected.to, -1) });
  return [
    isEqual('the headline', 'Status', headline),
    says('what is collected', `${collected.days} days collected (${days})`, lines),
    finding('no failure', !lines.some(line => /failed|stopped|not understood/i.test(line)), 'no word of a failure', lines.join(' / ')),
  ];
}

/** Questions, each with a button that asks it. */
export function helpFindings({ headline, lines, buttons }: ShownMessage): Finding[] {
  const questions = lines.filter(line => line.startsWith('/spend ') && line.includes('\n'));
  return [
    isEqual('the headline', 'What you can ask', headline),
    finding('the examples', questions.length >= 8, 'at least 8', String(questions.length)),
    isEqual('a button for each', questions.map(() => 'Ask').join(', '), buttons.join(', ')),
  ];
}

/** What was not understood or is not allowed: the words, and the button that helps on. */
export function problemFindings({ lines, buttons, table, chart }: ShownMessage, words: string, offered: string): Finding[] {
  return [
    says('the problem', words, lines),
    isEqual('what is offered', offered, buttons.join(', ')),
    finding('no figures', table === null && chart === null && !lines.join().includes('$'), 'words alone', lines.join(' / ')),
  ];
}
