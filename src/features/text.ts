import { oneLine, withoutControls } from '#show/escape.ts';
import type { FailureView, ProblemView } from '#show/plain-views.ts';
import { drawTable } from '#show/text-table.ts';
import { alertsText, alertText, budgetsText } from './alerts/text.ts';
import { answerTable } from './answers/answer-table.ts';
import { changeSentence, headline, todaySentence } from './answers/headline.ts';
import { answerNotes } from './answers/notes.ts';
import type { AnswerView } from './answers/view.ts';
import { budgetSummary } from './budgets/words.ts';
import { checkTable } from './check/check-table.ts';
import type { CheckView } from './check/view.ts';
import { checkNotes, checkSections, checkVerdict } from './check/words.ts';
import { digestsText, digestText } from './digests/words.ts';
import { forecastText } from './forecast/words.ts';
import type { HelpView } from './help/view.ts';
import type { OverviewView } from './overview/view.ts';
import { overviewFigures, overviewNotes } from './overview/words.ts';
import { priceBookText, pricesText } from './prices/text.ts';
import { settingsText } from './settings/words.ts';
import type { StatusView } from './status/view.ts';
import { statusSections } from './status/words.ts';
import type { View } from './views.ts';
import { whyText } from './why/words.ts';

/** Any view as text for a terminal, without colours, ending without a line break. No name can move the cursor or hide text. */
export function terminalText(view: View): string {
  return linesOf(view).join('\n').split('\n').map(withoutControls).join('\n');
}

function linesOf(view: View): string[] {
  switch (view.kind) {
    case 'answer':
      return answerText(view);
    case 'problem':
      return problemText(view);
    case 'overview':
      return overviewText(view);
    case 'status':
      return statusText(view);
    case 'help':
      return helpText(view);
    case 'failure':
      return failureText(view);
    case 'prices':
      return pricesText(view);
    case 'price book':
      return priceBookText(view);
    case 'settings':
      return settingsText(view);
    case 'alert':
      return alertText(view);
    case 'budgets':
      return budgetsText(view);
    case 'alerts':
      return alertsText(view);
    case 'digest':
      return digestText(view);
    case 'digests':
      return digestsText(view);
    case 'check':
      return checkText(view);
    case 'forecast':
      return forecastText(view);
    case 'why':
      return whyText(view);
  }
}

function answerText(view: AnswerView): string[] {
  const table = answerTable(view, Number.POSITIVE_INFINITY, 60);
  const today = todaySentence(view);
  return [
    `${headline(view)}  ${changeSentence(view)}`,
    ...(today === null ? [] : [today]),
    ...(table === null ? [] : [drawTable(table.columns, table.rows)]),
    ...answerNotes(view),
  ];
}

function problemText({ problem, suggestion, choices }: ProblemView): string[] {
  return [problem, ...(suggestion === null ? [] : [`Try: ${suggestion}`]), ...choices.map(choice => `- ${choice}`)];
}

function overviewText(view: OverviewView): string[] {
  const columns = ['', 'Cost', ''].map((title, index) => ({ title, align: index === 1 ? ('right' as const) : ('left' as const) }));
  const rows = overviewFigures(view).map(({ title, cost, note }) => [title, cost, note]);
  return [drawTable(columns, rows), ...budgetSummary(view.budgets), ...overviewNotes(view)];
}

function statusText(view: StatusView): string[] {
  return statusSections(view).flatMap(({ title, lines }) => [title, ...lines.map(line => `  ${oneLine(line)}`)]);
}

function helpText({ examples }: HelpView): string[] {
  return examples.map(({ question, meaning }) => `${question}  ${meaning}`);
}

function failureText({ what, whatToDo }: FailureView): string[] {
  return [what, whatToDo];
}

function checkText(view: CheckView): string[] {
  const sections = checkSections(view).flatMap(({ title, lines }) =>
    title === '' ? lines.map(oneLine) : [oneLine(title), ...lines.map(line => `  ${oneLine(line)}`)],
  );
  const tables = (['model', 'day'] as const).flatMap(by => checkTable(view, by) ?? []);
  return [checkVerdict(view), ...sections, ...tables.map(({ columns, rows }) => drawTable(columns, rows)), ...checkNotes(view)];
}
