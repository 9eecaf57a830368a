import type { Attribute, Dimension } from '#core/usage/dimensions.ts';
import { questionText } from '#features/answers/question-text.ts';
import type { AnswerView } from '#features/answers/view.ts';
import { ownQuestion } from '#features/me/command.ts';
import { settingsCommand } from '#features/settings/command.ts';
import type { View } from '#features/views.ts';
import { type ProblemView, problem } from '#show/plain-views.ts';
import { type ScopeCommand, scopeCommandOf } from '../ask/scope-command.ts';
import { answerSettings } from './answer-settings.ts';
import type { Answers, Asker } from './answers.ts';
import { stayInside } from './stay-inside.ts';

/**
 * What to show `asker` for what they typed after `/spend`. Figures of single people and keys stay with those who may see them, and
 * answers in a channel that is bound to a scope stay inside it.
 */
export async function answerQuestion(answers: Answers, text: string, asker: Asker): Promise<View> {
  return stayInside(await answered(answers, text, asker), asker);
}

async function answered(answers: Answers, text: string, asker: Asker): Promise<View> {
  const own = ownQuestion(text);
  if (own !== null)
    return asker.isPublic
      ? problem('Your own figures are for you alone: ask with /spend, or write to spendbot directly.')
      : answers.me(own, asker);
  const command = settingsCommand(text, asker.channelId);
  if (command !== null) return answerSettings(answers, command, asker);
  const managed = await answers.manage(text, asker);
  if (managed !== null) return managedFor(managed, asker);
  const model = pricesAskedFor(text);
  if (model !== undefined) return answers.prices(model, asker);
  const scoped = scopeCommandOf(text);
  if (scoped !== null) return scopedAnswer(answers, scoped, asker);
  switch (text.trim().toLowerCase()) {
    case '':
      return answers.overview(asker);
    case 'help':
    case '?':
      return answers.help(asker);
    case 'status':
      return answers.status();
    case 'check':
    case 'check by model':
      return answers.check(asker);
    case 'check by day':
      return { ...(await answers.check(asker)), table: 'day' };
    default: {
      const view = await answers.ask(text, asker);
      return view.kind === 'answer' && view.namesPeople && !asker.maySeePeople ? notForThem(view, asker) : view;
    }
  }
}

/** The last changes are for admins, who are not the only ones to read in a channel; neither is the preview of a single person's digest. */
function managedFor(view: View, asker: Asker): View {
  if (view.kind === 'digest' && view.models.namesPeople && !asker.maySeePeople) return problem(personalFigures(asker.isPublic), 'digest');
  return asker.isPublic && (view.kind === 'budgets' || view.kind === 'alerts') ? { ...view, changes: [] } : view;
}

/** A forecast or the causes of a change, about a person or key only for those who may see them. */
async function scopedAnswer(answers: Answers, { name, rest }: ScopeCommand, asker: Asker): Promise<View> {
  const view = await answers[name](rest, asker);
  if (view.kind === 'problem' || !view.namesPeople || asker.maySeePeople) return view;
  return problem(personalFigures(asker.isPublic), name);
}

/** The model of `prices MODEL`, null for `prices` alone; undefined for anything else. */
function pricesAskedFor(text: string): string | null | undefined {
  const asked = /^\s*prices?(?:\s+(?:of|for)(?=\s))?(?:\s+(.*?))?\s*$/is.exec(text);
  return asked ? asked[1]?.replace(/^[\x60'"“‘]+|[\x60'"”’]+$/g, '') || null : undefined;
}

function personalFigures(isPublic: boolean): string {
  const who = isPublic ? 'not for a whole channel' : 'for admins';
  return `Figures of single people and keys are ${who}. Totals, and costs by model or project, are for everyone.`;
}

const personal: readonly (Dimension | Attribute)[] = ['user', 'key'];

function notForThem({ query }: AnswerView, asker: Asker): ProblemView {
  const by = query.by.filter(dimension => !personal.includes(dimension));
  const filters = query.filters.filter(({ dimension }) => !personal.includes(dimension));
  const suggestion = questionText({ ...query, by: by.length > 0 ? by : ['model'], filters });
  return problem(personalFigures(asker.isPublic), suggestion);
}
