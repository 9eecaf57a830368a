import { randomUUID } from 'node:crypto';
import type { Block, JsonObject } from './json.ts';

/** A modal or a Home tab. */
export interface View {
  readonly id: string;
  readonly type: 'modal' | 'home';
  /** Whose screen it is on. */
  readonly user: string;
  readonly blocks: readonly Block[];
  /** As the app gave it: title, submit, private_metadata, callback_id … */
  readonly given: JsonObject;
  /** Changes with each update, so that an app can tell whether it has the newest. */
  readonly hash: string;
}

export type NewView = Pick<View, 'type' | 'blocks' | 'given'>;

/** What each person has open: a stack of modals and one Home tab. */
export class Views {
  readonly #modals = new Map<string, View[]>();
  readonly #homes = new Map<string, View>();
  readonly #listeners = new Set<(user: string) => void>();

  /** The open modals of a person, the topmost last. */
  modalsOf(user: string): readonly View[] {
    return this.#modals.get(user) ?? [];
  }

  homeOf(user: string): View | undefined {
    return this.#homes.get(user);
  }

  find(id: string): View | undefined {
    return [...this.#modals.values(), [...this.#homes.values()]].flat().find(view => view.id === id);
  }

  /** The open modal with this external id, which the app chose. */
  findByExternalId(externalId: string): View | undefined {
    return [...this.#modals.values()].flat().find(view => view.given.external_id === externalId);
  }

  push(user: string, view: NewView): View {
    const opened = { ...view, id: `V${shortId()}`, user, hash: shortId() };
    this.#show(user, [...this.modalsOf(user), opened]);
    return opened;
  }

  publish(user: string, view: NewView): View {
    const published = { ...view, id: this.homeOf(user)?.id ?? `V${shortId()}`, user, hash: shortId() };
    this.#homes.set(user, published);
    this.#tell(user);
    return published;
  }

  update(old: View, view: NewView): View {
    const updated = { ...view, id: old.id, user: old.user, hash: shortId() };
    if (old.type === 'home') {
      this.#homes.set(old.user, updated);
      this.#tell(old.user);
    } else {
      this.#show(
        old.user,
        this.modalsOf(old.user).map(other => (other.id === old.id ? updated : other)),
      );
    }
    return updated;
  }

  /** Closes one modal, or with `all` the whole stack of that person. */
  close(view: View, all = false): void {
    this.#show(view.user, all ? [] : this.modalsOf(view.user).filter(other => other.id !== view.id));
  }

  /** Calls `listener` with the person whose screen changed, from now on. Returns a function that stops it. */
  subscribe(listener: (user: string) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #show(user: string, modals: View[]): void {
    this.#modals.set(user, modals);
    this.#tell(user);
  }

  #tell(user: string): void {
    for (const listener of this.#listeners) listener(user);
  }
}

/** As the Web API and the payloads show it. */
export function viewJson(view: View, state: JsonObject = { values: {} }): JsonObject {
  return {
    ...view.given,
    id: view.id,
    type: view.type,
    blocks: view.blocks,
    hash: view.hash,
    state,
    private_metadata: view.given.private_metadata ?? '',
    callback_id: view.given.callback_id ?? '',
  };
}

function shortId(): string {
  return randomUUID().replaceAll('-', '').slice(0, 12).toUpperCase();
}
