import type { NanoUsd } from '#core/money/nano-usd.ts';
import { mergeFilters } from '#core/query/assemble-query.ts';
import { readAmount, readHours } from '#core/query/command-words.ts';
import type { Filter, Problem } from '#core/query/query.ts';
import { inBackticks, isProblem, named, problem } from '#core/query/query-problems.ts';
import { excludingWords, includingWords, readAttributeWord } from '#core/query/query-vocabulary.ts';
import { type Question, type Read, textAt } from '#core/query/question-words.ts';
import { readFilters } from '#core/query/read-filters.ts';
import { type BudgetPeriod, budgetPeriods } from './budget.ts';
import { noTimeZone, readTimeOfDay, readTimeZone } from './time-settings.ts';

/** The settings of a budget, alert or digest, typed in any order; those not typed are left out. */
export interface Settings {
  readonly amountNanoUsd?: NanoUsd;
  readonly period?: BudgetPeriod;
  /** Whole percents, ascending, without duplicates. */
  readonly thresholds?: readonly number[];
  readonly hours?: number;
  readonly filters?: readonly Filter[];
  /** A Slack channel; null for the channel where the command is typed. */
  readonly channelId?: string | null;
  /** The time of day, in minutes since midnight in the time zone. */
  readonly minutes?: number;
  readonly timeZone?: string;
}

export type SettingName = keyof Settings;

/** Reads the words from `from` on as `allowed` settings. `unknown` is the index of the first word that fits none. */
export function readSettings(
  question: Question,
  from: number,
  allowed: readonly SettingName[],
): { settings: Settings } | { unknown: number } | Problem {
  let settings: Settings = {};
  let last: SettingName | null = null;
  let at = from;
  while (at < question.words.length) {
    const dueDay = allowed.includes('minutes') ? dueDayEnd(question, at) : at;
    if (dueDay > at) {
      at = dueDay;
      continue;
    }
    const unsaid = allowed.filter(name => !(name in settings));
    const read = readSetting(question, at, allowed, unsaid);
    if (read !== null && isProblem(read)) return read;
    if (read === null && (question.words[at]?.kind === 'comma' || skipped.has(textAt(question, at)))) {
      at += 1;
      continue;
    }
    if (read === null) return notRead(question, at, unsaid.includes('timeZone') && at > 1 ? last : 'other');
    const twice = allowed.find(name => name in read.value && name in settings);
    if (twice) return problem(`${named(question, at, read.next)}: only one ${settingNames[twice]} can be said.`);
    settings = { ...settings, ...read.value };
    last = allowed.find(name => name in read.value) ?? null;
    at = read.next;
  }
  return { settings };
}

/** After a time or a period, an unknown word was probably meant as a time zone. */
function notRead(question: Question, at: number, last: SettingName | 'other' | null): { unknown: number } | Problem {
  const unknown = introduces.has(textAt(question, at)) && at + 1 < question.words.length ? at + 1 : at;
  if (last !== null && last !== 'period' && last !== 'minutes') return { unknown };
  const zone = noTimeZone(question, at);
  return zone !== null && (last === 'minutes' || zone.suggestion !== null) ? zone : { unknown };
}

/** The index after `on Monday` or `on the 1st`, which add nothing to weekly and monthly; `at` when neither is there. */
function dueDayEnd(question: Question, at: number): number {
  const [on, first, second] = [0, 1, 2].map(offset => textAt(question, at + offset));
  if (on !== 'on') return at;
  if (first === 'monday' || first === 'mondays') return at + 2;
  return first === 'the' && (second === '1st' || second === 'first') ? at + 3 : at;
}

/** The words used in settings, for suggestions. */
export const settingWords: readonly string[] = [
  ...['per', 'each', 'every', 'warn', 'over', 'for', 'without', 'here', 'everything', 'hours'],
  ...budgetPeriods,
  ...['daily', 'weekly', 'monthly', 'quarterly'],
];

const settingNames: Readonly<Record<SettingName, string>> = {
  amountNanoUsd: 'amount',
  period: 'period',
  thresholds: 'list of percents',
  hours: 'number of hours',
  filters: 'scope',
  channelId: 'channel',
  minutes: 'time',
  timeZone: 'time zone',
};

const skipped = new Set(['of', 'the', 'and', 'over', 'above', 'at', 'than', 'more', 'after', 'is', 'to', 'please', 'budget', '-']);

/** Words that need the next one; when they fit nothing, the next word is the unknown one. */
const introduces = new Set(['per', 'each', 'every', 'in', 'into']);

function readSetting(question: Question, at: number, allowed: readonly SettingName[], unsaid: readonly SettingName[]): Read<Settings> {
  const readers: Readonly<Record<SettingName, () => Read<Settings>>> = {
    thresholds: () => valueAs(readThresholds(question, at), thresholds => ({ thresholds })),
    hours: () => valueAs(readHours(question, at), hours => ({ hours })),
    amountNanoUsd: () => valueAs(readAmount(question, at, true), amountNanoUsd => ({ amountNanoUsd })),
    period: () => valueAs(readUnit(question, at), period => ({ period })),
    channelId: () => valueAs(readChannel(question, at), channelId => ({ channelId })),
    minutes: () => valueAs(readTimeOfDay(question, at), minutes => ({ minutes })),
    timeZone: () => valueAs(readTimeZone(question, at), timeZone => ({ timeZone })),
    filters: () => valueAs(readScope(question, at, unsaid), filters => ({ filters })),
  };
  for (const name of readingOrder) {
    const read = allowed.includes(name) ? readers[name]() : null;
    if (read) return read;
  }
  return null;
}

