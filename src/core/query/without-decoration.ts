import { knownAs } from './known-names.ts';
import { readDimensionWord, startsClause } from './query-vocabulary.ts';
import { type QueryContext, questionOf } from './question-words.ts';

/**
 * `typed` without what Slack adds: bold, italics, strikethrough, code, quotes, bullets, and a repeated `/spend` or `@spendbot`. Names in
 * double quotes stay as they are, and so does a `*` that is a wildcard.
 *
 * @param commands words that are keywords too: `*status*`.
 */
export function withoutDecoration(typed: string, context: QueryContext, commands: readonly string[]): string {
  if (!decoration.test(typed)) return typed;
  return typed
    .split(quotedPattern)
    .map((part, index) => (index % 2 === 0 ? plainPart(part, context, commands) : part))
    .join('')
    .trim();
}

const decoration = /[*_~`>•]|\/spend|@spendbot/i;
/** Splits off double quotes, kept by the group. */
const quotedPattern = /("[^"]*"|“[^”]*”)/;
const ownNamePattern = /(?<=^|\s)(?:\/spend|@spendbot)(?=[\s,:]|$)[\s,:]*/gi;
const linePattern = /^[ \t]*(?:>+|•)[ \t]*/gm;
/** Marks around words, as Slack sets them: beside a space or punctuation outside, and beside a character within. */
const markedPattern = /(?<![\p{L}\p{N}*_~])([_~])\1?(?=\S)([^_~\n]*[^\s_~])\1{1,2}(?![\p{L}\p{N}*_~])/gu;
const boldPattern = /(?<![\p{L}\p{N}*])\*{1,2}(?=[\p{L}\p{N}])([^*\n]*[^\s*])\*{1,2}(?![\p{L}\p{N}*])/gu;

function plainPart(part: string, context: QueryContext, commands: readonly string[]): string {
  return part
    .replaceAll('`', '')
    .replace(linePattern, '')
    .replace(ownNamePattern, '')
    .replace(markedPattern, '$2')
    .replace(boldPattern, (bold, words: string) => (isBold(words, context, commands) ? words : bold));
}

/** Whether the stars around `words` are bold type. Around one word that is none of ours, or around a list, they are wildcards. */
function isBold(words: string, context: QueryContext, commands: readonly string[]): boolean {
  if (/\s/.test(words)) return !listPattern.test(words);
  const question = questionOf(words, context);
  if (question.words.length !== 1) return true;
  const isOurs = startsClause(question, 0) || readDimensionWord(question, 0) !== null || commands.includes(words.toLowerCase());
  return isOurs || knownAs(context.names, words, null).some(({ dimension }) => dimension !== 'model');
}

/** `mini and gpt-4` within stars is `*mini and gpt-4*`: two patterns. */
const listPattern = /^\S+(?:\s*,\s*|\s+(?:and|or)\s+)(?:\S+(?:\s*,\s*|\s+(?:and|or)\s+))*\S+$/i;
