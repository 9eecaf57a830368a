import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import type { ReplicaOrder, ReplicaWord } from './replica-order.ts';

/** One process that can run the bot. */
export interface Replica {
  readonly pid: number;
  readonly isAlive: boolean;
  /** Starts the bot, and resolves when it runs or the process was killed. */
  start(order: Omit<Extract<ReplicaOrder, { do: 'start' }>, 'do'>): Promise<void>;
  collect(): void;
  /** Stops the bot; the process stays. */
  stop(): Promise<void>;
  /** Nothing happens in it any more, until it is killed. */
  freeze(): void;
  /** kill -9. */
  kill(): Promise<void>;
}

/** Processes that are kept from one run to the next, since most of a start is spent on reading modules. */
export class Replicas {
  readonly #idle: Replica[] = [];
  readonly #all = new Set<Replica>();
  readonly #compileCache: string;

  constructor(compileCache: string) {
    this.#compileCache = compileCache;
  }

  async take(): Promise<Replica> {
    const replica = this.#idle.pop() ?? (await startReplica(this.#compileCache));
    this.#all.add(replica);
    return replica;
  }

  giveBack(replica: Replica): void {
    if (replica.isAlive) this.#idle.push(replica);
  }

  async killAll(): Promise<void> {
    for (const replica of this.#all) if (replica.isAlive) await replica.kill();
  }
}

async function startReplica(compileCache: string): Promise<Replica> {
  const child = fork('test/soak/postgres/support/replica-process.ts', {
    execArgv: [],
    env: { PATH: process.env.PATH, NODE_COMPILE_CACHE: compileCache },
  });
  const exited = once(child, 'exit');
  await said(child, 'ready', exited);
  return {
    pid: child.pid ?? 0,
    get isAlive() {
      return child.exitCode === null && child.signalCode === null;
    },
    start: order => tell(child, { do: 'start', ...order }, exited, 'started'),
    collect: () => void tell(child, { do: 'collect' }, exited),
    stop: () => tell(child, { do: 'stop' }, exited, 'stopped'),
    freeze: () => void child.kill('SIGSTOP'),
    async kill() {
      child.kill('SIGKILL');
      await exited;
    },
  };
}

async function tell(child: ChildProcess, order: ReplicaOrder, exited: Promise<unknown>, answer?: ReplicaWord): Promise<void> {
  if (!child.connected) return;
  const answered = answer === undefined ? undefined : said(child, answer, exited);
  // A process that dies meanwhile is no failure here.
  child.send(order, () => undefined);
  await answered;
}

function said(child: ChildProcess, word: ReplicaWord, exited: Promise<unknown>): Promise<void> {
  return new Promise(resolve => {
    const listen = (message: unknown) => {
      if (message !== word) return;
      child.off('message', listen);
      resolve();
    };
    child.on('message', listen);
    void exited.then(() => resolve());
  });
}
