import type { Day } from '#core/time/day.ts';
import type { Task } from './plan.ts';

/** How far the collection of one source is. */
export interface CollectionProgress {
  readonly source: string;
  /** Days that have nothing left to be asked, of all `days`. */
  readonly daysDone: number;
  readonly days: number;
  readonly requestsDone: number;
  readonly requests: number;
}

/** Counts finished tasks, and the days that have no unfinished task left. */
export function createProgress(
  source: string,
  tasks: readonly Task[],
  days: number,
  onProgress: (progress: CollectionProgress) => void,
): { done(task: Task): void } {
  const tasksLeft = new Map<Day, number>();
  for (const { batch } of tasks) for (const day of batch.days) tasksLeft.set(day, (tasksLeft.get(day) ?? 0) + 1);
  let requestsDone = 0;
  const report = () => onProgress({ source, daysDone: days - tasksLeft.size, days, requestsDone, requests: tasks.length });
  report();
  return {
    done({ batch }) {
      requestsDone += 1;
      for (const day of batch.days) {
        const left = (tasksLeft.get(day) ?? 1) - 1;
        if (left > 0) tasksLeft.set(day, left);
        else tasksLeft.delete(day);
      }
      report();
    },
  };
}
