import { daysBefore } from '../time/period.ts';
import { attributes, type Dimension, isTimeUnit } from '../usage/dimensions.ts';
import type { Clause } from './clause.ts';
import type { Filter, Problem, Query } from './query.ts';
import { named, problem, withReplaced } from './query-problems.ts';
import type { Question } from './question-words.ts';
import { sameDaysBefore } from './read-versus.ts';

export interface Said {
  readonly clause: Clause;
  readonly from: number;
  readonly next: number;
}

/** With more names, the description would be too long to read back in. */
const mostNames = 20;

/** The query, or words that contradict each other. Default: `cost` of the last 7 full days, unsplit, against the previous period. */
export function assembleQuery(question: Question, said: readonly Said[]): Query | Problem {
  const contradiction = findContradiction(question, said);
  if (contradiction) return contradiction;
  const all = said.map(one => one.clause);
  const by = splitOf(all);
  if (by.length > 2) return problem(`${by.map(name => `\`by ${name}\``).join(', ')}: at most two can be asked at once.`);
  const top = first(all, 'top') ?? null;
  if (top !== null && by.length === 0) return topOfWhat(question, top);
  const part = said.find(({ clause }) => clause.isPart);
  if (part && top !== null) return topOfPart(question, part);
  const filters = mergeFilters(all);
  const count = filters.reduce((sum, filter) => sum + filter.values.length, 0);
  if (count > mostNames) return problem(`${count} names are too many for one question: at most ${mostNames}, or a pattern with \`*\`.`);
  const period = first(all, 'period') ?? otherwise(all, 'period') ?? { ...daysBefore(question.today, 7), calendar: null };
  const versus = first(all, 'versus') ?? 'previous';
  const compared = versus === 'previous' ? null : 'unitBefore' in versus ? sameDaysBefore(period, versus.unitBefore) : versus;
  if (compared?.from === period.from && compared.to === period.to) return comparedWithItself(question, said);
  return {
    metric: first(all, 'metric') ?? 'cost',
    period,
    by,
    filters,
    top,
    versus: compared,
    form: first(all, 'form') ?? otherwise(all, 'form') ?? 'default',
  };
}

function splitOf(all: readonly Clause[]): Dimension[] {
  const by = [...new Set(all.flatMap(clause => clause.by ?? []))];
  const trend = otherwise(all, 'by');
  if (trend !== undefined && by.length < 2 && !by.some(isTimeUnit)) return [trend, ...by];
  return by.length === 0 && all.some(clause => clause.isPart) ? ['model'] : by;
}

function otherwise<Name extends keyof NonNullable<Clause['otherwise']>>(all: readonly Clause[], name: Name) {
  return all.find(clause => clause.otherwise?.[name] !== undefined)?.otherwise?.[name];
}

const single = ['metric', 'period', 'top', 'versus', 'form'] as const;
const singleNames = { metric: 'metric', period: 'period', top: 'number', versus: 'comparison', form: 'form' } as const;

function findContradiction(question: Question, said: readonly Said[]): Problem | null {
  for (const name of single) {
    const [one, ...others] = said.filter(({ clause }) => clause[name] !== undefined);
    const other = others.find(({ clause }) => JSON.stringify(clause[name]) !== JSON.stringify(one?.clause[name]));
    if (!one || !other) continue;
    const words = [one, other].map(({ from, next }) => named(question, from, next));
    return problem(`${words.join(' and ')}: only one ${singleNames[name]} can be asked at once.`);
  }
  return null;
}

function first<Name extends (typeof single)[number]>(all: readonly Clause[], name: Name): Clause[Name] | undefined {
  return all.find(clause => clause[name] !== undefined)?.[name];
}

function topOfWhat(question: Question, top: number): Problem {
  const ways: readonly Dimension[] = ['model', 'project', 'user'];
  return problem(`\`top ${top}\` of what?`, { choices: ways.map(way => `${question.typed.trim()} by ${way}`) });
}

/** The largest are the largest in all tokens, so they may not be in one kind of them. */
function topOfPart(question: Question, { from, next }: Said): Problem {
  return problem(`${named(question, from, next)}: the top are found by all tokens together.`, {
    suggestion: withReplaced(question, from, next, 'tokens'),
  });
}

/** `yesterday vs monday`, asked on a Tuesday. */
function comparedWithItself(question: Question, said: readonly Said[]): Problem {
  const { from, next } = said.find(({ clause }) => clause.versus !== undefined) ?? { from: 0, next: question.words.length };
  return problem(`${named(question, from, next)}: these are the same days.`, {
    suggestion: withReplaced(question, from, next, 'vs previous'),
  });
}

/** One filter per attribute and direction, in the order of {@link attributes}, includes before excludes. */
export function mergeFilters(all: readonly Clause[]): Filter[] {
  const named = all.flatMap(clause => clause.filters ?? []);
  return attributes.flatMap(dimension =>
    [false, true].flatMap(exclude => {
      const values = named.filter(one => one.dimension === dimension && one.exclude === exclude).map(one => one.value);
      return values.length > 0 ? [{ dimension, values: [...new Set(values)], exclude }] : [];
    }),
  );
}
