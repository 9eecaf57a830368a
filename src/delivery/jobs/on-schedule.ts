import { createTask, validate } from 'node-cron';

const lookEveryMs = 1000;

/**
 * Calls `tick` whenever `cron` comes due, in UTC, whatever the process's own time zone. Times that passed while the process slept or was
 * blocked are made up by one tick, within a second. A clock that is set back is followed.
 *
 * node-cron only says when the next time is. Its own timers (4.6.0) stop for the hour that clocks repeat in the process's time zone, and
 * leave out a tick that is more than three seconds late.
 *
 * @returns a function that stops it.
 */
export function onSchedule(cron: string, tick: () => void): () => void {
  const task = createTask(cron, () => undefined, { timezone: 'Etc/UTC' });
  let dueAt = nextRun(task);
  const timer = setInterval(() => {
    const next = nextRun(task);
    const isDue = next > dueAt;
    dueAt = next;
    if (isDue) tick();
  }, lookEveryMs);
  return () => {
    clearInterval(timer);
    void task.destroy();
  };
}

/** Whether `cron` is a schedule, and one that ever comes due: there is no 30 February. */
export function isCron(cron: string): boolean {
  if (!validate(cron)) return false;
  const task = createTask(cron, () => undefined, { timezone: 'Etc/UTC' });
  try {
    nextRun(task);
    return true;
  } catch {
    return false;
  } finally {
    void task.destroy();
  }
}

function nextRun(task: ReturnType<typeof createTask>): number {
  const [next] = task.getNextRuns(1);
  return next?.getTime() ?? Number.POSITIVE_INFINITY;
}
