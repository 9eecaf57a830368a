import type { ParseContext } from '#core/query/parse-query.ts';
import { inBackticks, isProblem, named, problem } from '#core/query/problems.ts';
import type { Problem } from '#core/query/query.ts';
import { commandOf, notUnderstood, numberAt } from '#core/query/read-command.ts';
import { type Question, textAt } from '#core/query/words.ts';
import { type Budget, defaultThresholds } from '../setup/budget.ts';
import { readSettings, type SettingName, type Settings, settingWords } from '../setup/command-settings.ts';

/** What `/spend budget …` asks for. A channel of null is the one where it is said. */
export type BudgetCommand =
  | { readonly do: 'list' }
  | { readonly do: 'create'; readonly budget: Omit<Budget, 'channelId'> & { readonly channelId: string | null } }
  | { readonly do: 'change'; readonly number: number; readonly changes: Settings }
  | { readonly do: 'pause' | 'resume' | 'remove'; readonly number: number };

const allowed: readonly SettingName[] = ['amountNanoUsd', 'period', 'thresholds', 'filters', 'channelId'];
const verbs = ['list', 'change', 'pause', 'resume', 'remove'];
const example = 'budget $500 per month for project Search warn at 50,80,100 in #channel';

/**
 * Reads `budget …`: `budget $500 per month for project Search warn at 50,80,100 in <#C123|ml-costs>` with its clauses in
 * any order, `budget` alone, `budget change 2 to $700`, `budget pause 2`. Nothing that can be typed makes it throw.
 */
export function parseBudgetCommand(text: string, context: ParseContext): BudgetCommand | Problem {
  const question = commandOf(text, context);
  if (isProblem(question)) return question;
  const verb = textAt(question, 1);
  if (verb === '' && question.words.length <= 1) return { do: 'list' };
  if (['list', 'show', 'all'].includes(verb) && question.words.length === 2) return { do: 'list' };
  switch (verb) {
    case 'pause':
    case 'resume':
      return numbered(question, verb);
    case 'remove':
    case 'delete':
      return numbered(question, 'remove');
    case 'change':
    case 'edit':
      return change(question, text, context);
    default:
      return create(question, text, context);
  }
}

function numbered(question: Question, verb: 'pause' | 'resume' | 'remove'): BudgetCommand | Problem {
  const number = numberAt(question, 2);
  if (number === null || question.words.length > 3)
    return problem(`${named(question, 1, question.words.length)}: say which budget by its number, for example \`budget ${verb} 1\`.`);
  return { do: verb, number };
}

function change(question: Question, text: string, context: ParseContext): BudgetCommand | Problem {
  const number = numberAt(question, 2);
  if (number === null) return problem(`${inBackticks(text)}: say which budget by its number, for example \`budget change 1 to $700\`.`);
  const changes = settingsOf(question, 3, context);
  if (isProblem(changes)) return changes;
  if (Object.keys(changes).length === 0)
    return problem(`${inBackticks(text)}: say what becomes another, for example \`budget change ${number} to $700\`.`);
  return { do: 'change', number, changes };
}

function create(question: Question, text: string, context: ParseContext): BudgetCommand | Problem {
  const from = ['add', 'create', 'new', 'set'].includes(textAt(question, 1)) ? 2 : 1;
  const settings = settingsOf(question, from, context);
  if (isProblem(settings)) return settings;
  const { amountNanoUsd, period, thresholds = defaultThresholds, filters = [], channelId = null } = settings;
  if (amountNanoUsd === undefined) return problem(`A budget needs an amount, for example ${inBackticks(example)}.`);
  if (period === undefined)
    return problem('A budget is for a day, week, month or quarter: which one?', {
      choices: ['month', 'week', 'day', 'quarter'].map(unit => `${text.trim()} per ${unit}`),
    });
  return { do: 'create', budget: { amountNanoUsd, period, thresholds, filters, channelId } };
}

function settingsOf(question: Question, from: number, context: ParseContext): Settings | Problem {
  const read = readSettings(question, from, allowed);
  if (isProblem(read)) return read;
  if ('settings' in read) return read.settings;
  const isUnderstood = (text: string) => {
    const again = commandOf(text, context);
    return !isProblem(again) && 'settings' in readSettings(again, from, allowed);
  };
  const hint = `A budget is set up like this: ${inBackticks(example)}`;
  const known = read.unknown === 1 ? [...verbs, ...settingWords] : settingWords;
  return notUnderstood(question, read.unknown, known, text => isUnderstood(text) || isVerb(text, context), hint);
}

/** Whether a suggestion is `budget list` or the like, with what belongs to it. */
function isVerb(text: string, context: ParseContext): boolean {
  const question = commandOf(text, context);
  return !isProblem(question) && verbs.includes(textAt(question, 1)) && !isProblem(parseBudgetCommand(text, context));
}
