import type { Clause } from './clause.ts';
import { named, problem } from './query-problems.ts';
import { formWords } from './query-vocabulary.ts';
import { afterAll, type Question, type Read, textAt } from './question-words.ts';
import { readsAsName } from './read-known-name.ts';

/** `as chart`, `in csv`, `as a pie chart`, and on its own `csv`, `line chart`. `export` and `download` ask for CSV. */
export function readForm(question: Question, at: number): Read<Clause> {
  const text = textAt(question, at);
  if (text === 'as') return readAs(question, at);
  if (text === 'export' || text === 'download')
    return readsAsName(question, at) ? null : { value: { otherwise: { form: 'csv' } }, next: at + 1 };
  const start = ['in', 'to', 'into'].includes(text) ? afterArticle(question, at + 1) : at;
  const name = afterKind(question, start);
  const form = formWords.get(textAt(question, name));
  return form && !readsAsName(question, start) ? { value: { form }, next: name + 1 } : null;
}

function readAs(question: Question, at: number): Read<Clause> {
  const start = afterArticle(question, at + 1);
  const name = afterKind(question, start);
  const form = formWords.get(textAt(question, name));
  if (form) return { value: { form }, next: textAt(question, name + 1) === 'file' ? name + 2 : name + 1 };
  const next = Math.min(start + 1, question.words.length);
  return problem(`${named(question, at, next)}: an answer comes \`as chart\`, \`as table\`, \`as csv\` or \`as json\`.`);
}

function afterArticle(question: Question, at: number): number {
  return ['a', 'an'].includes(textAt(question, at)) ? at + 1 : at;
}

/** Skips the kind of a chart: each question has the one that fits it. */
function afterKind(question: Question, at: number): number {
  const next = afterAll(question, at, chartKinds);
  return formWords.get(textAt(question, next)) === 'chart' ? next : at;
}

const chartKinds: ReadonlySet<string> = new Set(['pie', 'bar', 'line', 'area', 'column', 'donut', 'stacked', 'nice']);
