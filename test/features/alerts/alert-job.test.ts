import { expect, it } from 'vitest';
import type { Database } from '#data/database/open.ts';
import { runDueSlots, usualJobPace } from '#delivery/jobs/jobs.ts';
import { claimableSlots, claimSlot, failedSlots } from '#delivery/jobs/slots-store.ts';
import { alertJob } from '#features/alerts/evaluate.ts';
import { testDatabase } from '../../support/database.ts';
import { silentLogger } from '../../support/silent-logger.ts';

const at = (time: string) => new Date(`2026-11-22T${time}Z`);

/** Alerts that cannot be looked at while `isBroken`. */
function brokenAlerts(database: Database) {
  const alerts = { isBroken: true, looks: 0 };
  const job = alertJob(async () => {
    alerts.looks += 1;
    if (alerts.isBroken) throw new Error('no luck');
  });
  const look = (time: string) =>
    runDueSlots(job, { database, clock: () => at(time), logger: silentLogger, holder: 'a', jobPace: usualJobPace });
  return { alerts, look };
}

it('alerts that cannot be looked at are tried again after growing pauses, and the status says so until it works', async () => {
  const database = await testDatabase();
  const { alerts, look } = brokenAlerts(database);
  await look('09:00:00');
  await look('09:00:30');
  expect(alerts.looks).toBe(1);
  await look('09:01:00');
  await look('09:02:30');
  expect(alerts.looks).toBe(2);
  expect(await failedSlots(database)).toMatchObject([{ job: 'alerts', failure: 'no luck', failedTries: 2 }]);
  alerts.isBroken = false;
  await look('09:05:00');
  // The look at 09:05 said all that the one at 09:00 would have.
  expect(await failedSlots(database)).toEqual([]);
});

it('a look that was cut off is not made up for: the next one says all', async () => {
  const database = await testDatabase();
  const { alerts, look } = brokenAlerts(database);
  alerts.isBroken = false;
  await claimSlot(database, {
    job: 'alerts',
    slot: 'alerts:2026-11-22T08:55:00.000Z',
    holder: 'dead',
    leaseMs: 60_000,
    now: at('08:55:00'),
  });
  await look('09:00:00');
  expect(await claimableSlots(database, 'alerts', at('09:01:00'))).toEqual([]);
  expect(alerts.looks).toBe(1);
});
