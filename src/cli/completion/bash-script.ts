import type { CompletedCommand } from './completed-command.ts';

/** What bash runs on Tab; it starts no process. To be sourced. */
export function bashScript(commands: readonly CompletedCommand[]): string {
  const nested = commands.filter(({ path }) => path.includes(' ')).map(({ path }) => `    '${path}') path='${path}' ;;`);
  const values = commands.flatMap(({ path, options }) =>
    options
      .filter(({ takesValue }) => takesValue)
      .map(
        ({ flag, choices, takesFile }) =>
          `    '${path} ${flag}') ${takesFile ? files : choices.length === 0 ? '' : offer(choices)} return ;;`,
      ),
  );
  const words = commands.map(({ path, words, options, takesFile }) => {
    const all = offer(words, options);
    return `    '${path}') ${takesFile ? `${all} ${files}` : all} ;;`;
  });
  const first = commands.map(({ path }) => path).filter(path => !path.includes(' '));
  return [
    '# spendbot in bash: source <(spendbot completion bash)',
    helper,
    '_spendbot() {',
    `  local current="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD-1]}" path="\${COMP_WORDS[1]}"`,
    '  COMPREPLY=()',
    `  if ((COMP_CWORD == 1)); then ${offer(first, [{ flag: '--help' }, { flag: '--version' }])} return; fi`,
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

/** Offers options once a hyphen is typed, and the next word of a question also within quotes, where bash takes several words for one. */
const helper = [
  '_spendbot_offer() {',
  '  local typed="$current" before=""',
  '  if [[ "$typed" == -* || -z "$1" ]]; then COMPREPLY=($(compgen -W "$2" -- "$typed")); return; fi',
  `  case "$typed" in [\\"\\']*) typed="\${typed:1}" ;; esac`,
  `  case "$typed" in *' '*) before="\${typed% *} "; typed="\${typed##* }" ;; esac`,
  '  local word',
  '  for word in $(compgen -W "$1" -- "$typed"); do COMPREPLY+=("$before$word"); done',
  '}',
].join('\n');

/** A name with a space is one name. */
const files = `local IFS=$'\\n'; compopt -o filenames 2>/dev/null; COMPREPLY+=($(compgen -f -- "$current"));`;

function offer(words: readonly string[], options: readonly { readonly flag: string }[] = []): string {
  return `_spendbot_offer '${words.join(' ')}' '${options.map(({ flag }) => flag).join(' ')}';`;
}
