import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { type OpenAiStandIn, type StandInOptions, startOpenAiStandIn } from '../demo/openai/server.ts';
import { type SlackStandIn, startSlackStandIn } from '../demo/slack/stand-in.ts';

/** A stand-in OpenAI, with the rate limits of the real one unless told otherwise, and a stand-in Slack, in this process. */
export interface StandIns {
  readonly openAi: OpenAiStandIn;
  readonly slack: SlackStandIn;
  close(): Promise<void>;
}

export async function startStandIns(limits: StandInOptions['limits'] = {}): Promise<StandIns> {
  const [openAi, slack] = await Promise.all([startOpenAiStandIn({ limits }), startSlackStandIn()]);
  return {
    openAi,
    slack,
    async close() {
      await slack.close();
      await openAi.close();
    },
  };
}

/** `node src/main.ts`, as an operator starts it. */
export interface BotProcess {
  /** From the start of the process until `/readyz` said so. */
  readonly readyAfterMs: number;
  /** What `/metrics` says. */
  metric(name: string): Promise<number>;
  /** The most memory it had since its start, or since the last {@link forgetPeak}. NaN where the system doesn't say: only Linux does. */
  peakBytes(): number;
  forgetPeak(): void;
  /** Ends it with SIGTERM. */
  stop(): Promise<void>;
}

/**
 * Starts the bot on the database of `folder`, and resolves when it is ready.
 *
 * @throws when it ends before.
 */
export async function startBotProcess(
  { openAi, slack }: StandIns,
  folder: string,
  settings: Readonly<Record<string, string>> = {},
): Promise<BotProcess> {
  const port = await freePort();
  const main = fileURLToPath(new URL('../src/main.ts', import.meta.url));
  const env = {
    PATH: process.env.PATH,
    OPENAI_BASE_URL: openAi.url,
    OPENAI_ADMIN_KEY: openAi.adminKey,
    SLACK_BOT_TOKEN: slack.botToken,
    SLACK_APP_TOKEN: slack.appToken,
    SLACK_API_URL: slack.apiUrl,
    DATABASE_URL: `file:${join(folder, 'spendbot.sqlite')}`,
    METRICS_PORT: String(port),
    LOG_LEVEL: 'warn',
    ...settings,
  };
  const startedAt = performance.now();
  const child = spawn(process.execPath, [main], { cwd: folder, env, stdio: ['ignore', 'ignore', 'inherit'] });
  while ((await statusOf(`http://127.0.0.1:${port}/readyz`)) !== 200) {
    if (child.exitCode !== null) throw new Error(`The bot ended with ${child.exitCode} before it was ready`);
    await pause(5);
  }
  return {
    readyAfterMs: performance.now() - startedAt,
    metric: name => metricOf(port, name),
    peakBytes: () => peakOf(child),
    forgetPeak: () => forgetPeakOf(child),
    stop: () => ended(child),
  };
}

function peakOf({ pid }: ChildProcess): number {
  if (process.platform !== 'linux') return Number.NaN;
  const kibibytes = /^VmHWM:\s*(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return 1024 * Number(kibibytes);
}

/** Writing 5 there sets the peak to the memory of now (proc_pid_clear_refs(5)). */
function forgetPeakOf({ pid }: ChildProcess): void {
  if (process.platform === 'linux') writeFileSync(`/proc/${pid}/clear_refs`, '5');
}

async function statusOf(url: string): Promise<number | null> {
  try {
    const response = await fetch(url);
    await response.body?.cancel();
    return response.status;
  } catch {
    // Nobody listens there yet.
    return null;
  }
}

async function metricOf(port: number, name: string): Promise<number> {
  const page = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  const line = page.split('\n').find(text => text.startsWith(`${name} `) || text.startsWith(`${name}{`));
  return line === undefined ? Number.NaN : Number(line.slice(line.lastIndexOf(' ')));
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  child.kill('SIGTERM');
  await once(child, 'exit');
}

/** A port that nobody has at this moment. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  await new Promise(resolve => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('A server on a port has an address');
  return address.port;
}
