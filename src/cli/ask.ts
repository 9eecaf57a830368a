import { writeFile } from 'node:fs/promises';
import { type ExitCode, exitCodes } from '#app/exit.ts';
import { answerTyped, type Outcome } from '#features/answer-typed.ts';
import type { Chart } from '#features/feature.ts';
import { detailsNote } from '#show/phrases.ts';
import { type ProblemView, problemJson, problemText, problemView } from '#show/plain-views.ts';
import { terminalText } from '#show/terminal-text.ts';
import { atCommandLine, namesChannel, withChannels } from './at-command-line.ts';
import type { Command } from './command.ts';
import { jsonText, OutputError } from './output.ts';

export interface AskOptions {
  readonly json?: true;
  readonly csv?: true;
  readonly chart?: string;
  readonly now?: Date;
  readonly as?: string;
}

const channelsHere = 'On the command line a #channel is found where SLACK_BOT_TOKEN is set, among those that spendbot is a member of.';

/** Answers like `/spend`. The person at the command line may see and change everything. */
export async function askCommand(command: Command, text: string, options: AskOptions): Promise<ExitCode> {
  return atCommandLine(command, options.as ?? null, async (parts, asker) => {
    const asked = await withChannels(command, text);
    const outcome = await answerTyped(parts, asked, asker, options.now ?? command.clock());
    if (outcome.problem !== null) {
      const code = await printProblem(command, outcome.problem, options.json);
      if (namesChannel(asked)) await command.err.print(`${channelsHere}\n`);
      return code;
    }
    const lacking = lackedBy(outcome, options);
    if (lacking !== null)
      return printProblem(
        command,
        problemView(`There is no ${lacking} of this: ask a question.`, { suggestion: 'last 30d' }),
        options.json,
      );
    const chart = outcome.chart();
    if (options.chart !== undefined && chart !== null) await drawInto(command, chart, options.chart);
    // Bare figures, as in CSV, do not say what they lack.
    if (outcome.view.detailsFrom !== undefined) await command.err.print(`${detailsNote(outcome.view.detailsFrom)}\n`);
    await command.out.print(`${printed(outcome, options)}\n`);
    return exitCodes.done;
  });
}

function lackedBy(outcome: Outcome, options: AskOptions): 'chart' | 'CSV' | null {
  if (options.chart !== undefined && outcome.chart() === null) return 'chart';
  return options.csv && !options.json && outcome.csv() === null ? 'CSV' : null;
}

async function drawInto(command: Command, { config }: Chart, file: string): Promise<void> {
  const [{ readConfig }, { chartDrawer }, { createLogger }] = await Promise.all([
    import('#app/config.ts'),
    import('#show/charts/chart-drawer.ts'),
    import('#log.ts'),
  ]);
  const { quickchartUrl, logLevel } = readConfig(await command.environment(), {}, ['quickchartUrl', 'logLevel']);
  const draw = chartDrawer(
    quickchartUrl,
    createLogger(logLevel, line => void command.err.stream.write(line)),
  );
  await writeFile(file, await draw(config)).catch(error => {
    throw new OutputError(`--chart ${file}`, error);
  });
}

/** The output that an option asks for, or the question itself: `by model as csv`. */
function printed(outcome: Outcome, { json, csv }: AskOptions): string {
  if (json) return jsonText(outcome.json());
  const text = csv ? outcome.csv() : outcome.file()?.text;
  return text?.trimEnd() ?? terminalText(outcome.text());
}

/** Prints a problem: as text on standard error, or as JSON on standard output. */
async function printProblem({ out, err }: Command, view: ProblemView, isJson = false): Promise<ExitCode> {
  if (isJson) await out.print(`${jsonText(problemJson(view))}\n`);
  else await err.print(`${terminalText(problemText(view))}\n`);
  return exitCodes.usage;
}
