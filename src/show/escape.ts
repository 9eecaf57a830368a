/**
 * Names of models, projects, people and keys come from outside, and Slack acts on some characters: `<!channel>` pings a
 * channel, `*x*` is bold, `:x:` an emoji. These functions make a name show as is and do nothing.
 */

/** Invisible, and ends whatever Slack was about to recognize. */
const zeroWidthSpace = '\u200b';

/**
 * `name` where Slack does not format: plain text, table cells, charts. One line, with no invisible characters that
 * reorder or break text. `<` cannot start a mention, in case the text ends up in mrkdwn.
 */
export function plainName(name: string): string {
  return oneLine(name).replaceAll('<', `<${zeroWidthSpace}`);
}

/** `name` for mrkdwn and the top-level text: `&`, `<`, `>` as entities (docs.slack.dev, "Formatting message text"), no formatting. */
export function mrkdwnName(name: string): string {
  return oneLine(name)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace(/[*~`]/g, mark => `${mark}${zeroWidthSpace}`)
    .replace(/(?<!\w)_|_(?!\w)/g, `_${zeroWidthSpace}`)
    .replace(/:(?=[\w+'-]+:)/g, `:${zeroWidthSpace}`);
}

/** A sentence for mrkdwn whose commands stand between backticks, which Slack then draws as code. Names in it are escaped. */
export function withCode(sentence: string): string {
  return sentence
    .split(/(`[^`\n]+`)/)
    .map((part, index) => (index % 2 === 0 ? mrkdwnBeside(part) : codeOf(part)))
    .join('');
}

/** As {@link mrkdwnName}, with the spaces that part it from code. */
function mrkdwnBeside(part: string): string {
  const [before = ''] = /^\s*/.exec(part) ?? [];
  const [after = ''] = part.trim() === '' ? [] : (/\s*$/.exec(part) ?? []);
  return `${before === '' ? '' : ' '}${mrkdwnName(part)}${after === '' ? '' : ' '}`;
}

/** Within code, Slack reads only entities. */
function codeOf(part: string): string {
  return `\`${oneLine(part.slice(1, -1)).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')}\``;
}

/** A line for fixed-width text, spaces kept. Nothing in it can start a mention. */
export function verbatim(line: string): string {
  return withoutControls(line).replace(/<(?=[!@#]|https?:)/g, `<${zeroWidthSpace}`);
}

/** `text` on one line with single spaces. */
export function oneLine(text: string): string {
  return withoutControls(text).replace(/ {2,}/g, ' ').trim();
}

/** `text` with spaces for characters that end a line, move the cursor, change direction, or are half of one. */
export function withoutControls(text: string): string {
  return text.replace(/[\p{Cc}\p{Bidi_Control}\p{Zl}\p{Zp}\p{Cs}]/gu, ' ');
}
