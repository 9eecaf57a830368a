import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { stripVTControlCharacters } from 'node:util';

export const shells = ['bash', 'zsh', 'fish'] as const;
type Shell = (typeof shells)[number];

const clearLine = '\u0015';
const dumpLine = '\u0007';

interface Started {
  readonly command: (setup: string) => string;
  /** Reads `script`, and writes the line as it stands to `dump` on Ctrl-G. */
  readonly setup: (script: string, dump: string) => readonly string[];
}

const started: Readonly<Record<Shell, Started>> = {
  bash: {
    command: setup => `bash --noprofile --rcfile '${setup}' -i`,
    setup: (script, dump) => [
      "PS1='> '",
      "bind 'set enable-bracketed-paste off'",
      "bind 'set show-all-if-ambiguous on'",
      "bind 'set completion-query-items 0'",
      "bind 'set page-completions off'",
      `source '${script}'`,
      `bind -x '"\\C-g": printf "%s|" "$READLINE_LINE" > "${dump}"'`,
    ],
  },
  zsh: {
    command: setup => `ZDOTDIR='${dirname(setup)}' zsh -d -i`,
    setup: (script, dump) => [
      "PS1='> '",
      'unset zle_bracketed_paste',
      'LISTMAX=10000',
      'autoload -U compinit',
      'compinit -u -D',
      `source '${script}'`,
      `_dump() { print -rn -- "$BUFFER|" > '${dump}' }`,
      'zle -N _dump',
      "bindkey '^G' _dump",
    ],
  },
  fish: {
    command: setup => `fish --no-config --init-command "source '${setup}'" -i`,
    setup: (script, dump) => [
      "function fish_prompt; echo '> '; end",
      'set -g fish_autosuggestion_enabled 0',
      `source '${script}'`,
      `function dump; printf '%s|' (commandline) > '${dump}'; end`,
      'bind \\cg dump',
      'bind \\cu kill-whole-line',
    ],
  },
};

export function isInstalled(shell: Shell): boolean {
  return spawnSync(shell, ['--version']).status === 0;
}

/** What Tab makes of a line, and what the shell lists below it. */
interface Completed {
  readonly line: string;
  readonly listed: string;
}

/**
 * Types each of `lines` and Tab into a real `shell` that read `completionScript`, in a folder that holds `files`.
 *
 * @throws if the shell does not answer.
 */
export async function typedInShell(
  shell: Shell,
  completionScript: string,
  lines: readonly string[],
  files: readonly string[] = [],
): Promise<Completed[]> {
  const folder = mkdtempSync(join(tmpdir(), `spendbot-${shell}-`));
  // zsh reads a file of this name.
  const [script, setup, dump] = [join(folder, '.completion'), join(folder, '.zshrc'), join(folder, '.line')];
  for (const file of files) writeFileSync(join(folder, file), '');
  writeFileSync(script, completionScript);
  writeFileSync(setup, `${started[shell].setup(script, dump).join('\n')}\n`);
  const command = `stty rows 100 cols 140; cd '${folder}'; exec env ${started[shell].command(setup)}`;
  const args = process.platform === 'darwin' ? ['-q', '/dev/null', 'sh', '-c', command] : ['-qec', command, '/dev/null'];
  const child = spawn('script', args, { env: { PATH: process.env.PATH, HOME: folder, TERM: 'xterm', LANG: 'C.UTF-8' } });
  let output = '';
  child.stdout.on('data', chunk => {
    output += String(chunk);
  });
  const answered = async (what: string) => {
    for (let tries = 0; tries < 400; tries += 1) {
      const line = existsSync(dump) ? readFileSync(dump, 'utf8') : '';
      if (line.endsWith('|')) {
        rmSync(dump);
        return line.slice(0, -1);
      }
      await pause(25);
    }
    throw new Error(`${shell} did not answer to ${what}: ${stripVTControlCharacters(output)}`);
  };
  try {
    // Typed again until the shell has read the newest of them, behind which there is none.
    let isReady = false;
    for (let tries = 1; tries <= 200 && !isReady; tries += 1) {
      child.stdin.write(`${clearLine}ready${tries}${dumpLine}`);
      await pause(200);
      isReady = existsSync(dump) && readFileSync(dump, 'utf8') === `ready${tries}|`;
    }
    if (!isReady) throw new Error(`${shell} did not start: ${stripVTControlCharacters(output)}`);
    rmSync(dump);
    child.stdin.write(clearLine);
    const completed: Completed[] = [];
    for (const line of lines) {
      output = '';
      child.stdin.write(line);
      await pause(100);
      child.stdin.write('\t');
      await pause(300);
      child.stdin.write(dumpLine);
      const after = await answered(line);
      completed.push({ line: after, listed: stripVTControlCharacters(output) });
      child.stdin.write(clearLine);
      await pause(100);
    }
    return completed;
  } finally {
    child.kill('SIGKILL');
    await pause(50);
    rmSync(folder, { recursive: true, force: true });
  }
}
