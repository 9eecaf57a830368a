import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable, Writable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'vitest';
import type { Database } from '#data/database/open.ts';
import type { FailureRule } from '../../../demo/slack/failures.ts';
import type { SlackStandIn } from '../../../demo/slack/stand-in.ts';
import { childVariables } from '../../support/child-variables.ts';
import { onDatabase } from '../../support/database-copies.ts';
import { messagesOnDatabase } from '../../support/messages-on-database.ts';

/** One request in five fails: not now, broken, or accepted and cut off; some more are slow. */
export function unreliable(random: () => number): FailureRule {
  return () => {
    const dice = random();
    if (dice < 0.05) return { status: 500 };
    if (dice < 0.08) return { error: 'internal_error' };
    if (dice < 0.12) return { status: 429, retryAfterSeconds: 0 };
    if (dice < 0.2) return { cutAfterAccept: true };
    return dice < 0.35 ? { delayMs: Math.floor(random() * 150) } : undefined;
  };
}

/** What the bot does by itself, with a clock that is this much ahead. */
export interface Run {
  readonly url: string;
  readonly slack: SlackStandIn;
  readonly offsetMs: number;
}

/** Starts a process that does what is due, and kills it at a random moment. */
export async function killedSomewhere({ url, slack, offsetMs }: Run, random: () => number): Promise<void> {
  const { apiUrl, botToken } = slack;
  const calls = slack.calls.length + Math.floor(random() * 10);
  const child = await readyProcess();
  const exited = once(child, 'exit');
  const before = slack.calls.length;
  child.stdin.write(`${JSON.stringify({ url, apiUrl, botToken, offsetMs })}\n`);
  const until = Date.now() + 2_000;
  while (slack.calls.length < calls && Date.now() < until) await sleep(1);
  await sleep(random() * (calls === before ? 200 : 60));
  child.kill('SIGKILL');
  await exited;
}

/** Does what is due in this process until `isDone`, or fails after two minutes. */
export async function runUntil({ url, slack, offsetMs }: Run, isDone: (database: Database) => Promise<boolean>): Promise<void> {
  const { apiUrl, botToken } = slack;
  const running = await messagesOnDatabase({ url, apiUrl, botToken, clock: () => new Date(Date.now() + offsetMs) });
  try {
    await onDatabase(url, database => expect.poll(() => isDone(database), { timeout: 120_000, interval: 50 }).toBe(true));
  } finally {
    await running.stop();
  }
}

type Child = ChildProcessByStdio<Writable, Readable, null>;

async function readyProcess(): Promise<Child> {
  const child = spawn(process.execPath, ['test/soak/support/message-process.ts'], {
    stdio: ['pipe', 'pipe', 'inherit'],
    // Most of a run would be spent on reading the modules anew.
    env: childVariables,
  });
  await once(child.stdout, 'data');
  return child;
}
