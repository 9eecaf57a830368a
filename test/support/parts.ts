import { createPriceBook } from '#core/prices/price-book.ts';
import type { Instant } from '#core/time/day.ts';
import type { Database } from '#data/database/open.ts';
import type { Asker } from '#features/access/asker.ts';
import { answerTyped } from '#features/answer-typed.ts';
import type { Parts, View } from '#features/feature.ts';
import { features } from '#features/features.ts';

/** What features work with, on a test's database. */
export function testParts(database: Database, given: Partial<Parts> = {}): Parts {
  return {
    ...{ database, settleDays: 3, peopleVisible: 'admins', admins: [], features },
    running: new Map(),
    priceBook: async () => createPriceBook(null),
    watchesChanged: async () => undefined,
    ...given,
  };
}

/** Somebody who may see and change everything. */
export const anAdmin: Asker = {
  slackUserId: 'U0ADMIN',
  channelId: 'C0GENERAL',
  within: [],
  ...{ maySeePeople: true, mayShowPeople: true, isPublic: false },
  mayChange: async () => true,
  isBotIn: async () => true,
  email: async () => 'admin@acme.example',
  emailIs: 'of your Slack account',
};

/** What an admin is shown for `text`. */
export async function viewOf(parts: Parts, text: string, now: Instant, asker: Partial<Asker> = {}): Promise<View> {
  return (await answerTyped(parts, text, { ...anAdmin, ...asker }, now)).view;
}

/** As {@link viewOf}, where an answer of that kind must come. */
export async function viewOfKind<V extends View>(
  kind: V['kind'],
  parts: Parts,
  text: string,
  now: Instant,
  asker: Partial<Asker> = {},
): Promise<V> {
  const view = await viewOf(parts, text, now, asker);
  if (view.kind !== kind) throw new Error(`"${text}" gave ${JSON.stringify(view)}`);
  return view as V;
}
