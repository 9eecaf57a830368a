import type { CompletedCommand } from './completed-command.ts';

/** What zsh runs on Tab; it starts no process. To be sourced, or put into a folder of `fpath` as `_spendbot`. */
export function zshScript(commands: readonly CompletedCommand[]): string {
  const nested = commands.filter(({ path }) => path.includes(' ')).map(({ path }) => `    '${path}') at='${path}' ;;`);
  const values = commands.flatMap(({ path, options }) =>
    options
      .filter(({ takesValue }) => takesValue)
      .map(({ flag, choices, takesFile }) => `    '${path} ${flag}') ${takesFile ? '_files;' : added(choices)} return ;;`),
  );
  const words = commands.map(({ path, words, options, takesFile }) => {
    const all = added([...words, ...options.map(({ flag }) => flag)]);
    return `    '${path}') ${takesFile ? `${all} _files;` : all} ;;`;
  });
  const first = commands.filter(({ path }) => !path.includes(' '));
  return [
    '#compdef spendbot',
    '# spendbot in zsh: source <(spendbot completion zsh), after compinit',
    '_spendbot() {',
    '  local at="$words[2]"',
    '  if (( CURRENT == 2 )); then',
    '    local -a commands',
    '    commands=(',
    ...first.map(({ path, description }) => `      ${quoted(`${path}:${description}`)}`),
    '    )',
    "    _describe 'command' commands",
    '    return',
    '  fi',
    '  if (( CURRENT > 3 )); then case "$at $words[3]" in',
    ...nested,
    '  esac; fi',
    '  case "$at $words[CURRENT-1]" in',
    ...values,
    '  esac',
    '  case "$at" in',
    ...words,
    '  esac',
    '}',
    'compdef _spendbot spendbot',
  ].join('\n');
}

function added(words: readonly string[]): string {
  return words.length === 0 ? '' : `compadd -- ${words.join(' ')};`;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
