import { writeFile } from 'node:fs/promises';
import { scopeCommandOf } from '../ask/scope-command.ts';
import type { AnswerView, OverviewView, ProblemView } from '../ask/view.ts';
import type { ForecastView } from '../ask/view-forecast.ts';
import type { WhyView } from '../ask/view-why.ts';
import { systemClock } from '../clock.ts';
import type { Instant } from '../core/day.ts';
import type { Engine } from '../engine.ts';
import { type ExitCode, exitCodes } from '../exit.ts';
import { answerCsv } from '../render/csv.ts';
import { detailsNote } from '../render/dropped-text.ts';
import { forecastJson } from '../render/forecast-json.ts';
import { answerJson, overviewJson, problemJson } from '../render/json.ts';
import { terminalText } from '../render/text.ts';
import { whyJson } from '../render/why-json.ts';
import { timeArgument } from './arguments.ts';
import type { AddCommand } from './command.ts';
import { withEngine } from './engine.ts';

interface AskOptions {
  readonly json?: true;
  readonly csv?: true;
  readonly chart?: string;
  readonly now?: Date;
}

export const addAskCommand: AddCommand = (program, finish) => {
  program
    .command('ask')
    .description('answer a question, as /spend does; without one, the overview')
    .argument('[text...]', 'for example: by model last 30d')
    .option('--json', 'print one JSON object')
    .option('--csv', 'print the groups as CSV')
    .option('--chart <file>', 'draw the chart into a PNG file')
    .option('--now <time>', 'answer as of this ISO time', timeArgument)
    .action(async (words: string[], options: AskOptions) => finish(await askCommand(words.join(' '), options)));
};

async function askCommand(text: string, options: AskOptions): Promise<ExitCode> {
  return withEngine({}, async engine => {
    const now = options.now ?? systemClock();
    const view = await viewOf(engine, text, now);
    if (view.kind === 'problem') return printProblem(view, options);
    if (options.chart !== undefined) {
      if (view.kind === 'overview' || view.kind === 'why')
        return printProblem(
          { kind: 'problem', problem: 'There is no chart of this: ask a question.', suggestion: 'last 30d', choices: [] },
          options,
        );
      await writeFile(options.chart, await engine.drawChart(view));
    }
    // Figures alone, as CSV gives them, do not say what they lack.
    if (view.kind === 'answer' && view.detailsFrom !== undefined) process.stderr.write(`${detailsNote(view.detailsFrom)}\n`);
    process.stdout.write(`${printed(view, options)}\n`);
    return exitCodes.done;
  });
}

async function viewOf(engine: Engine, text: string, now: Instant) {
  const command = scopeCommandOf(text);
  if (command !== null) return engine[command.name](command.rest, now);
  return text.trim() === '' ? engine.overview(now) : engine.ask(text, now);
}

type Printed = AnswerView | OverviewView | ForecastView | WhyView;

function printed(view: Printed, options: AskOptions): string {
  const form = view.kind === 'answer' ? view.query.form : 'default';
  if (options.json || (form === 'json' && !options.csv)) return jsonText(jsonOf(view));
  if ((options.csv || form === 'csv') && view.kind === 'answer') return answerCsv(view).trimEnd();
  return terminalText(view);
}

function jsonOf(view: Printed) {
  switch (view.kind) {
    case 'answer':
      return answerJson(view);
    case 'overview':
      return overviewJson(view);
    case 'forecast':
      return forecastJson(view);
    case 'why':
      return whyJson(view);
  }
}

function printProblem(view: ProblemView, options: AskOptions): ExitCode {
  if (options.json) process.stdout.write(`${jsonText(problemJson(view))}\n`);
  else process.stderr.write(`${terminalText(view)}\n`);
  return exitCodes.usage;
}

function jsonText(value: unknown): string {
  return JSON.stringify(value, null, 2);
}
