import { expect, it } from 'vitest';
import { fromJson } from '#core/bigint-json.ts';
import { changeCard, channelCard, offerCard } from '#features/welcome/channel-cards-store.ts';
import { greetChannel } from '#features/welcome/greet-channel.ts';
import type { ChannelCardView } from '#features/welcome/view.ts';
import { testDatabase } from '../../support/database.ts';
import { testParts } from '../../support/parts.ts';
import { answer, usd } from '../../support/views/views.ts';

const now = new Date('2026-11-22T12:00:00Z');
const view: ChannelCardView = {
  ...{ kind: 'channel card', channelId: 'C1', week: answer(), budgetNanoUsd: usd(250), answers: [], declinedBy: null },
};

it('offers a channel one card, however often and at once it is greeted', async () => {
  const parts = testParts(await testDatabase());
  const greet = (channelId: string) => greetChannel(parts, { channelId, inviter: 'U0OLGA', within: [] }, now);
  await Promise.all([greet('C1'), greet('C1'), greet('C2')]);
  await greet('C1');
  const entries = await parts.database.selectFrom('outbox').select(['key', 'operation', 'set_up_by']).orderBy('key').execute();
  expect(entries).toEqual(['card:C1', 'card:C2'].map(key => ({ key, operation: 'post', set_up_by: 'U0OLGA' })));
});

it('offers none where a channel shows single people that only admins may see', async () => {
  const parts = testParts(await testDatabase());
  const within = [{ dimension: 'user', values: ['user-bob'], exclude: false }] as const;
  await greetChannel({ ...parts, peopleVisible: 'admins' }, { channelId: 'C1', inviter: 'U0OLGA', within }, now);
  expect(await channelCard(parts.database, 'C1')).toBeNull();
});

it('changes a card on the revision that was read, its message and the audit log with it', async () => {
  const database = await testDatabase();
  await offerCard(database, view, 'U0OLGA', now);
  const card = await channelCard(database, 'C1');
  expect(card).toEqual({ view, revision: 1 });
  const change = { by: 'U0OLGA', what: 'card in C1: no thanks', now };
  const changed = { ...view, declinedBy: 'U0OLGA' };
  expect(await changeCard(database, { view: changed, revision: 1 }, change)).toBe(true);
  expect(await changeCard(database, { view, revision: 1 }, change)).toBe(false);
  expect(await channelCard(database, 'C1')).toEqual({ view: changed, revision: 2 });
  const entries = await database.selectFrom('outbox').select(['key', 'about', 'operation', 'view']).orderBy('sequence').execute();
  expect(entries.map(({ view: stored, ...entry }) => ({ ...entry, view: fromJson(stored) }))).toEqual([
    { key: 'card:C1', about: null, operation: 'post', view },
    { key: 'card:C1:2', about: 'card:C1', operation: 'update', view: changed },
  ]);
  expect(await database.selectFrom('audit').select(['who', 'what']).execute()).toEqual([{ who: 'U0OLGA', what: 'card in C1: no thanks' }]);
});
