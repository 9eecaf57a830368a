/**
 * The drawing library reads Slack's formatting in every text, also in plain ones, and turns escaped characters back before it
 * looks for mentions: `&lt;!channel&gt;`, which Slack shows as it stands, would be drawn as a real `@channel`. So what must be shown as it stands
 * goes through the library as characters it does not know (from Unicode's private use area) and becomes itself again in the HTML.
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

/** A plain text, of which nothing is formatting. */
export function literal(text: string): string {
  return standIns.reduce((result, [character, standIn]) => result.replaceAll(character, standIn), text);
}

/** A mrkdwn text: only what is escaped in it is shown as it stands. */
export function escapedAsLiteral(mrkdwn: string): string {
  return mrkdwn.replaceAll('&lt;', literal('<')).replaceAll('&gt;', literal('>')).replaceAll('&amp;', literal('&'));
}

/** Drawn HTML with every character put back, escaped. */
export function withLiterals(html: string): string {
  return standIns.reduce((result, [, standIn, escaped]) => result.replaceAll(standIn, escaped), html);
}
