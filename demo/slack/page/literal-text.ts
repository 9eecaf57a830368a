/**
 * The drawing library parses Slack's formatting in every text, even plain text, and unescapes characters before it looks for
 * mentions: `&lt;!channel&gt;`, which Slack shows literally, would be drawn as a real `@channel`. So literal characters pass through
 * the library as ones it does not know (from Unicode's private use area), and are put back in the HTML.
 */
const standIns: readonly (readonly [character: string, standIn: string, html: string])[] = [
  ['*', '\uE100', '*'],
  ['_', '\uE101', '_'],
  ['~', '\uE102', '~'],
  ['`', '\uE103', '`'],
  ['<', '\uE104', '&lt;'],
  ['>', '\uE105', '&gt;'],
  ['&', '\uE106', '&amp;'],
];

/** Plain text: nothing in it is formatting. */
export function literal(text: string): string {
  return standIns.reduce((result, [character, standIn]) => result.replaceAll(character, standIn), text);
}

/** Mrkdwn text: only escaped characters are literal. */
export function escapedAsLiteral(mrkdwn: string): string {
  return mrkdwn.replaceAll('&lt;', literal('<')).replaceAll('&gt;', literal('>')).replaceAll('&amp;', literal('&'));
}

/** Drawn HTML with every character put back, escaped. */
export function withLiterals(html: string): string {
  return standIns.reduce((result, [, standIn, escaped]) => result.replaceAll(standIn, escaped), html);
}
