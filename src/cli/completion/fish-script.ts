import type { CompletedCommand, CompletedOption } from './completed-command.ts';

/** What fish reads on start. To be piped into `source`, or put into its completions folder. */
export function fishScript(commands: readonly CompletedCommand[]): string {
  const first = commands.filter(({ path }) => !path.includes(' '));
  return [
    '# spendbot in fish: spendbot completion fish | source',
    'complete -c spendbot -f',
    ...first.map(({ path, description }) => `complete -c spendbot -n __fish_use_subcommand -a ${path} -d ${quoted(description)}`),
    ...commands.flatMap(command => linesOf(command)),
  ].join('\n');
}

function linesOf({ path, words, options, takesFile }: CompletedCommand): string[] {
  const seen = path.split(' ').map(word => `__fish_seen_subcommand_from ${word}`);
  const start = `complete -c spendbot -n '${seen.join('; and ')}'`;
  return [
    ...(words.length === 0 ? [] : [`${start} -a '${words.join(' ')}'`]),
    ...(takesFile ? [`${start} -F`] : []),
    ...options.map(option => `${start} ${optionText(option)}`),
  ];
}

function optionText({ flag, description, takesValue, takesFile, choices }: CompletedOption): string {
  const value = !takesValue ? '' : takesFile ? ' -r -F' : choices.length > 0 ? ` -x -a '${choices.join(' ')}'` : ' -x';
  return `-l ${flag.replace(/^--/, '')}${value} -d ${quoted(description)}`;
}

function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
