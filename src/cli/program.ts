import { Argument, Option, Command as Program } from 'commander';
import type { ExitCode } from '#app/exit.ts';
import { billedCuts } from '#core/usage/billed-row.ts';
import type { Rhythm } from '#features/digests/slot.ts';
import packageJson from '../../package.json' with { type: 'json' };
import { dayArgument, daysArgument, timeArgument, WrongUsage } from './arguments.ts';
import type { AskOptions } from './ask.ts';
import type { CheckArguments } from './check.ts';
import type { CollectArguments } from './collect.ts';
import type { Command } from './command.ts';
import type { Shell } from './completion/completion.ts';
import type { DigestArguments } from './digest.ts';
import { examples } from './examples.ts';
import type { ExportArguments } from './export.ts';
import type { MigrateArguments } from './migrate.ts';
import type { Output } from './output.ts';
import type { PricesUpdateArguments } from './prices.ts';
import type { RepriceArguments } from './reprice.ts';

const rhythms: readonly Rhythm[] = ['daily', 'weekly', 'monthly'];

/** Words of `ask` that are also commands. */
const questionCommands = [
  { word: 'status', description: 'what was collected, and what failed' },
  { word: 'forecast', description: 'what this month will have cost; forecast this quarter for project Search' },
  { word: 'why', description: 'what caused a change; why last week' },
  { word: 'me', description: 'your own usage: me last 7d --as you@example.com' },
  { word: 'budget', description: "budgets with their progress, and setting them up: budget '$500 per month in #ml-costs'" },
  { word: 'alerts', description: 'what is watched for, and setting it up' },
  { word: 'settings', description: 'who may see what, and what each channel shows' },
];

