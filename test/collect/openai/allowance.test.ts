import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { withAllowance } from '#collect/openai/allowance.ts';
import { noAbort } from '../support/openai-stand-in.ts';

const mebibyte = 2 ** 20;

test('large answers are read and stored one after another, also when one fails', async () => {
  const events: string[] = [];
  const large = (name: string, fails = false) =>
    withAllowance(async allowance => {
      expect(allowance.turn(4 * mebibyte, noAbort)).toBeUndefined();
      await allowance.turn(4 * mebibyte + 1, noAbort);
      events.push(`${name} begins`);
      await sleep(5);
      events.push(`${name} ends`);
      if (fails) throw new Error('the database is full');
    });
  const [first, ...others] = await Promise.allSettled([large('one', true), large('two'), large('three')]);
  expect(first).toMatchObject({ status: 'rejected' });
  expect(others).toEqual([{ status: 'fulfilled' }, { status: 'fulfilled' }]);
  expect(events).toEqual(['one begins', 'one ends', 'two begins', 'two ends', 'three begins', 'three ends']);
});

test('what earlier pages took makes a small page large', async () => {
  const hold = Promise.withResolvers<void>();
  const holder = withAllowance(async allowance => {
    await allowance.turn(5 * mebibyte, noAbort);
    await hold.promise;
  });
  await withAllowance(async allowance => {
    allowance.spend({ bytes: 4 * mebibyte, values: 1 });
    const turn = allowance.turn(1, noAbort);
    expect(await Promise.race([turn, sleep(10, 'waits')])).toBe('waits');
    hold.resolve();
    await turn;
  });
  await holder;
});

test('who gives up waiting for its turn lets the next go ahead', async () => {
  const hold = Promise.withResolvers<void>();
  const holder = withAllowance(async allowance => {
    await allowance.turn(5 * mebibyte, noAbort);
    await hold.promise;
  });
  const abort = new AbortController();
  const leaving = withAllowance(async allowance => allowance.turn(5 * mebibyte, abort.signal));
  abort.abort(new Error('stopped'));
  await expect(leaving).rejects.toThrow('stopped');
  hold.resolve();
  await holder;
  await withAllowance(async allowance => allowance.turn(5 * mebibyte, noAbort));
});
