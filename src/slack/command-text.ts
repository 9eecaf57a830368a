/**
 * The text of a command as the person typed it. With `should_escape` Slack sends `&`, `<` and `>` as entities, and what it takes for
 * a link or an address as `<mailto:a@example.com|a@example.com>`. Mentions, `<@U1|alice>` and `<#C1|general>`, are left for
 * the grammar (docs.slack.dev, "Slash commands").
 */
export function typedText(text: string): string {
  return text
    .replace(/<(?:https?|mailto):[^|<>]*\|([^<>]*)>/g, '$1')
    .replace(/<(?:mailto:)?(https?:[^|<>]*|[^|<>@#!]+@[^|<>]+)>/g, '$1')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
    .trim();
}
