import type { CompletedCommand, CompletedOption } from './completed-command.ts';

/** What zsh runs on Tab; it starts no process. To be sourced, or put into a folder of `fpath` as `_spendbot`. */
export function zshScript(commands: readonly CompletedCommand[]): string {
  const nested = commands.filter(({ path }) => path.includes(' ')).map(({ path }) => `    '${path}') at='${path}' ;;`);
  const values = commands.flatMap(({ path, options }) =>
    options
      .filter(({ takesValue }) => takesValue)
      .map(
        ({ flag, choices, takesFile }) =>
          `    '${path} ${flag}') ${takesFile ? '_files; ' : choices.length === 0 ? '' : `compadd -- ${choices.join(' ')}; `}return ;;`,
      ),
  );
  const first = commands.filter(({ path }) => !path.includes(' '));
  return [
    '#compdef spendbot',
    '# spendbot in zsh: source <(spendbot completion zsh), after compinit',
    '_spendbot() {',
    '  local at="$words[2]"',
    '  local -a offered',
    '  if (( CURRENT == 2 )); then',
    '    if [[ "$PREFIX" == -* ]]; then',
    "      offered=('--help:display help' '--version:print the version')",
    "      _describe 'option' offered",
    '      return',
    '    fi',
    '    offered=(',
    ...first.map(({ path, description }) => `      ${described(path, description)}`),
    '    )',
    "    _describe 'command' offered",
    '    return',
    '  fi',
    '  if (( CURRENT > 3 )); then case "$at $words[3]" in',
    ...nested,
    '  esac; fi',
    '  case "$at $words[CURRENT-1]" in',
    ...values,
    '  esac',
    '  if [[ "$PREFIX" == -* ]]; then',
    '    case "$at" in',
    ...commands.map(({ path, options }) => `      '${path}') offered=(${options.map(optionText).join(' ')}) ;;`),
    '    esac',
    "    _describe -o 'option' offered",
    '    return',
    '  fi',
    '  # Several words within quotes are completed one by one.',
    '  [[ -n "$compstate[quote]" ]] && compset -q',
    '  case "$at" in',
    ...commands.map(command => `    '${command.path}') ${wordsText(command)} ;;`),
    '  esac',
    '}',
    '# Read from a folder of fpath, it is run by the first Tab.',
    'if [[ "$funcstack[1]" == _spendbot ]]; then _spendbot "$@"; else compdef _spendbot spendbot; fi',
  ].join('\n');
}

/** Completes a command's words, or its options if it has no words. */
function wordsText({ words, options, takesFile }: CompletedCommand): string {
  if (takesFile) return words.length === 0 ? '_files' : `compadd -V words -- ${words.join(' ')}; _files`;
  return words.length === 0 ? `compadd -- ${options.map(({ flag }) => flag).join(' ')}` : `compadd -V words -- ${words.join(' ')}`;
}

function optionText({ flag, description }: CompletedOption): string {
  return described(flag, description);
}

function described(word: string, description: string): string {
  return `'${`${word}:${description.replaceAll(':', '\\:')}`.replaceAll("'", "'\\''")}'`;
}
