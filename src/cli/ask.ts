import { readConfig } from '#app/config.ts';
import { type ExitCode, exitCodes } from '#app/exit.ts';
import type { Instant } from '#core/time/day.ts';
import type { AskParts } from '#data/figures/read-cells.ts';
import { ask } from '#features/answers/ask.ts';
import type { AnswerView } from '#features/answers/view.ts';
import type { ForecastView } from '#features/forecast/view.ts';
import type { OverviewView } from '#features/overview/view.ts';
import { scopeCommandOf } from '#features/scope-command.ts';
import { terminalText } from '#features/text.ts';
import type { WhyView } from '#features/why/view.ts';
import { detailsNote } from '#show/phrases.ts';
import type { ProblemView } from '#show/plain-views.ts';
import type { Command } from './command.ts';
import { jsonText } from './json-text.ts';
import { printProblem } from './print-problem.ts';
import { withDatabase } from './with-database.ts';

export interface AskOptions {
  readonly json?: true;
  readonly csv?: true;
  readonly chart?: string;
  readonly now?: Date;
}

type Answered = AnswerView | OverviewView | ForecastView | WhyView;

export async function askCommand(command: Command, text: string, options: AskOptions): Promise<ExitCode> {
  return withDatabase(command, ['settleDays'], async (database, { settleDays }) => {
    const view = await viewOf({ database, settleDays }, text, options.now ?? command.clock());
    if (view.kind === 'problem') return printProblem(command, view, options.json);
    if (options.chart !== undefined) {
      if (view.kind === 'overview' || view.kind === 'why') {
        const problem = 'There is no chart of this: ask a question.';
        return printProblem(command, { kind: 'problem', problem, suggestion: 'last 30d', choices: [] }, options.json);
      }
      await drawInto(command, view, options.chart);
    }
    // Figures alone, as CSV gives them, do not say what they lack.
    if (view.kind === 'answer' && view.detailsFrom !== undefined) await command.err.print(`${detailsNote(view.detailsFrom)}\n`);
    await command.out.print(`${await printed(view, options)}\n`);
    return exitCodes.done;
  });
}

/** What answers is imported when it is asked for: a plain question needs no forecast. */
async function viewOf(parts: AskParts, text: string, now: Instant): Promise<Answered | ProblemView> {
  const scoped = scopeCommandOf(text);
  if (scoped?.name === 'forecast') return (await import('#features/forecast/forecast.ts')).forecast(parts, scoped.rest, now);
  if (scoped?.name === 'why') return (await import('#features/why/why.ts')).why(parts, scoped.rest, now);
  if (text.trim() === '') return (await import('#features/overview/overview.ts')).overview(parts, now);
  return ask(parts, text, now);
}

async function drawInto(command: Command, view: AnswerView | ForecastView, file: string): Promise<void> {
  const [{ chartDrawer }, { chartOf }, { createLogger }, { writeOutputFile }] = await Promise.all([
    import('#show/charts/chart-drawer.ts'),
    import('#features/chart-of.ts'),
    import('#log.ts'),
    import('./write-output-file.ts'),
  ]);
  const { quickchartUrl, logLevel } = readConfig(await command.environment(), {}, ['quickchartUrl', 'logLevel']);
  const draw = chartDrawer(
    quickchartUrl,
    createLogger(logLevel, line => void command.err.stream.write(line)),
  );
  await writeOutputFile(file, await draw(chartOf(view)), '--chart');
}

async function printed(view: Answered, options: AskOptions): Promise<string> {
  const form = view.kind === 'answer' ? view.query.form : 'default';
  if (options.json || (form === 'json' && !options.csv)) return jsonText(await jsonOf(view));
  if ((options.csv || form === 'csv') && view.kind === 'answer')
    return (await import('#features/answers/answer-csv.ts')).answerCsv(view).trimEnd();
  return terminalText(view);
}

async function jsonOf(view: Answered): Promise<object> {
  switch (view.kind) {
    case 'answer':
      return (await import('#features/answers/json.ts')).answerJson(view);
    case 'overview':
      return (await import('#features/overview/json.ts')).overviewJson(view);
    case 'forecast':
      return (await import('#features/forecast/json.ts')).forecastJson(view);
    case 'why':
      return (await import('#features/why/json.ts')).whyJson(view);
  }
}
