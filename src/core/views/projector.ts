import { createHash } from 'node:crypto';
import { failpoint } from '#failpoint';
import type { Edit, EditId, Place } from '../edit/edit.ts';
import { RecutError } from '../errors.ts';
import type { Posted, Store } from '../store/store.ts';
import { editView } from './edit-view.ts';
import type { FactFinder } from './fact-finder.ts';
import { withoutLostPicture } from './lost-picture.ts';
import { type Message, slotOf } from './message.ts';
import { nonceOf } from './nonce.ts';
import { type Screen, ScreenError } from './screen.ts';

type OpenPlace = Place & { thread: string };
type Urgency = 'change' | 'heartbeat';
type Shown = 'shown' | 'skipped';

interface Parts {
  store: Store;
  facts: FactFinder;
  screens: ReadonlyMap<string, Screen>;
  /** Whether it is this process that shows threads of a platform now: two at a time could post a message twice. */
  mayShow(platform: string): boolean;
}

/** The slot under which the opening of a thread is remembered. */
const THREAD = 'thread';

/**
 * Makes threads match their edits. Level-triggered: projecting an edit again, at any time and after any crash, changes
 * nothing that is already right, and mends what is not.
 */
export class Projector {
  readonly #parts: Parts;
  /** One projection of an edit at a time, so that none overtakes another. */
  readonly #busy = new Map<EditId, Promise<void>>();

  /** What the platform refused as too large: it is not sent again, whoever asks for it. */
  readonly #tooLarge = new Map<EditId, { hash: string; error: ScreenError }>();

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /**
   * Shows the edit as it is now. Rejects with a ScreenError when the platform does not take it; then it stays
   * unprojected and is shown again later.
   */
  async project(edit: Edit, urgency: Urgency = 'change'): Promise<void> {
    const before = this.#busy.get(edit.id) ?? Promise.resolve();
    const mine = before.catch(() => undefined).then(() => this.#show(edit.id, urgency));
    this.#busy.set(edit.id, mine);
    try {
      await mine;
    } finally {
      if (this.#busy.get(edit.id) === mine) this.#busy.delete(edit.id);
    }
  }

  /** Reads the edit anew: what is shown is never older than what an earlier projection showed. */
  async #show(id: EditId, urgency: Urgency): Promise<void> {
    const { store, facts } = this.#parts;
    const edit = await store.read(id);
    if (!edit) return;
    // What becomes of a part is seen in the status of the whole.
    const whole = edit.partOf && (await store.read(edit.partOf));
    if (whole) await this.project(whole, urgency);
    const screen = this.#parts.screens.get(edit.place.platform);
    if (!screen) throw new RecutError('unknown_platform', `${edit.place.platform} is not configured`);
    const posted = await store.posted(id);
    const messages = editView(edit, await facts.factsOf(edit));
    const isPrivate = (message: Message) => message.kind === 'notice' && message.to !== undefined;
    const shown = await eachOnItsOwn([
      ...messages.filter(isPrivate).map((message) => this.#tell(edit, message, posted, screen)),
      this.#showInThread(
        edit,
        messages.filter((message) => !isPrivate(message)),
        posted,
        screen,
        urgency,
      ),
    ]);
    // A heartbeat may find that the edit has moved on, and be skipped: then the change is still to be shown.
    if (shown === 'shown') await store.markProjected(id, edit.version);
  }

  async #showInThread(
    edit: Edit,
    messages: readonly Message[],
    posted: readonly Posted[],
    screen: Screen,
    urgency: Urgency,
  ): Promise<Shown> {
    const thread = edit.place.thread ?? (await this.#openThread(edit, posted, screen));
    const place = { ...edit.place, thread };
    return eachOnItsOwn(
      messages.map((message) => this.#showMessage(message, place, posted, screen, urgency)),
    );
  }

  /** Told once; whoever takes no messages from the bot finds it in the history. */
  async #tell(edit: Edit, message: Message, posted: readonly Posted[], screen: Screen): Promise<Shown> {
    if (message.kind !== 'notice' || message.to === undefined) return 'shown';
    const { store } = this.#parts;
    const slot = slotOf(message);
    const known = posted.find((each) => each.slot === slot);
    if (known?.ref) return 'shown';
    if (!known) await store.savePosted({ editId: edit.id, slot, ref: null, hash: null });
    this.#insistOnTurn(screen);
    const maybeSince = known ? edit.since : null;
    const notice = { nonce: nonceOf(edit.id, slot), maybeSince, line: message.line, files: [] };
    await screen.tell(message.to, notice).catch((error: unknown) => {
      if (!(error instanceof ScreenError) || error.retryable) throw error;
    });
    await store.savePosted({ editId: edit.id, slot, ref: message.to, hash: contentHash(message) });
    return 'shown';
  }

  async #openThread(edit: Edit, posted: readonly Posted[], screen: Screen): Promise<string> {
    const { store } = this.#parts;
    const mayExist = posted.some(({ slot }) => slot === THREAD);
    if (!mayExist) await store.savePosted({ editId: edit.id, slot: THREAD, ref: null, hash: null });
    const line = [{ person: edit.person }, ` asked for an edit: ${edit.wish.prompt}`];
    failpoint('thread.before');
    this.#insistOnTurn(screen);
    const thread = await screen.openThread(edit.place, { nonce: nonceOf(edit.id, THREAD), mayExist, line });
    failpoint('thread.after');
    await store.setThread(edit.id, thread);
    return thread;
  }

