import type { JsonObject } from '../../../demo/slack/json.ts';
import type { NewPerson, Role } from '../../../demo/slack/people.ts';

/** Somebody of each kind, beside members and admins. */
export interface Kind {
  readonly kind: string;
  readonly role: Role;
  readonly told?: JsonObject;
  /** All that they are told, and no more than once; null for bots. */
  readonly sentence: string | null;
}

const outsider = 'Sorry, spendbot answers only people who work for the company it belongs to.';
const guest = 'Sorry, spendbot answers only full members of this workspace, not guests.';

export const refusedKinds: readonly Kind[] = [
  { kind: 'guest', role: 'guest', sentence: guest },
  { kind: 'single', role: 'single-channel-guest', sentence: guest },
  { kind: 'gone', role: 'deactivated', told: { is_admin: true }, sentence: outsider },
  { kind: 'robot', role: 'bot', sentence: null },
  { kind: 'stranger', role: 'stranger', told: { is_admin: true, is_owner: true }, sentence: outsider },
  { kind: 'external', role: 'external', told: { is_admin: true }, sentence: outsider },
];

/** The channel that they share with the members. */
export function channelOf({ role }: Pick<Kind, 'role'>): string {
  return role === 'stranger' || role === 'external' ? 'shared' : 'general';
}

/** One person of `kind` for each of `places`, so that each is told for the first time. */
export function peopleOf({ kind, role, told = {} }: Kind, places: readonly string[]): NewPerson[] {
  return places.map(place => ({ name: `${kind} ${place}`, email: `${kind}-${place}@acme.example`, role, told }));
}

/** As the workspace names the person of `kind` at `place`. */
export function handleOf({ kind }: Kind, place: string): string {
  return `${kind}-${place}`;
}
