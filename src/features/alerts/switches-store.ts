import { type AuditedChange, recordAudit } from '#data/database/audit-log.ts';
import type { Database } from '#data/database/open.ts';

/** What can be turned off for the whole workspace; on by default. */
export type SwitchName = 'forecast_alerts';

export async function isSwitchedOn(database: Database, name: SwitchName): Promise<boolean> {
  const row = await database.selectFrom('switch').where('name', '=', name).select('is_on').executeTakeFirst();
  return row === undefined || row.is_on === 1n;
}

export async function setSwitch(database: Database, name: SwitchName, isOn: boolean, change: AuditedChange): Promise<void> {
  const is_on = isOn ? 1 : 0;
  await database.transaction().execute(async transaction => {
    await transaction
      .insertInto('switch')
      .values({ name, is_on })
      .onConflict(conflict => conflict.column('name').doUpdateSet({ is_on }))
      .execute();
    await recordAudit(transaction, { at: change.at, who: change.by, what: change.what });
  });
}
