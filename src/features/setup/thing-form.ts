import type { Filter } from '#core/query/query.ts';
import type { Instant } from '#core/time/day.ts';
import type { Database } from '#data/database/open.ts';
import { readNames } from '#data/ledger/stored-names.ts';
import type { Filled } from '#show/blocks/form.ts';
import type { AlertParts } from '../access/manager.ts';
import type { Form, OpenedForm } from './form.ts';
import { filledChannel } from './form-fields.ts';
import { noThing } from './manage-things.ts';
import { readTypedScope } from './read-typed-scope.ts';
import { allShownHere, chosenScope, everything, keptScope, type ScopeMenuPlace, scopeOptions } from './scope-menu.ts';
import type { Noun } from './view.ts';

interface Listed {
  readonly number: number;
  readonly filters: readonly Filter[];
  readonly channelId: string;
}

/**
 * What the forms of budgets, alerts and digests have in common: a form for something new has the channel that it was opened from, one for
 * a change holds all that is `stored`. The scope menu stays inside the scope of the channel that the form was opened from, and always has
 * the scope that is stored, which no menu may offer.
 *
 * @param own what the other fields hold; null for something new.
 */
export function thingForm<T extends Listed>(
  noun: Noun,
  stored: (database: Database) => Promise<readonly T[]>,
  own: (thing: T | null, opened: OpenedForm, now: Instant) => Filled,
): Pick<Form, 'holds' | 'menus' | 'scopeProblem'> {
  const thingOf = async ({ database }: AlertParts, number: number | null) =>
    number === null ? null : ((await stored(database)).find(one => one.number === number) ?? null);
  return {
    async holds(parts, opened, now) {
      const { number, asker } = opened;
      const thing = await thingOf(parts, number);
      if (number !== null && thing === null) return noThing({ noun }, number);
      const scope = chosenScope(placeOf(parts, opened, thing), await readNames(parts.database));
      return { filled: { ...own(thing, opened, now), ...filledChannel(thing?.channelId ?? asker.channelId), scope } };
    },
    async scopeProblem({ database }, { scope }, now) {
      if (scope === undefined || [keptScope, allShownHere, everything.value].includes(scope)) return null;
      const read = readTypedScope(scope, { now, names: await readNames(database) });
      return 'problem' in read ? read.problem : null;
    },
    menus: {
      scope: async (parts, opened, typed, now) =>
        scopeOptions(parts, placeOf(parts, opened, await thingOf(parts, opened.number)), typed, now),
    },
  };
}

/** What budgets, alerts and digests say is read by a whole channel. */
function placeOf({ peopleVisible }: AlertParts, { asker }: OpenedForm, thing: Listed | null): ScopeMenuPlace {
  return { within: asker.within, offersPeople: peopleVisible === 'everyone', kept: thing?.filters ?? null };
}
