import type { Field, FormValues } from '#show/blocks/form.ts';

export const channelField: Field = {
  id: 'channel',
  label: 'Channel',
  hint: 'spendbot must be a member of it: /invite @spendbot',
  kind: 'channel',
  about: /channel/i,
};

export const scopeField: Field = {
  id: 'scope',
  label: 'Only for',
  hint: 'project Search · model gpt-4o · without batch. Empty is everything.',
  kind: 'text',
  isOptional: true,
  about: /scope|person|key/i,
};

export function channelWords({ channel: id = '' }: FormValues): string {
  return `<#${id}>`;
}

/** The scope as a command says it; one that excludes says `without batch` itself. */
export function scopeWords({ scope: text }: FormValues): string {
  if (text === undefined) return '';
  return /^\s*(?:for|only|on|without|except|excluding)\b/i.test(text) ? text : `for ${text}`;
}

/** An amount as a command says it, in dollars also where no currency was typed. */
export function dollarWords(amount = ''): string {
  return /^\s*[\d.,]+[km]?\s*$/i.test(amount) ? `$${amount.trim()}` : amount;
}
