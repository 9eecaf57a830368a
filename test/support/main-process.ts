import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import type { OpenAiStandIn } from '../../demo/openai/server.ts';
import type { SlackStandIn } from '../../demo/slack/stand-in.ts';
import { childVariables } from './child-variables.ts';

/** A running `node src/main.ts`. */
export interface MainProcess {
  readonly pages: string;
  readonly log: readonly string[];
  readonly startedAfterMs: number;
  signal(signal: NodeJS.Signals): void;
  /** The exit code, once it has ended. */
  readonly exited: Promise<number | null>;
  /** Sends SIGTERM; returns the exit code and how long it took. */
  end(): Promise<{ code: number | null; tookMs: number }>;
}

/** The variables of a bot that uses the stand-ins and keeps its database in `folder`. */
export function standInVariables(openAi: OpenAiStandIn, slack: SlackStandIn, folder: string): Record<string, string> {
  return {
    OPENAI_BASE_URL: openAi.url,
    OPENAI_ADMIN_KEY: openAi.adminKey,
    OPENAI_REQUESTS_PER_MINUTE: '10000',
    SLACK_BOT_TOKEN: slack.botToken,
    SLACK_APP_TOKEN: slack.appToken,
    SLACK_API_URL: slack.apiUrl,
    DATABASE_URL: `file:${join(folder, 'spendbot.sqlite')}`,
    METRICS_PORT: '0',
  };
}

/** `node src/main.ts` in `folder`, as an operator or the container starts it. Resolves once its log says `until`: that it is running. */
export async function startMain(
  folder: string,
  variables: Readonly<Record<string, string>>,
  main: string = fileURLToPath(new URL('../../src/main.ts', import.meta.url)),
  until = 'spendbot is running',
  onSpawned: (child: ChildProcess) => void = () => undefined,
): Promise<MainProcess> {
  const startedAt = performance.now();
  const child = spawn(process.execPath, [main], { cwd: folder, env: { ...childVariables, ...variables } });
  onSpawned(child);
  onTestFinished(() => void child.kill('SIGKILL'));
  const exited = new Promise<number | null>(resolve => child.once('exit', resolve));
  const log: string[] = [];
  const port = await new Promise<number>((resolve, reject) => {
    createInterface({ input: child.stderr }).on('line', line => {
      log.push(line);
      if (line.includes(until)) resolve(JSON.parse(line).metricsPort);
    });
    exited.then(code => reject(new Error(`ended with ${code}: ${log.join('\n')}`)), reject);
  });
  return {
    pages: `http://127.0.0.1:${port}`,
    log,
    startedAfterMs: performance.now() - startedAt,
    signal: signal => void child.kill(signal),
    exited,
    async end() {
      const endedAt = performance.now();
      child.kill('SIGTERM');
      return { code: await exited, tookMs: performance.now() - endedAt };
    },
  };
}
