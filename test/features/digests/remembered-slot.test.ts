import fc from 'fast-check';
import { expect, it } from 'vitest';
import { latestSlot, rememberedLatestSlot, rhythms } from '#features/digests/slot.ts';

/** With changes of clocks in both halves of the year, a half-hour change, and none. */
const timeZones = ['America/New_York', 'Europe/Berlin', 'Australia/Lord_Howe', 'Asia/Kolkata'];
const firstMs = new Date('2026-01-01T00:00:00Z').getTime();
const hourMs = 3_600_000;

it('a remembered slot is the latest slot, whatever was looked at before, also when the clock goes back', () => {
  const look = fc.record({
    rhythm: fc.constantFrom(...rhythms),
    minutes: fc.constantFrom(90, 150),
    timeZone: fc.constantFrom(...timeZones),
    // Most looks fall into the same few weeks, so that what is remembered is used.
    now: fc
      .oneof(fc.integer({ min: 0, max: 40 * 24 }), fc.integer({ min: 0, max: 366 * 24 }))
      .map(hours => new Date(firstMs + hours * hourMs)),
  });
  fc.assert(
    fc.property(fc.array(look, { minLength: 20, maxLength: 80 }), looks => {
      const remembered = rememberedLatestSlot();
      for (const { now, ...time } of looks) expect(remembered(time, now)).toEqual(latestSlot(time, now));
    }),
  );
});
