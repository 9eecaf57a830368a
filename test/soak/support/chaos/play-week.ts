import { setTimeout as sleep } from 'node:timers/promises';
import type { Random } from '../../../../demo/openai/seeded-random.ts';
import { type ChaosWorld, firstMoment } from './chaos-world.ts';
import type { Fault } from './faults.ts';
import { type ChaosStep, hoursPerStep } from './plan-chaos.ts';

const hourMs = 3_600_000;
/** Longer than the slowest collection with failures that are tried again. */
const catchUpWithinMs = 150_000;
/** The bot leaves within ten seconds; a machine that plays several weeks at once needs some of its own. */
const leaveWithinMs = 15_000;

/** What happened in the week besides what the stand-ins know. */
export interface PlayedWeek {
  /** One line for each thing that should not have been. */
  readonly problems: string[];
  readonly faultsBegun: number;
  readonly kills: number;
  readonly stops: number;
  readonly questions: number;
  readonly answers: number;
}

/** Plays `steps`, and then `calmHours` in steps of six. Tells what is played once a day, for whoever looks for a cause. */
export async function playWeek(
  world: ChaosWorld,
  steps: readonly ChaosStep[],
  calmHours: number,
  random: Random,
  tell: (lines: string) => void = () => undefined,
): Promise<PlayedWeek> {
  const { bot, slack } = world;
  const problems: string[] = [];
  const story: string[] = [];
  const count = { faultsBegun: 0, kills: 0, stops: 0, questions: 0, answers: 0 };
  const active = new Map<Fault['party'], { fault: Fault; until: number }>();
  const endFault = async (party: Fault['party']) => {
    const found = active.get(party);
    active.delete(party);
    await found?.fault.end(world);
  };
  const at = (hour: number) => new Date(firstMoment.getTime() + hour * hourMs);

  for (const [step, { begin, ended, asks, isHealed }] of steps.entries()) {
    const hour = step * hoursPerStep;
    for (const [party, { until }] of active) if (until <= step || isHealed) await endFault(party);
    await world.moveTo(at(hour));
    for (const { fault, steps: lasts } of begin) {
      await endFault(fault.party);
      active.set(fault.party, { fault, until: step + lasts });
      count.faultsBegun += 1;
      await fault.begin(world, random);
    }
    await startUntilUp(isHealed);
    const startedAt = performance.now();
    const work = caughtUp(hour);
    const questions = asks ? ask(hour, [...active.keys()], ended !== null) : Promise.resolve();
    if (ended !== null) {
      await Promise.race([work, sleep(ended.afterMs)]);
      const tookMs = await bot.end(ended.signal);
      if (ended.signal === 'SIGKILL') count.kills += 1;
      else count.stops += 1;
      if (ended.signal === 'SIGTERM' && tookMs > leaveWithinMs) problems.push(`${hour}: SIGTERM took ${Math.round(tookMs)} ms`);
      await startUntilUp(isHealed);
      await caughtUp(hour);
    }
    await Promise.all([work, questions]);
    const faultNames = [...active.values()].map(({ fault }) => fault.name).join(', ');
    story.push(
      `${at(hour).toISOString().slice(0, 13)} ${Math.round(performance.now() - startedAt)} ms ${ended?.signal ?? ''} ${faultNames}`,
    );
    if (isHealed) tell(story.splice(0).join('\n'));
  }
  for (const party of [...active.keys()]) await endFault(party);
  const over = steps.length * hoursPerStep;
  for (let hour = over; hour <= over + calmHours; hour += 6) {
    await world.moveTo(at(hour));
    await startUntilUp(true);
    await caughtUp(hour);
  }
  problems.push(...bot.leftAlone.map(words => `the process ${words}`));
  problems.push(...bot.log.filter(line => /A failure that nobody handled|An error that nobody caught/.test(line)));
  return { problems, ...count };

  /** A supervisor starts it again and again; while the database is locked or the disk full, it cannot start. */
  async function startUntilUp(mustStart: boolean): Promise<void> {
    for (let tries = 1; !bot.isRunning && tries <= (mustStart ? 10 : 1); tries += 1) {
      if (!(await bot.start())) (mustStart ? problems : story).push(`start ${tries} failed: ${bot.log.at(-1)}`);
    }
    if (mustStart && !bot.isRunning) throw new Error(`The bot does not start: ${bot.log.slice(-3).join('\n')}`);
    if (mustStart) await connected();
  }

  async function connected(): Promise<void> {
    for (let waitedMs = 0; slack.socketConnections() === 0; waitedMs += 50) {
      if (waitedMs > 60_000) throw new Error(`The bot does not connect again: ${bot.log.slice(-5).join('\n')}`);
      await sleep(50);
    }
  }

  async function caughtUp(hour: number): Promise<void> {
    const timeout = new AbortController();
    const tooLong = sleep(catchUpWithinMs, 'too long', { signal: timeout.signal }).catch(() => 'done');
    const outcome = await Promise.race([bot.catchUp(), tooLong]);
    timeout.abort();
    if (outcome === 'too long') problems.push(`${hour}: did not catch up within ${catchUpWithinMs} ms`);
  }

  /** Somebody of the company, somebody of another and a guest ask. An answer must come where Slack and the bot are well. */
  async function ask(hour: number, broken: readonly Fault['party'][], isEnded: boolean): Promise<void> {
    const mustAnswer = slack.socketConnections() > 0 && !broken.includes('slack') && !broken.includes('machine') && !isEnded;
    const text = ['last 7d', 'by model last 7d', 'status', 'forecast', 'month by project as csv'][Math.floor(random() * 5)] ?? '';
    const others = [
      ['eve', 'shared'],
      ['guest', 'general'],
    ] as const;
    for (const [user, channel] of others) {
      const typed = random() < 0.5 ? `/spend ${text}` : `@spendbot ${text}`;
      await slack.workspace.type(typed, { user, channel }).catch(() => undefined);
    }
    count.questions += 1;
    try {
      const reply = await slack.workspace.type(`/spend ${text}`, { user: 'alice', channel: 'general' });
      await reply.message({ timeoutMs: 20_000 });
      count.answers += 1;
    } catch (error) {
      if (mustAnswer) problems.push(`${hour}: "${text}" got no answer: ${String(error)}`);
    }
  }
}
