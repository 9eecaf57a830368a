import type { Filter } from '#core/query/query.ts';
import type { Instant } from '#core/time/day.ts';
import type { AskParts } from '#data/figures/read-cells.ts';
import { readNames } from '#data/ledger/stored-names.ts';
import type { ProblemView } from '#show/plain-views.ts';
import { ask } from '../answers/ask.ts';
import type { AnswerView } from '../answers/view.ts';

/**
 * Answers `text` for the usage of the one person whose e-mail address is `email`, whatever else the text names. A person that
 * OpenAI knows by several ids, one in each organisation, is all of them.
 *
 * @param email null where Slack does not tell it.
 */
export async function me(
  parts: AskParts,
  text: string,
  email: string | null,
  now: Instant,
  within: readonly Filter[] = [],
): Promise<AnswerView | ProblemView> {
  if (email === null) return problem('Slack does not tell your e-mail address, so spendbot cannot say who you are in OpenAI.');
  const { users } = await readNames(parts.database);
  const own = users.filter(user => user.email?.trim().toLowerCase() === email.trim().toLowerCase()).map(({ id }) => id);
  if (own.length === 0) {
    return problem('OpenAI knows nobody with the e-mail address of your Slack account, so spendbot has no figures of yours.');
  }
  const view = await ask(parts, text, now, within, [{ dimension: 'user', values: own, exclude: false }]);
  if (view.kind === 'problem') return { ...view, suggestion: view.suggestion && `me ${view.suggestion}`, choices: view.choices.map(mine) };
  return { ...view, readAs: mine(view.readAs), namesPeople: true, within: { words: view.within?.words ?? '', isOwn: true } };
}

function mine(question: string): string {
  return `me ${question}`;
}

function problem(words: string): ProblemView {
  return { kind: 'problem', problem: words, suggestion: 'by model last 7d', choices: [] };
}
