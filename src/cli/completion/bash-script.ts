import type { CompletedCommand } from './completed-command.ts';

/** What bash runs on Tab; it starts no process. To be sourced. */
export function bashScript(commands: readonly CompletedCommand[]): string {
  const nested = commands.filter(({ path }) => path.includes(' ')).map(({ path }) => `    '${path}') path='${path}' ;;`);
  const values = commands.flatMap(({ path, options }) =>
    options
      .filter(({ takesValue }) => takesValue)
      .map(({ flag, choices, takesFile }) => `    '${path} ${flag}') ${takesFile ? files : wordsLine(choices)} return ;;`),
  );
  const words = commands.map(({ path, words, options, takesFile }) => {
    const all = wordsLine([...words, ...options.map(({ flag }) => flag)]);
    return `    '${path}') ${takesFile ? `${all} ${files}` : all} ;;`;
  });
  const first = [...commands.map(({ path }) => path).filter(path => !path.includes(' ')), '--help', '--version'];
  return [
    '# spendbot in bash: source <(spendbot completion bash)',
    '_spendbot() {',
    `  local current="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD-1]}" path="\${COMP_WORDS[1]}"`,
    '  COMPREPLY=()',
    `  if ((COMP_CWORD == 1)); then ${wordsLine(first)} return; fi`,
    `  if ((COMP_CWORD > 2)); then case "$path \${COMP_WORDS[2]}" in`,
    ...nested,
    '  esac; fi',
    '  case "$path $previous" in',
    ...values,
    '  esac',
    '  case "$path" in',
    ...words,
    '  esac',
    '}',
    'complete -F _spendbot spendbot',
  ].join('\n');
}

/** A name with a space is one name. */
const files = `local IFS=$'\\n'; compopt -o filenames 2>/dev/null; COMPREPLY+=($(compgen -f -- "$current"));`;

function wordsLine(words: readonly string[]): string {
  return words.length === 0 ? '' : `COMPREPLY=($(compgen -W '${words.join(' ')}' -- "$current"));`;
}
