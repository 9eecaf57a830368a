/** `typed` with channels and people as people read them: Slack sends `<#C024BE7LR|random>` for what was typed as `#random`. */
export function readableMentions(typed: string): string {
  return withoutPeopleMentions(typed)
    .replace(/<#[A-Z0-9]+\|([^<>|]+)>/g, '#$1')
    .replace(/<#[A-Z0-9]+\|?>/g, 'that channel');
}

/** `typed` with `that person` for each mention of one: an answer that quotes it pings nobody. */
export function withoutPeopleMentions(typed: string): string {
  return typed.replace(/<@[A-Z0-9]+(?:\|[^<>]*)?>/g, 'that person');
}
