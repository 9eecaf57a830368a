import type { Filter } from '#core/query/query.ts';
import type { Names } from '#core/usage/team-names.ts';
import { type AuditedChange, lastChanges } from '#data/database/audit-log.ts';
import type { Database } from '#data/database/open.ts';
import { readNames } from '#data/ledger/stored-names.ts';
import { type ProblemView, problemView } from '#show/plain-views.ts';
import { cannotPost, type Managing, notAllowed, tooPersonal } from '../access/manager.ts';
import { commandWords, type Done, type Managed, type Noun } from './view.ts';
import type { WatchState } from './watch-state-store.ts';

/** A budget, alert or digest: something set up for a channel. */
interface Thing {
  readonly filters: readonly Filter[];
  readonly channelId: string;
}

type Stored<T extends Thing> = T & { readonly number: number };

/** What one kind of thing is called, and how it is stored. */
export interface ThingKind<T extends Thing> {
  readonly noun: Noun;
  stored(database: Database): Promise<readonly Stored<T>[]>;
  create(database: Database, thing: T, change: AuditedChange): Promise<number>;
  /** Like `setState`, returns false when that number no longer exists. */
  replace(database: Database, number: number, thing: T, change: AuditedChange): Promise<boolean>;
  setState(database: Database, number: number, state: WatchState, change: AuditedChange): Promise<boolean>;
  /** For the audit log, and what is said of a change. */
  words(thing: T, names: Names): string;
  /** The problem when the same thing is already set up; null otherwise. */
  sameAs?(asked: T, stored: readonly Stored<T>[]): ProblemView | null;
}

const listedChanges = 3;

/** Carries out `command` if the manager may, and shows the updated list. `carryOut` returns null when nothing changed. */
export async function manageThings<C extends { readonly do: string }, D extends object, V>(
  managing: Managing,
  command: C,
  carryOut: (managing: Managing, command: C) => Promise<D | ProblemView | null>,
  show: (managing: Managing, done: D | null) => Promise<V>,
): Promise<V | ProblemView> {
  const refused = command.do === 'list' ? null : await notAllowed(managing.manager);
  if (refused) return refused;
  const done = await carryOut(managing, command);
  return isProblemView(done) ? done : show(managing, done);
}

function isProblemView(done: object | null): done is ProblemView {
  return done !== null && 'problem' in done;
}

/** Whether the manager can change the list, and the last changes of such things if so. */
export async function managedBy({ parts, manager }: Managing, noun: Noun): Promise<Omit<Managed, 'done'>> {
  const mayChange = await manager.mayChange();
  const changes = mayChange ? await lastChanges(parts.database, listedChanges, `${noun} `) : [];
  return { mayChange, changes: changes.map(({ at, who, what }) => ({ at: at.toISOString(), who, what })) };
}

/** Sets up something new, unless it is too personal for its channel, cannot be posted there, or already exists. */
export async function setUp<T extends Thing>(managing: Managing, kind: ThingKind<T>, asked: T): Promise<Done | ProblemView> {
  const { parts, manager, now } = managing;
  const problem = (await cannotTell(managing, asked)) ?? kind.sameAs?.(asked, await kind.stored(parts.database)) ?? null;
  if (problem) return problem;
  const what = kind.words(asked, await readNames(parts.database));
  const number = await kind.create(parts.database, asked, { by: manager.slackUserId, at: now, what: `set up: ${what}` });
  return { did: 'set up', number, what };
}

/** Replaces the thing with this number by what `changed` returns, unless that is a problem. */
export async function changeOne<T extends Thing>(
  managing: Managing,
  kind: ThingKind<T>,
  number: number,
  changed: (before: Stored<T>) => T | ProblemView,
): Promise<Done | ProblemView> {
  const { parts, manager, now } = managing;
  const before = (await kind.stored(parts.database)).find(one => one.number === number);
  if (!before) return noThing(kind, number);
  const after = changed(before);
  if (isProblemView(after)) return after;
  const problem = await cannotTell(managing, after);
  if (problem) return problem;
  const what = kind.words(after, await readNames(parts.database));
  const isDone = await kind.replace(parts.database, number, after, { by: manager.slackUserId, at: now, what: `changed: ${what}` });
  return isDone ? { did: 'changed', number, what } : noThing(kind, number);
}

const outcomes = {
  pause: { state: 'paused', did: 'paused' },
  resume: { state: 'active', did: 'resumed' },
  remove: { state: 'removed', did: 'removed' },
} as const;

/** Pauses, resumes or removes the thing with this number. */
export async function setState<T extends Thing>(
  { parts, manager, now }: Managing,
  kind: ThingKind<T>,
  number: number,
  verb: 'pause' | 'resume' | 'remove',
): Promise<Done | ProblemView> {
  const { state, did } = outcomes[verb];
  const before = (await kind.stored(parts.database)).find(one => one.number === number);
  if (!before) return noThing(kind, number);
  const what = kind.words(before, await readNames(parts.database));
  const isDone = await kind.setState(parts.database, number, state, { by: manager.slackUserId, at: now, what: `${did}: ${what}` });
  return isDone ? { did, number, what } : noThing(kind, number);
}

/** The channel after a change: null means the one where the command is typed, undefined keeps `before`. */
export function channelMeant({ manager }: Managing, said: string | null | undefined, before: string): string {
  return said === null ? manager.channelId : (said ?? before);
}

/** Whether both are about the same scope, for the same channel. */
export function isSameScope(one: Thing, other: Thing): boolean {
  return one.channelId === other.channelId && JSON.stringify(one.filters) === JSON.stringify(other.filters);
}

async function cannotTell({ parts, manager, text }: Managing, asked: Thing) {
  return tooPersonal(parts, asked.filters) ?? (await cannotPost(manager, asked.channelId, text));
}

export function noThing({ noun }: { readonly noun: Noun }, number: number): ProblemView {
  return problemView(`There is no ${noun} ${number}.`, { suggestion: commandWords[noun] });
}