const readingOrder = ['thresholds', 'hours', 'amountNanoUsd', 'period', 'channelId', 'minutes', 'timeZone', 'filters'] as const;

function valueAs<T>(read: Read<T>, settingsOf: (value: T) => Settings): Read<Settings> {
  return read === null || isProblem(read) ? read : { value: settingsOf(read.value), next: read.next };
}

/** `warn at 50, 80 and 100%`. */
function readThresholds(question: Question, at: number): Read<number[]> {
  if (!['warn', 'alert', 'notify', 'warning'].includes(textAt(question, at))) return null;
  let next = at + 1;
  while (['me', 'us', 'at', 'on', 'when'].includes(textAt(question, next))) next += 1;
  const percents: number[] = [];
  for (;;) {
    const match = /^(\d{1,4})%?$/.exec(textAt(question, next));
    if (!match) break;
    percents.push(Number(match[1]));
    next += textAt(question, next + 1) === '%' ? 2 : 1;
    const isMore = question.words[next]?.kind === 'comma' || ['and', '&'].includes(textAt(question, next));
    if (!isMore || !/^\d{1,4}%?$/.test(textAt(question, next + 1))) break;
    next += 1;
  }
  const said = named(question, at, Math.min(Math.max(next, at + 1) + (percents.length === 0 ? 1 : 0), question.words.length));
  if (percents.length === 0) return problem(`${said}: after it come whole percents, for example \`warn at 50, 80, 100\`.`);
  if (percents.some(percent => percent < 1 || percent > 1000)) return problem(`${said}: a threshold is from 1 to 1000 percent.`);
  if (percents.length > 10) return problem(`${said}: at most 10 thresholds.`);
  return { value: [...new Set(percents)].sort((a, b) => a - b), next };
}

/** `per month`, `each week`, `daily`, or the unit alone. */
function readUnit(question: Question, at: number): Read<BudgetPeriod> {
  const isIntroduced = ['per', 'a', 'an', 'each', 'every'].includes(textAt(question, at));
  const word = textAt(question, isIntroduced ? at + 1 : at);
  const unit = budgetPeriods.find(name => word === name || word === (name === 'day' ? 'daily' : `${name}ly`));
  if (unit) return { value: unit, next: at + (isIntroduced ? 2 : 1) };
  if (textAt(question, at) === 'per' && ['year', 'hour'].includes(word))
    return problem(`${named(question, at, at + 2)}: a budget is for a day, week, month or quarter.`);
  return null;
}

/** `in #ml-costs`, which Slack sends as `<#C123|ml-costs>`; `here`. */
function readChannel(question: Question, at: number): Read<string | null> {
  const channel = ['in', 'into', 'to'].includes(textAt(question, at)) ? at + 1 : at;
  const said = textAt(question, channel);
  if (said === 'here') return { value: null, next: channel + 1 };
  if (said === 'this' && textAt(question, channel + 1) === 'channel') return { value: null, next: channel + 2 };
  const value = question.words[channel]?.value ?? '';
  const id = /^<#([A-Z0-9]{1,30})(?:\|[^>]*)?>$/.exec(value)?.[1];
  if (id) return { value: id, next: channel + 1 };
  if (!value.startsWith('#') || value.length === 1) return null;
  return problem(
    `Slack did not say which channel ${inBackticks(value)} is: pick it from the list that opens when you type #, or say \`here\`.`,
  );
}

/** `for project Search`, `without batch`, `for everything`. Stops where another setting of `unsaid` begins, so that a name does not swallow it. */
function readScope(question: Question, at: number, unsaid: readonly SettingName[]): Read<Filter[]> {
  const introduced = includingWords.has(textAt(question, at)) ? at + 1 : at;
  if (['all', 'everything'].includes(textAt(question, introduced))) return { value: [], next: introduced + 1 };
  if (introduced === at && !excludingWords.has(textAt(question, at))) return null;
  const filters: NonNullable<Parameters<typeof mergeFilters>[0][number]['filters']>[number][] = [];
  const until = { ...question, words: question.words.slice(0, scopeEnd(question, at + 1, unsaid)) };
  let next = at;
  while (includingWords.has(textAt(until, next)) || excludingWords.has(textAt(until, next))) {
    const read = readFilters(until, next);
    if (read === null || isProblem(read)) return read;
    filters.push(...(read.value.filters ?? []));
    next = read.next;
  }
  if (filters.length > 0) return { value: mergeFilters([{ filters }]), next };
  return problem(`${named(question, at, until.words.length)}: a scope is made of projects, models, keys or people alone.`);
}

function scopeEnd(question: Question, name: number, unsaid: readonly SettingName[]): number {
  const ends = unsaid.filter(setting => ['thresholds', 'channelId', 'period', 'minutes', 'timeZone'].includes(setting));
  const isAmount = (at: number) => /^\$\d/.test(textAt(question, at)) || ['over', 'above'].includes(textAt(question, at));
  const begins = (at: number) =>
    readSetting(question, at, ends, []) !== null || dueDayEnd(question, at) > at || (unsaid.includes('amountNanoUsd') && isAmount(at));
  // The word after `project` is part of its name, even if it reads like a setting.
  const first = readAttributeWord(question, name)?.next ?? name;
  const end = question.words.findIndex((_, at) => at > first && begins(at));
  return end < 0 ? question.words.length : end;
}
