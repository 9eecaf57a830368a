/**
 * Names of models, projects, people and keys come from outside. Slack acts on some characters: `<!channel>` pings a
 * whole channel, `*x*` is bold, `:x:` is a picture. These functions make a name show as what it is and do nothing.
 */

/** Drawn by nobody, and it ends whatever Slack was about to recognise. */
const zeroWidthSpace = '\u200b';

/**
 * `name` for a place where Slack does not format: plain text, a table's cell, a chart. One line, without invisible
 * characters that reorder or break text; `<` is kept from starting a mention, should the text end up in mrkdwn after all.
 */
export function plainName(name: string): string {
  return oneLine(name).replaceAll('<', `<${zeroWidthSpace}`);
}

/**
 * `name` for mrkdwn, which is also what the top-level text of a message is. `&`, `<` and `>` become entities
 * (docs.slack.dev, "Formatting message text"); what would be formatting is kept apart.
 */
export function mrkdwnName(name: string): string {
  return oneLine(name)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace(/[*~`]/g, mark => `${mark}${zeroWidthSpace}`)
    .replace(/(?<!\w)_|_(?!\w)/g, `_${zeroWidthSpace}`)
    .replace(/:(?=[\w+'-]+:)/g, `:${zeroWidthSpace}`);
}

/** A line that is shown as it is, spaces too, for a fixed width; nothing in it starts a mention. */
export function verbatim(line: string): string {
  return withoutControls(line).replace(/<(?=[!@#]|https?:)/g, `<${zeroWidthSpace}`);
}

/** `text` on one line, with single spaces. */
export function oneLine(text: string): string {
  return withoutControls(text).replace(/ {2,}/g, ' ').trim();
}

/** `text` with a space for each character that ends a line, moves a cursor, changes the reading direction, or is half of one. */
export function withoutControls(text: string): string {
  return text.replace(/[\p{Cc}\p{Bidi_Control}\p{Zl}\p{Zp}\p{Cs}]/gu, ' ');
}
