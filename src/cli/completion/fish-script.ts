import type { CompletedCommand, CompletedOption } from './completed-command.ts';

/** What fish reads on start. To be piped into `source`, or put into its completions folder. */
export function fishScript(commands: readonly CompletedCommand[]): string {
  const first = commands.filter(({ path }) => !path.includes(' '));
  const nested = commands.filter(({ path }) => path.includes(' ')).map(({ path }) => quoted(path));
  return [
    '# spendbot in fish: spendbot completion fish | source',
    '# Whether the words before the cursor are of this command; without one, whether no command is typed yet.',
    'function __spendbot_at',
    '  set -l words (commandline -opc)',
    '  set -l at "$words[2]"',
    `  contains -- "$words[2..3]" ${nested.join(' ')}; and set at "$words[2..3]"`,
    '  test "$at" = "$argv"',
    'end',
    '# The next word of a question, also within quotes, where several words are one.',
    'function __spendbot_words',
    `  set -l before (commandline -ct | string match -r '^["\\'](.* )')[2]`,
    '  printf "$before%s\\n" $argv',
    'end',
    'complete -c spendbot -f',
    'complete -c spendbot -n __spendbot_at -l help -d "display help"',
    'complete -c spendbot -n __spendbot_at -l version -d "print the version"',
    ...first.map(({ path, description }) => `complete -c spendbot -n __spendbot_at -a ${path} -d ${quoted(description)}`),
    ...commands.flatMap(command => linesOf(command)),
  ].join('\n');
}

function linesOf({ path, words, options, takesFile }: CompletedCommand): string[] {
  const start = `complete -c spendbot -n "__spendbot_at ${path}"`;
  return [
    ...(words.length === 0 ? [] : [`${start} -k -a '(__spendbot_words ${words.join(' ')})'`]),
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
