import type { ContextBlock, HeaderBlock, RichTextBlock, SectionBlock } from '@slack/types';
import { plainName, verbatim } from '../escape.ts';
import { shorten } from '../shorten.ts';

/**
 * Blocks of words. All are plain text without emoji names, so that nothing in a name from outside is formatted, linked or
 * pings anybody; the lengths are Slack's limits.
 */
export function header(text: string): HeaderBlock {
  return { type: 'header', text: plain(text, 150) };
}

export function section(text: string): SectionBlock {
  return { type: 'section', text: plain(text, 3000) };
}

/** Lines of mrkdwn, in which names are escaped already. */
export function mrkdwnSection(lines: readonly string[]): SectionBlock {
  return { type: 'section', text: { type: 'mrkdwn', text: shorten(lines.join('\n'), 3000) } };
}

/** Small print, a line each. Slack sets the elements of a context side by side, so lines share one as long as they fit. */
export function context(lines: readonly string[]): ContextBlock {
  const text = lines.join('\n');
  const elements = text.length <= 2000 ? [text] : [...lines.slice(0, 9), lines.slice(9).join(' · ')].filter(line => line !== '');
  return { type: 'context', elements: elements.map(line => plain(line, 2000)) };
}

/** Lines as they are, in a fixed width. What does not fit into `limit` characters is left out, whole lines at a time, and counted. */
export function preformatted(lines: readonly string[], limit = 8000): RichTextBlock {
  const kept: string[] = [];
  let length = 0;
  for (const line of lines.map(verbatim)) {
    length += line.length + 1;
    if (length > limit) break;
    kept.push(line);
  }
  const left = lines.length - kept.length;
  const text = [...kept, ...(left > 0 ? [`… ${left} more lines`] : [])].join('\n');
  return { type: 'rich_text', elements: [{ type: 'rich_text_preformatted', elements: [{ type: 'text', text: text || ' ' }] }] };
}

function plain(text: string, limit: number) {
  return { type: 'plain_text' as const, text: shorten(text.split('\n').map(plainName).join('\n'), limit) || '–', emoji: false };
}