  /** Asked as late as possible: a process may have stood still for a while at any point. */
  #insistOnTurn({ platform }: Screen): void {
    if (this.#parts.mayShow(platform)) return;
    throw new ScreenError('unreachable', 'another process shows the threads now');
  }

  async #showMessage(
    wanted: Message,
    place: OpenPlace,
    posted: readonly Posted[],
    screen: Screen,
    urgency: Urgency,
  ): Promise<Shown> {
    const { store } = this.#parts;
    const message = await withoutLostPicture(wanted, posted, store);
    const { edit: editId } = message;
    const slot = slotOf(message);
    const known = posted.find((each) => each.slot === slot);
    const hash = contentHash(message);
    if (known?.ref && known.hash === hash) return 'shown';
    if (known?.ref) {
      failpoint('update.before', slot);
      const shown = await screen.update(place, known.ref, message, urgency);
      failpoint('update.after', slot);
      if (shown === 'shown') await store.savePosted({ editId, slot, ref: known.ref, hash });
      return shown;
    }
    const refused = this.#tooLarge.get(editId);
    if (refused?.hash === hash) throw refused.error;
    // Remembered before it is posted: after a crash in between, the thread is searched before posting again.
    if (!known) await store.savePosted({ editId, slot, ref: null, hash: null });
    failpoint('post.before', slot);
    this.#insistOnTurn(screen);
    const outgoing = { message, nonce: nonceOf(editId, slot), mayExist: known !== undefined };
    const ref = await screen.post(place, outgoing).catch((error: unknown) => {
      if (error instanceof ScreenError && error.code === 'too_big')
        this.#tooLarge.set(editId, { hash, error });
      throw error;
    });
    if (slot === 'take') this.#tooLarge.delete(editId);
    failpoint('post.after', slot);
    await store.savePosted({ editId, slot, ref, hash });
    failpoint('post.stored', slot);
    return 'shown';
  }
}

/**
 * A status that the platform does not take just now must not keep a take from its thread. Rejects after all of them, with
 * what may pass before what will not, so that it is tried again.
 */
async function eachOnItsOwn(showing: readonly Promise<Shown>[]): Promise<Shown> {
  const results = await Promise.allSettled(showing);
  const failures = results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []));
  const passes = (error: unknown) => !(error instanceof ScreenError) || error.retryable;
  if (failures.length > 0) throw failures.findLast(passes) ?? failures.at(-1);
  return results.some((result) => result.status === 'fulfilled' && result.value === 'skipped')
    ? 'skipped'
    : 'shown';
}

function contentHash(message: Message): string {
  return createHash('sha256').update(JSON.stringify(message)).digest('hex').slice(0, 32);
}
