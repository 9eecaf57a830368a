import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { StatusView } from '#features/status/view.ts';
import { childVariables } from '../../../support/child-variables.ts';
import type { BotOrder } from './bot-orders.ts';

const answerSchema = z.object({ id: z.number(), value: z.unknown().optional(), error: z.string().optional() });
const program = fileURLToPath(new URL('chaos-process.ts', import.meta.url));

interface Running {
  readonly child: ChildProcess;
  readonly exited: Promise<unknown>;
}

/** A bot in a process of its own, which is ended and started again on one database. */
export class BotProcess {
  /** The log of every process, oldest first. */
  readonly log: string[] = [];
  /** How processes ended that nobody ended. */
  readonly leftAlone: string[] = [];
  readonly #variables: Readonly<Record<string, string>>;
  readonly #waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  /** In force in this process and the next ones, by name. */
  readonly #pragmas = new Map<string, string>();
  #offsetMs: number;
  #running: Running | null = null;
  #isEnding = false;
  #isStarting = false;
  #orders = 0;

  constructor(variables: Readonly<Record<string, string>>, offsetMs: number) {
    this.#variables = variables;
    this.#offsetMs = offsetMs;
  }

  get isRunning(): boolean {
    return this.#running !== null;
  }

  /** Starts a process. False, with the reason as the last line of the log, if it ended by itself before it was up. */
  async start(): Promise<boolean> {
    const child = fork(program, {
      ...{ execArgv: [], serialization: 'advanced', stdio: ['ignore', 'ignore', 'pipe', 'ipc'] },
      // Most of a start would be spent on reading the modules anew.
      env: childVariables,
    });
    const exited = once(child, 'exit').then(([code, signal]) => this.#ended(code, signal));
    if (child.stderr) createInterface({ input: child.stderr }).on('line', line => this.log.push(line));
    child.on('message', message => this.#answered(answerSchema.parse(message)));
    this.#isEnding = false;
    this.#isStarting = true;
    this.#running = { child, exited };
    const started = this.#order({
      what: 'start',
      variables: { ...this.#variables },
      offsetMs: this.#offsetMs,
      pragmas: [...this.#pragmas.values()],
    });
    return started
      .then(
        () => true,
        () => false,
      )
      .finally(() => {
        this.#isStarting = false;
      });
  }

  /** `SIGTERM` as by an operator, or `SIGKILL` as by the kernel. Resolves with how many milliseconds it took to end. */
  async end(signal: 'SIGTERM' | 'SIGKILL'): Promise<number> {
    if (this.#running === null) return 0;
    const { child, exited } = this.#running;
    const at = performance.now();
    this.#isEnding = true;
    child.kill(signal);
    await exited;
    return performance.now() - at;
  }

  async setClock(offsetMs: number): Promise<void> {
    this.#offsetMs = offsetMs;
    if (this.isRunning) await this.#unlessEnded({ what: 'move clock', offsetMs });
  }

  /** `text` for every connection, also of later processes; `normal` ends it there. */
  async pragma(name: string, text: string, isNormal: boolean): Promise<void> {
    if (isNormal) this.#pragmas.delete(name);
    else this.#pragmas.set(name, text);
    if (this.isRunning) await this.#unlessEnded({ what: 'pragma', pragma: text });
  }

  /** Does all that is due. Resolves when that is done, or the process ended. */
  async catchUp(): Promise<void> {
    if (this.isRunning) await this.#unlessEnded({ what: 'catch up' });
  }

  async status(): Promise<StatusView> {
    return (await this.#order({ what: 'status' })) as StatusView;
  }

  async #unlessEnded(order: BotOrder): Promise<void> {
    await this.#order(order).catch((error: unknown) => {
      if (this.isRunning) throw error;
    });
  }

  #order(order: BotOrder): Promise<unknown> {
    const { promise, resolve, reject } = Promise.withResolvers<unknown>();
    const running = this.#running;
    if (running === null) return Promise.reject(new Error('The bot is not running'));
    this.#orders += 1;
    this.#waiting.set(this.#orders, { resolve, reject });
    running.child.send({ id: this.#orders, order }, () => undefined);
    return promise;
  }

  #answered({ id, value, error }: z.infer<typeof answerSchema>): void {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (error === undefined) waiting?.resolve(value);
    else waiting?.reject(new Error(error));
  }

  #ended(code: unknown, signal: unknown): void {
    this.#running = null;
    if (!this.#isEnding && !this.#isStarting) this.leftAlone.push(`ended with ${code ?? signal}: ${this.log.slice(-5).join('\n')}`);
    for (const { reject } of this.#waiting.values()) reject(new Error('The bot ended'));
    this.#waiting.clear();
  }
}
