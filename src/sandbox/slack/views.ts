import { randomBytes } from 'node:crypto';
import type { ViewDescription } from './block-kit/check-view.ts';
import type { Changes } from './changes.ts';
import type { Ids } from './ids.ts';
import { Refusal } from './refusal.ts';

/** A modal a person looks at, or a person's App Home. */
export interface View extends ViewDescription {
  /** `V…` */
  readonly id: string;
  readonly person: string;
  /** Changes with each update; a stale one is refused when the app sends it along. */
  readonly hash: string;
  readonly rootId: string;
  readonly previousId?: string;
}

/** Modals lie on each other at most this high. */
const highestStack = 3;

/** The views people have before them. */
export class Views {
  readonly #stacks = new Map<string, View[]>();
  readonly #homes = new Map<string, View>();
  readonly #ids: Ids;
  readonly #changes: Changes;

  constructor(ids: Ids, changes: Changes) {
    this.#ids = ids;
    this.#changes = changes;
  }

  /** Opens a modal in place of whatever the person had open. */
  open(person: string, description: ViewDescription): View {
    this.#refuseSameExternalId(description.external_id);
    const view = this.#made(person, description);
    this.#stacks.set(person, [view]);
    this.#changes.tell({ kind: 'view_opened', person, viewId: view.id });
    return view;
  }

  /** Puts a modal on top of the one that is open. */
  push(person: string, description: ViewDescription): View {
    const stack = this.stack(person);
    const [root] = stack;
    const previous = stack.at(-1);
    if (!root || !previous) throw new Refusal('not_found');
    if (stack.length >= highestStack) throw new Refusal('push_limit_reached');
    this.#refuseSameExternalId(description.external_id);
    const view = { ...this.#made(person, description), rootId: root.id, previousId: previous.id };
    this.#stacks.set(person, [...stack, view]);
    this.#changes.tell({ kind: 'view_opened', person, viewId: view.id });
    return view;
  }

  /** Replaces the content of an open modal. */
  update(view: View, description: ViewDescription, hash?: string): View {
    if (hash !== undefined && hash !== view.hash) throw new Refusal('hash_conflict');
    if (description.external_id !== view.external_id) this.#refuseSameExternalId(description.external_id);
    const { id, person, rootId, previousId } = view;
    const place = { id, person, rootId, ...(previousId === undefined ? {} : { previousId }) };
    const updated = { ...description, ...place, hash: this.#freshHash() };
    this.#stacks.set(
      view.person,
      this.stack(view.person).map((open) => (open.id === view.id ? updated : open)),
    );
    this.#changes.tell({ kind: 'view_changed', person: view.person, viewId: view.id });
    return updated;
  }

  publish(person: string, description: ViewDescription, hash?: string): View {
    const before = this.#homes.get(person);
    if (hash !== undefined && before && hash !== before.hash) throw new Refusal('hash_conflict');
    const made = this.#made(person, description);
    const view = before ? { ...made, id: before.id, rootId: before.id } : made;
    this.#homes.set(person, view);
    this.#changes.tell({ kind: 'home_published', person });
    return view;
  }

  /** Closes one modal, or the whole stack of its person. */
  close(view: View, all: boolean): void {
    const rest = all ? [] : this.stack(view.person).filter((open) => open.id !== view.id);
    this.#stacks.set(view.person, rest);
    this.#changes.tell({ kind: 'view_closed', person: view.person, viewId: view.id });
  }

  /** The open modals of a person, the one on top last. */
  stack(person: string): readonly View[] {
    return this.#stacks.get(person) ?? [];
  }

  home(person: string): View | undefined {
    return this.#homes.get(person);
  }

  /** An open modal or a published home, by its id or by the id the app gave it. */
  find(by: { id?: string | undefined; externalId?: string | undefined }): View | undefined {
    const all = [...[...this.#stacks.values()].flat(), ...this.#homes.values()];
    return all.find((view) =>
      by.id ? view.id === by.id : !!by.externalId && view.external_id === by.externalId,
    );
  }

  #refuseSameExternalId(externalId: string): void {
    if (externalId && this.find({ externalId })) throw new Refusal('duplicate_external_id');
  }

  #made(person: string, description: ViewDescription): View {
    const id = this.#ids.next('V');
    return { ...description, id, person, hash: this.#freshHash(), rootId: id };
  }

  #freshHash(): string {
    return `${this.#ids.ts().split('.')[0]}.${randomBytes(4).toString('hex')}`;
  }
}
