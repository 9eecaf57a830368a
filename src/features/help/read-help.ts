import { describeQuery } from '#core/query/describe-query.ts';
import { parseQuery } from '#core/query/parse-query.ts';
import type { ParseContext } from '../feature.ts';
import type { BriefView } from './help.ts';

/** Help on everything or on one feature, or a brief reply. */
export type HelpRequest = BriefView | { readonly topic: string | null };

const more = { label: 'What can I ask?', question: 'help' };
const byModel = { label: 'By model', question: 'by model last 7d' };

const briefs: ReadonlyMap<string, BriefView> = new Map([
  ['hi', { kind: 'brief', says: 'Hi! Ask me what OpenAI costs your team, for example by model last 7d.', questions: [byModel, more] }],
  ['bye', { kind: 'brief', says: 'Ask me any time.', questions: [more] }],
  ['thanks', { kind: 'brief', says: 'You’re welcome!', questions: [more] }],
]);

/** Parses the text after `help`: nothing, a feature's word, a question to explain, or what {@link greeting} found. Null for others. */
export function readHelp(rest: string, context: ParseContext): HelpRequest | null {
  if (/^[\s?]+$/.test(context.typed)) return briefs.get('hi') ?? null;
  const asked = rest.replace(/^(?:with|on|for|about)\s+(?:the\s+|a\s+)?/i, '');
  const about = asked.toLowerCase();
  if (about === '' || /^(?:(?:me|us|please|pls|out|menu|commands?)\s*)+$/.test(about)) return { topic: null };
  const topic = context.commands.find(command => [command, `${command}s`].includes(about) || command === `${about}s`);
  if (topic !== undefined) return { topic };
  return briefs.get(about) ?? explained(asked, context);
}

/** Says what `question` shows, and offers to ask it. */
function explained(question: string, context: ParseContext): BriefView | null {
  const read = parseQuery(question, context);
  if (!('query' in read)) return null;
  const shows = describeQuery(read.query, context.names);
  return { kind: 'brief', says: `“${question}” shows the ${shows}.`, questions: [{ label: 'Ask it', question }, more] };
}
