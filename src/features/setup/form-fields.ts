import { commandOf, readAmount, readHours } from '#core/query/command-words.ts';
import { isProblem } from '#core/query/query-problems.ts';
import type { QueryContext } from '#core/query/question-words.ts';
import { isDirect } from '#delivery/slack/channels.ts';
import type { Field, Filled, FormValues } from '#show/blocks/form.ts';
import { scopeText } from '../access/channel-scope.ts';
import type { OpenedForm } from './form.ts';
import { allShownHere, everything, keptScope } from './scope-menu.ts';

export const channelField: Field = {
  id: 'channel',
  label: 'Channel',
  hint: 'spendbot must be in the channel: /invite @spendbot',
  kind: 'channel',
  about: /channel/i,
};

/** Null if `text` is an amount that a command takes; otherwise what to write, such as `example`. */
export function amountProblem(text: string, example: string): string | null {
  const question = commandOf(dollarWords(text), nowhere);
  const read = isProblem(question) ? question : readAmount(question, 0, true);
  if (read !== null && isProblem(read)) return 'Write an amount from $0.01 to $10,000,000';
  return read === null || isProblem(question) || read.next < question.words.length ? `Write an amount, such as ${example}` : null;
}

/** The same for hours. */
export function hoursProblem(text: string): string | null {
  const question = commandOf(text, nowhere);
  const read = isProblem(question) ? null : readHours(question, 0);
  const isRead = read !== null && !isProblem(read) && !isProblem(question) && read.next === question.words.length;
  return isRead ? null : 'Write hours, from 1h to 720h, such as 6h';
}

/** An amount needs no names. */
const nowhere: QueryContext = { now: new Date(0), names: { models: [], users: [], projects: [], keys: [], sources: [] } };

/** `channelId` in {@link channelField}, if it is a channel that can be picked there; Slack picks the current one otherwise. */
export function filledChannel(channelId: string): Filled {
  return channelId === '' || isDirect(channelId) ? {} : { channel: channelId };
}

export const scopeField: Field = {
  id: 'scope',
  label: 'Only for',
  hint: 'Pick one, or type a mix: model gpt-4o in project Search',
  kind: 'menu',
  initial: everything,
  about: /scope|person|key/i,
};

export function channelWords({ channel: id = '' }: FormValues): string {
  return `<#${id}>`;
}

/** The scope as a command says it, which `without batch` does without `for`; empty where a command has nothing to say of it. */
export function scopeWords({ scope }: FormValues, { asker, number }: OpenedForm): string {
  if (scope === undefined || scope === keptScope) return '';
  if (scope === everything.value) return number === null ? '' : 'for everything';
  if (scope === allShownHere) return scopeText(asker.within);
  return /^\s*(?:for|only|on|without|except|excluding)\b/i.test(scope) ? scope : `for ${scope}`;
}

/** An amount as a command says it, in dollars also where no currency was typed. */
export function dollarWords(amount = ''): string {
  return /^\s*[\d.,]+[km]?\s*$/i.test(amount) ? `$${amount.trim()}` : amount;
}
