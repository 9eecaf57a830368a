import type { Argument, Command, Option } from 'commander';

/** A command as a shell completes it. */
export interface CompletedCommand {
  /** `prices update` for a command of a command. */
  readonly path: string;
  readonly description: string;
  /** What may come next: subcommands, choices and words of questions. */
  readonly words: readonly string[];
  readonly takesFile: boolean;
  readonly options: readonly CompletedOption[];
}

export interface CompletedOption {
  /** `--format`. */
  readonly flag: string;
  readonly description: string;
  readonly takesValue: boolean;
  readonly takesFile: boolean;
  readonly choices: readonly string[];
}

/** Every command of `program`; `wordsOf` names what a command takes beyond its own choices. */
export function completedCommands(program: Command, wordsOf: (path: string) => readonly string[]): CompletedCommand[] {
  return program.commands.flatMap(command => completed(command, command.name(), wordsOf));
}

function completed(command: Command, path: string, wordsOf: (path: string) => readonly string[]): CompletedCommand[] {
  const own: CompletedCommand = {
    path,
    description: command.description(),
    words: [
      ...command.commands.map(child => child.name()),
      ...command.registeredArguments.flatMap(({ argChoices }) => argChoices ?? []),
      ...wordsOf(path),
    ],
    takesFile: command.registeredArguments.some(namesFile),
    options: [...command.options.map(optionOf), { ...noValue, flag: '--help', description: 'display help for command' }],
  };
  return [own, ...command.commands.flatMap(child => completed(child, `${path} ${child.name()}`, wordsOf))];
}

const noValue = { takesValue: false, takesFile: false, choices: [] };

function optionOf(option: Option): CompletedOption {
  const { long, flags, description, required, optional, argChoices = [] } = option;
  return { flag: long ?? flags, description, takesValue: required || optional, takesFile: /<file>/.test(flags), choices: argChoices };
}

function namesFile(argument: Argument): boolean {
  return argument.name() === 'file' || argument.name() === 'list';
}