/** The names and options of all commands. A command's code is imported when it runs; `finish` gets its exit code if that may not be 0. */
export function createProgram(command: Command, finish: (code: ExitCode) => void): Program {
  const { out, err } = command;
  const ask = async (words: readonly string[], options: AskOptions) =>
    finish(await (await import('./ask.ts')).askCommand(command, words.join(' '), options));
  const program = new Program('spendbot')
    .description('What OpenAI costs your team.')
    .version(packageJson.version, '-V, --version', 'print the version')
    .helpCommand(false)
    .exitOverride()
    .configureOutput({
      writeOut: text => void out.stream.write(text),
      writeErr: text => void err.stream.write(text),
      getOutHelpWidth: () => out.stream.columns ?? 80,
      getErrHelpWidth: () => err.stream.columns ?? 80,
      // The output knows where colors are: without it, commander takes them out.
      getOutHasColors: () => true,
      getErrHasColors: () => true,
      // `run` prints the error that is thrown, as wide as the terminal is.
      outputError: () => undefined,
    })
    .configureHelp({
      styleTitle: text => out.painted('title', text),
      styleCommandText: text => out.painted('amount', text),
      styleSubcommandText: text => out.painted('bar', text),
      styleOptionText: text => out.painted('bar', text),
      styleArgumentText: text => out.painted('bar', text),
    });
  program
    .command('start')
    .description('run the bot: collect on schedule, answer in Slack')
    .action(async () => {
      (await import('#app/node-flags.ts')).keepYoungHeapSmall();
      const { start } = await import('#app/start.ts');
      finish(await start(await command.environment(), line => void err.stream.write(line)));
    });
  program
    .command('collect')
    .description('collect what is missing or may have changed, newest day first; goes on where it stopped')
    .option('--from <day>', 'the first day', dayArgument)
    .option('--to <day>', 'the last day, included; without it today', dayArgument)
    .option('--days <n>', 'today and the last n full days; without it BACKFILL_DAYS', daysArgument)
    .option('--source <id>', 'only this source')
    .action(async (options: CollectArguments) => finish(await (await import('./collect.ts')).collectCommand(command, options)));
  program
    .command('ask')
    .description('answer a question, as /spend does; without one, the overview')
    .argument('[text...]', 'for example: by model last 30d')
    .option('--json', 'print one JSON object')
    .option('--csv', 'print the groups as CSV')
    .option('--all', 'list every row, also on a terminal')
    .option('--chart <file>', 'draw the chart into a PNG file')
    .option('--now <time>', 'answer as of this ISO time', timeArgument)
    .option('--as <e-mail>', 'whose usage `me` is')
    .action((words: string[], options: AskOptions) => ask(words, options));
  for (const { word, description } of questionCommands) {
    program
      .command(`${word} [text...]`)
      .description(description)
      .option('--json', 'print one JSON object')
      .option('--as <e-mail>', 'whose usage `me` is')
      .action((words: string[], options: AskOptions) => ask([word, ...words], options));
  }
  program
    .command('check')
    .description('estimated against billed cost: each gap with its likely reason, and what could not be compared')
    .argument('[text...]', 'days in words, for example october')
    .option('--from <day>', 'the first day; without it the last 30 full days', dayArgument)
    .option('--to <day>', 'the last day, included; without it yesterday', dayArgument)
    .option('--changed-since <time>', 'also list the days whose figure moved since this ISO time', timeArgument)
    .option('--json', 'print one JSON object')
    .action(async (words: string[], { json, ...days }: CheckArguments) => {
      if (words.length === 0) return (await import('./check.ts')).checkCommand(command, { ...days, ...(json ? { json } : {}) });
      if (Object.keys(days).length > 0) throw new WrongUsage('Days in words go without --from, --to and --changed-since.');
      return ask(['check', ...words], json ? { json } : {});
    });
  program
    .command('price')
    .description('usage rows as JSON lines from standard input, costs as JSON lines to standard output')
    .action(async () => finish(await (await import('./price.ts')).priceCommand(command)));
  const prices = program
    .command('prices')
    .description('what a model costs today, with `history` on all days; without a model, what each model that was used costs')
    .argument('[model]', 'as OpenAI reports it, for example gpt-4o-2024-08-06')
    .addArgument(new Argument('[history]', 'the prices of all days, and where each was read').choices(['history']))
    .option('--json', 'print one JSON object')
    .helpCommand(false)
    .action((model = '', history = '', options: AskOptions) =>
      ask(['prices', model === '' || model === 'history' ? model : `"${model}"`, history], options),
    );
  prices
    .command('update')
    .description("newer prices, from a list in spendbot's format or LiteLLM's; kept whole or not at all")
    .argument('<list>', 'a file, or an https address')
    .option('--accept [models...]', 'also if a price becomes 0 or moves more than fivefold; MODEL: use its prices in place of the book’s')
    .option('--json', 'print one JSON object')
    // `prices` takes --json for its own, wherever it stands.
    .action(async (list: string, _options: PricesUpdateArguments, update: Program) =>
      finish(await (await import('./prices.ts')).pricesUpdateCommand(command, list, update.optsWithGlobals())),
    );
  program
    .command('reprice')
    .description('price stored usage anew with the prices of now, and say what changes by model and day')
    .requiredOption('--from <day>', 'the first day', dayArgument)
    .requiredOption('--to <day>', 'the last day, included', dayArgument)
    .option('--dry-run', 'only say what would change')
    .option('--json', 'print one JSON object')
    .action(async (options: RepriceArguments) => (await import('./reprice.ts')).repriceCommand(command, options));
  program
    .command('migrate')
    .description('bring the database to the schema of this version; every other command does so too')
    .option('--from <url>', 'copy everything from this database, for example file:data/spendbot.sqlite; goes on where it stopped')
    .option('--to <url>', 'into this one, which is empty; without it DATABASE_URL')
    .action(async (options: MigrateArguments) => (await import('./migrate.ts')).migrateCommand(command, options));
  program
    .command('export')
    .description('every usage row and billed amount, or every charge, of the days from --from to --to')
    .requiredOption('--from <day>', 'the first day', dayArgument)
    .requiredOption('--to <day>', 'the last day, included', dayArgument)
    .addOption(
      new Option('--format <format>', 'csv or json; focus is one row per charge, as FOCUS 1.2')
        .choices(['csv', 'json', 'focus'])
        .makeOptionMandatory(),
    )
    .addOption(new Option('--cut <cut>', 'billed amounts by project and key, or by user; without it by project').choices(billedCuts))
    .action(async (options: ExportArguments) => (await import('./export.ts')).exportCommand(command, options));
  program
    .command('digest')
    .description('post the digests of all channels that have one now, each once; with --dry-run print one for everything')
    .argument('<rhythm...>', 'daily, weekly or monthly; or what /spend digest takes: list, preview weekly')
    .option('--day <day>', 'a day of the period; without it the last full day, week or month', dayArgument)
    .option('--dry-run', 'print it, post nothing')
    .action(async (words: string[], options: DigestArguments) => {
      const rhythm = words.length === 1 ? rhythms.find(known => known === words[0]) : undefined;
      // A question sets digests up: what was to be tried only must not.
      if (rhythm === undefined && (options.dryRun || options.day !== undefined))
        throw new WrongUsage('--day and --dry-run go with daily, weekly or monthly alone.');
      if (rhythm === undefined) return ask(['digest', ...words], {});
      finish(await (await import('./digest.ts')).digestCommand(command, rhythm, options));
    });
  program
    .command('backup')
    .argument('<file>', 'where to write it; an older one is replaced')
    .description('copy the database to a file, also while spendbot runs')
    .action(async (file: string) => (await import('./backup.ts')).backupCommand(command, file));
  program
    .command('doctor')
    .description('check every key, scope, address and the database, and say what to do')
    .action(async () => finish(await (await import('./doctor.ts')).doctorCommand(command)));
  program
    .command('totals')
    .description('check that the totals, which answers are made of, equal the rows that they sum')
    .option('--rebuild', 'make them anew from the rows first; a day whose rows were dropped keeps its totals')
    .action(async ({ rebuild }: { rebuild?: true }) =>
      finish(await (await import('./totals.ts')).totalsCommand(command, rebuild === true)),
    );
  program
    .command('help [words...]')
    .description('what can be asked; help COMMAND: how a command is used')
    .action(async (words: string[]) => {
      const named = program.commands.find(known => known.name() === words[0]);
      if (named === undefined) return ask(['help', ...words], {});
      named.outputHelp();
    });
  program
    .command('completion')
    .description('what your shell needs to complete commands on Tab: source <(spendbot completion bash)')
    .addArgument(new Argument('<shell>', 'the shell').choices(['bash', 'zsh', 'fish']))
    .action(async (shell: Shell) => out.print(`${(await import('./completion/completion.ts')).completionScript(program, shell)}\n`));
  for (const named of [...program.commands, ...prices.commands]) addExamples(named, out);
  return program;
}

function addExamples(command: Program, out: Output): void {
  const path = command.parent?.parent ? `${command.parent.name()} ${command.name()}` : command.name();
  const lines = examples[path] ?? [];
  if (lines.length > 0)
    command.addHelpText(
      'after',
      ['', out.painted('title', 'Examples:'), ...lines.map(line => `  ${out.painted('dim', '$')} ${onTwoLines(line)}`)].join('\n'),
    );
}

/** An example that a terminal of 80 columns has no room for, as a shell takes it too. */
function onTwoLines(line: string): string {
  return line.length > 76 ? line.replace(/ (--\S+ \S+)$/, ' \\\n      $1') : line;
}
