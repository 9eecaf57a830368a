import type { Problem } from '#core/query/query.ts';
import type { Instant } from '#core/time/day.ts';
import { readNames } from '#data/ledger/stored-names.ts';
import { type ProblemView, problemView } from '#show/plain-views.ts';
import type { Asker } from '../access/asker.ts';
import { type AskedQuestion, answerQuestion, readQuestion } from '../answers/ask.ts';
import { answersFeature } from '../answers/feature.ts';
import type { AnswerView } from '../answers/view.ts';
import type { Feature, ParseContext, Parts } from '../feature.ts';

/** `me last 7d`: the asker's own usage, shown only to them. */
export const meFeature: Feature<AskedQuestion, AnswerView> = {
  ...answersFeature,
  help: () => [{ question: 'me', meaning: 'your own usage, visible only to you' }],
  mayAsk: async ({ isPublic }) =>
    isPublic ? problemView('Your own figures are for you alone: ask with /spend, or write to spendbot directly.') : true,
  parse: readOwnQuestion,
  answer: answerOwn,
  mayRead: () => true,
};

/** Parses the text after `me` as a question. Suggestions start with `me`. */
function readOwnQuestion(text: string, context: ParseContext): AskedQuestion | Problem {
  const read = readQuestion(text, context);
  if (!('problem' in read)) return read;
  return { ...read, suggestion: read.suggestion && mine(read.suggestion), choices: read.choices.map(mine) };
}

/**
 * Answers a question for the asker's own usage alone, whatever else it names. Sums all of the asker's OpenAI ids: there
 * is one in each organization.
 */
async function answerOwn(parts: Parts, asked: AskedQuestion, asker: Asker, now: Instant): Promise<AnswerView | ProblemView> {
  const email = await asker.email();
  if (typeof email !== 'string') return email;
  const { users } = await readNames(parts.database);
  const own = users.filter(user => user.email?.trim().toLowerCase() === email.trim().toLowerCase()).map(({ id }) => id);
  if (own.length === 0)
    return problemView(`OpenAI knows nobody with the e-mail address ${asker.emailIs}, so spendbot has no figures of yours.`, {
      suggestion: 'by model last 7d',
    });
  const view = await answerQuestion(parts, asked, now, asker.within, [{ dimension: 'user', values: own, exclude: false }]);
  if (view.kind === 'problem') return { ...view, suggestion: view.suggestion && mine(view.suggestion), choices: view.choices.map(mine) };
  return { ...view, readAs: mine(view.readAs), namesPeople: true, within: { words: view.within?.words ?? '', isOwn: true } };
}

function mine(question: string): string {
  return `me ${question}`;
}
