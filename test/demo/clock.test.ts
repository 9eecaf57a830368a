import { expect, it } from 'vitest';
import { createMovableClock, hoursUntilTomorrowMorning } from '../../demo/clock.ts';
import { createStageControls } from '../../demo/stage-controls.ts';

it('goes on from where it was moved to, and is never moved back', () => {
  let real = new Date('2026-11-22T14:20:00Z');
  const clock = createMovableClock(() => real);
  clock.moveTo(new Date('2026-11-23T09:00:00Z'));
  real = new Date('2026-11-22T14:21:00Z');
  expect(clock.now()).toEqual(new Date('2026-11-23T09:01:00Z'));
  clock.moveTo(new Date('2026-11-22T00:00:00Z'));
  expect(clock.now()).toEqual(new Date('2026-11-23T09:01:00Z'));
});

it('passes the night hour by hour', () => {
  const hours = hoursUntilTomorrowMorning(new Date('2026-11-22T22:20:00Z')).map(hour => hour.toISOString().slice(5, 16));
  expect(hours[0]).toBe('11-22T23:00');
  expect(hours.at(-1)).toBe('11-23T09:00');
  expect(hours).toHaveLength(11);
});

it('finishes what is under way before a jump, and does what is due at each hour of it, in order', async () => {
  const clock = createMovableClock(() => new Date('2026-11-22T22:20:00Z'));
  const seen: string[] = [];
  const catchUp = async () => void seen.push(clock.now().toISOString().slice(8, 13));
  const controls = createStageControls({ clock, openAi: () => null, slack: () => null, catchUp });
  await controls.jump();
  expect(seen).toEqual(['22T22', '22T23', '23T00', '23T01', '23T02', '23T03', '23T04', '23T05', '23T06', '23T07', '23T08', '23T09']);
  expect(controls.jumping()).toBeNull();
});

it('breaks what is switched on, and heals the rest', () => {
  const failing: string[] = [];
  const openAi = { fail: ({ kind }: { kind: string }) => void failing.push(kind), heal: () => void failing.splice(0) };
  const clock = createMovableClock(() => new Date('2026-11-22T22:20:00Z'));
  const controls = createStageControls({ clock, openAi: () => openAi, slack: () => null, catchUp: async () => {} });
  controls.turn('openai-500', true);
  controls.turn('openai-slow', true);
  expect(failing).toEqual(['500', 'slow']);
  controls.turn('openai-500', false);
  expect(failing).toEqual(['slow']);
  expect(
    controls
      .switches()
      .filter(({ isOn }) => isOn)
      .map(({ id }) => id),
  ).toEqual(['openai-slow']);
});
