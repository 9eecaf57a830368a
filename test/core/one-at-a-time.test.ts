import { expect, it } from 'vitest';
import { oneAtATime } from '#core/one-at-a-time.ts';

it('runs once at a time, and once more for all who asked meanwhile, also after a run that failed', async () => {
  const runs: PromiseWithResolvers<void>[] = [];
  const ask = oneAtATime(() => {
    const run = Promise.withResolvers<void>();
    runs.push(run);
    return run.promise;
  });
  const first = ask();
  const others = [ask(), ask(), ask()];
  expect(runs).toHaveLength(1);
  runs[0]?.reject(new Error('failed'));
  await expect(first).rejects.toThrow('failed');
  await expect.poll(() => runs.length).toBe(2);
  runs[1]?.resolve();
  await Promise.all(others);
  expect(runs).toHaveLength(2);
  void ask();
  expect(runs).toHaveLength(3);
});

it('starts no run beside the one that others wait for, when the first asks again at once', async () => {
  let running = 0;
  let most = 0;
  const ask = oneAtATime(async () => {
    running += 1;
    most = Math.max(most, running);
    await Promise.resolve();
    running -= 1;
  });
  const again = ask().then(ask);
  await Promise.all([again, ask(), ask()]);
  expect(most).toBe(1);
});
