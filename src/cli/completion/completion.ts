import type { Command as Program } from 'commander';
import { attributes, timeUnits } from '#core/usage/dimensions.ts';
import { rhythms } from '#features/digests/slot.ts';
import { features } from '#features/features.ts';
import { bashScript } from './bash-script.ts';
import { completedCommands } from './completed-command.ts';
import { fishScript } from './fish-script.ts';
import { zshScript } from './zsh-script.ts';

const scripts = { bash: bashScript, zsh: zshScript, fish: fishScript };

export type Shell = keyof typeof scripts;

/** What `shell` needs to complete the commands of `program`, their options and the words of questions. */
export function completionScript(program: Program, shell: Shell): string {
  return scripts[shell](completedCommands(program, path => (path === 'help' ? commandsOf(program) : (words[path] ?? []))));
}

function commandsOf(program: Program): string[] {
  return program.commands.map(command => command.name());
}

const spans = ['last', 'today', 'yesterday', 'this', 'week', 'month', 'quarter', 'year', '7d', '30d', '90d'];
const question = [...new Set(['by', 'for', 'top', 'tokens', 'requests', 'cost', ...attributes, ...timeUnits, ...spans])];

/** Words of a question: several may follow each other. */
const words: Readonly<Record<string, readonly string[]>> = {
  ask: [...new Set([...features.flatMap(feature => feature.words.slice(0, 1)).filter(word => word !== ''), ...question])],
  digest: [...rhythms, 'list', 'preview'],
  forecast: ['this', 'week', 'month', 'quarter', 'year'],
  why: spans,
  me: question,
};
