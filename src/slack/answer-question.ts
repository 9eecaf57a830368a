import type { AnswerView, ProblemView, View } from '../ask/view.ts';
import type { Attribute, Dimension } from '../core/query.ts';
import { questionText } from '../render/question-text.ts';
import type { Answers, Asker } from './answers.ts';

/** What to show `asker` for what they typed after `/spend`. Figures of single people and keys stay with those who may see them. */
export async function answerQuestion(answers: Answers, text: string, asker: Asker): Promise<View> {
  const model = pricesAskedFor(text);
  if (model !== undefined) return answers.prices(model);
  switch (text.trim().toLowerCase()) {
    case '':
      return answers.overview(asker);
    case 'help':
    case '?':
      return answers.help();
    case 'status':
      return answers.status();
    case 'check':
    case 'check by model':
      return answers.check();
    case 'check by day':
      return { ...(await answers.check()), table: 'day' };
    default: {
      const view = await answers.ask(text, asker);
      return view.kind === 'answer' && view.namesPeople && !asker.maySeePeople ? notForThem(view) : view;
    }
  }
}

/** The model of `prices MODEL`, null for `prices` alone; undefined for anything else. */
function pricesAskedFor(text: string): string | null | undefined {
  const asked = /^\s*prices?(?:\s+(?:of|for)(?=\s))?(?:\s+(.*?))?\s*$/is.exec(text);
  return asked ? asked[1]?.replace(/^[\x60'"“‘]+|[\x60'"”’]+$/g, '') || null : undefined;
}

const personal: readonly (Dimension | Attribute)[] = ['user', 'key'];

function notForThem({ query }: AnswerView): ProblemView {
  const by = query.by.filter(dimension => !personal.includes(dimension));
  const filters = query.filters.filter(({ dimension }) => !personal.includes(dimension));
  return {
    kind: 'problem',
    problem: 'Figures of single people and keys are for admins. Totals, and costs by model or project, are for everyone.',
    suggestion: questionText({ ...query, by: by.length > 0 ? by : ['model'], filters }),
    choices: [],
  };
}
