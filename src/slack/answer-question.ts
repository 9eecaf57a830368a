import { type ScopeCommand, scopeCommandOf } from '../ask/scope-command.ts';
import type { AnswerView, ProblemView, View } from '../ask/view.ts';
import type { Attribute, Dimension } from '../core/query.ts';
import { questionText } from '../render/question-text.ts';
import type { Answers, Asker } from './answers.ts';

/** What to show `asker` for what they typed after `/spend`. Figures of single people and keys stay with those who may see them. */
export async function answerQuestion(answers: Answers, text: string, asker: Asker): Promise<View> {
  const model = pricesAskedFor(text);
  if (model !== undefined) return answers.prices(model);
  const command = scopeCommandOf(text);
  if (command !== null) return scopedAnswer(answers, command, asker);
  switch (text.trim().toLowerCase()) {
    case '':
      return answers.overview(asker);
    case 'help':
    case '?':
      return answers.help();
    case 'status':
      return answers.status();
    case 'check':
      return answers.check();
    default: {
      const view = await answers.ask(text, asker);
      return view.kind === 'answer' && view.namesPeople && !asker.maySeePeople ? notForThem(view) : view;
    }
  }
}

/** A forecast or the causes of a change, about a person or key only for those who may see them. */
async function scopedAnswer(answers: Answers, { name, rest }: ScopeCommand, asker: Asker): Promise<View> {
  const view = await answers[name](rest);
  if (view.kind === 'problem' || !view.namesPeople || asker.maySeePeople) return view;
  return { kind: 'problem', problem: peopleAreForAdmins, suggestion: name, choices: [] };
}

/** The model of `prices MODEL`, null for `prices` alone; undefined for anything else. */
function pricesAskedFor(text: string): string | null | undefined {
  const asked = /^\s*prices?(?:\s+(?:of|for)(?=\s))?(?:\s+(.*?))?\s*$/is.exec(text);
  return asked ? asked[1]?.replace(/^[\x60'"“‘]+|[\x60'"”’]+$/g, '') || null : undefined;
}

const peopleAreForAdmins = 'Figures of single people and keys are for admins. Totals, and costs by model or project, are for everyone.';

const personal: readonly (Dimension | Attribute)[] = ['user', 'key'];

function notForThem({ query }: AnswerView): ProblemView {
  const by = query.by.filter(dimension => !personal.includes(dimension));
  const filters = query.filters.filter(({ dimension }) => !personal.includes(dimension));
  return {
    kind: 'problem',
    problem: peopleAreForAdmins,
    suggestion: questionText({ ...query, by: by.length > 0 ? by : ['model'], filters }),
    choices: [],
  };
}
