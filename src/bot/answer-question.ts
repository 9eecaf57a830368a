import type { Attribute, Dimension } from '#core/usage/dimensions.ts';
import { isDirect } from '#delivery/slack/channels.ts';
import { questionText } from '#features/answers/question-text.ts';
import type { AnswerView } from '#features/answers/view.ts';
import { ownQuestion } from '#features/me/command.ts';
import { type ScopeCommand, scopeCommandOf } from '#features/scope-command.ts';
import { type SettingsCommand, settingsCommand } from '#features/settings/command.ts';
import type { View } from '#features/views.ts';
import { type ProblemView, problem } from '#show/plain-views.ts';
import type { Answers, Asker } from './context.ts';

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

/** Shows or changes the settings for `asker`, who must be an admin, and where nobody else reads. */
async function answerSettings(answers: Answers, command: SettingsCommand, asker: Asker): Promise<View> {
  if (asker.isPublic) return problem('Settings are not for a whole channel: ask with /spend, or write to spendbot directly.');
  if (!(await asker.mayChange())) return problem('Settings are for admins: the admins of the workspace, and whoever SPEND_ADMINS names.');
  switch (command.kind) {
    case 'show':
      return answers.settings();
    case 'scope':
      if (isDirect(command.channelId))
        return problem('A direct message shows what its one reader may see: only a channel can be bound to a scope.');
      return answers.scopeChannel({ channelId: command.channelId, scope: command.scope, by: asker.slackUserId });
    case 'not understood':
      return problem(
        '`settings` alone shows them; `settings scope this channel to project Search` binds a channel, `settings scope this channel clear` lets it go.',
        'settings',
      );
  }
}

/** What tells nothing of what was spent, and so nothing outside a channel's scope. */
const tellNoFigures: readonly View['kind'][] = ['problem', 'failure', 'help', 'status', 'prices', 'price book', 'settings'];

/**
 * `view`, unless the asker's channel is bound to a scope and the view is of more: whatever cannot be kept inside it is not shown
 * there at all.
 */
function stayInside(view: View, { within }: Pick<Asker, 'within'>): View | ProblemView {
  if (within.length === 0 || tellNoFigures.includes(view.kind) || isInside(view)) return within.length === 0 ? view : onlyDone(view);
  return problem(
    'This is about everything, and this channel shows only a part. Ask in another channel, or write to spendbot directly.',
    'by model last 7d',
  );
}

/** What an admin just set up or changed may be confirmed there; the others that are set up are not listed. */
function onlyDone(view: View): View {
  if (view.kind === 'budgets' && view.done !== null)
    return { ...view, budgets: view.budgets.filter(({ number }) => number === view.done?.number) };
  if (view.kind === 'alerts' && view.done !== null)
    return { ...view, rules: view.rules.filter(({ number }) => number === view.done?.number) };
  if (view.kind === 'digests' && view.done !== null)
    return { ...view, digests: view.digests.filter(({ number }) => number === view.done?.number) };
  return view;
}

function isInside(view: View): boolean {
  if (view.kind === 'budgets' || view.kind === 'alerts' || view.kind === 'digests') return view.done !== null;
  return 'within' in view && view.within !== undefined;
}
