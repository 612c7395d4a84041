import type { CommandCall, FormReturn, PressAnswer, TokenPress } from '../desk.ts';
import type { Place } from '../edit/edit.ts';
import { isSavableName } from '../edit/prompt-names.ts';
import type { SideDesk } from '../side-desk.ts';
import type { FormProblem } from '../views/form.ts';
import { changeForm, saveForm } from '../views/library-forms.ts';
import { libraryPanel, PAGE } from '../views/library-panel.ts';
import { libraryNotes, notSaved } from '../views/library-wording.ts';
import type { Line } from '../views/message.ts';
import type { PanelPicture } from '../views/panel.ts';
import { LIBRARY_LIMITS, type Library } from './library.ts';
import { readLibraryCommand } from './library-command.ts';
import type { SavedItem } from './saved-item.ts';
import type { SaveResult, Saving, Wanted } from './saving.ts';

interface Parts {
  library: Library;
  saving: Saving;
  /** Whether the platform says that this person approves for this team now. */
  mayApprove(place: Place, person: string): Promise<boolean>;
  /** In which the team reads dates. */
  timeZone(place: Act['place']): Promise<string>;
  /** What these things look like, for a place where a private message can bring it; else null. */
  sheet(place: Act['place'], items: readonly SavedItem[]): Promise<Buffer | null>;
  /** A saving that nobody waits for any more has failed. */
  lost(error: unknown): void;
}

type Act = Pick<CommandCall, 'person' | 'place'>;

/** A form that was sent has to be answered within three seconds on Slack. */
const PATIENCE_MS = 2_000;
const MOST_PICTURES = 4;

/**
 * `/edit-library`: what the team has saved for its prompts. Anybody saves; who saved something, or an approver, renames
 * and removes it.
 */
export class LibraryDesk implements SideDesk {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  async command(call: CommandCall): Promise<PressAnswer> {
    const asked = readLibraryCommand(call.text);
    switch (asked.kind) {
      case 'list':
        return this.#list(call, 0);
      case 'add':
        return this.#add(call, asked);
      case 'remove':
        return this.#named(call, asked.name, (item) => this.#remove(call, item));
      case 'rename':
        return this.#named(call, asked.name, (item) => this.#rename(call, item, asked.to));
      case 'unknown':
        return note(libraryNotes.usage());
    }
  }

  async open(press: TokenPress, [what = '', page = '']: readonly string[]): Promise<PressAnswer> {
    if (what === 'new') return { kind: 'ask', form: saveForm('') };
    if (what === 'edit') {
      const items = await this.#page(press, page);
      return items.length > 0
        ? { kind: 'ask', form: changeForm(items, pageNumber(page)) }
        : this.#panel(press);
    }
    return this.#list(press, pageNumber(page));
  }

  async submit(sent: FormReturn, [what = '', page = '']: readonly string[]): Promise<PressAnswer> {
    return what === 'change' ? this.#change(sent, page) : this.#saveSent(sent);
  }

  /** With pictures at once, as Discord sends them; else a form asks for them. */
  async #add(
    { person, place, uploads }: CommandCall,
    { name, as }: { name: string; as: SavedItem['kind'] | null },
  ): Promise<PressAnswer> {
    if (name !== '' && !isSavableName(name)) return note([libraryNotes.badName(name)]);
    if (uploads.length === 0) return { kind: 'ask', form: saveForm(name) };
    const kind = as ?? (uploads.length > 1 ? 'element' : 'image');
    const wrong = wrongWith({ name, kind, uploads });
    if (wrong) return note([wrong.text]);
    const result = await this.#parts.saving.save({ person, place, name, kind, uploads });
    return result.kind === 'saved'
      ? this.#panel({ person, place }, libraryNotes.saved(result.item))
      : note([notSaved(result, LIBRARY_LIMITS.items)]);
  }

  async #saveSent({ answers, person, place }: FormReturn): Promise<PressAnswer> {
    const name = (answers.texts['name'] ?? '').replace(/^@/, '');
    const kind = answers.texts['kind'] === 'element' ? 'element' : 'image';
    const uploads = [...(answers.files['front'] ?? []), ...(answers.files['views'] ?? [])];
    const form = saveForm(name);
    const hasFront = (answers.files['front'] ?? []).length > 0;
    const wrong = wrongWith({ name, kind, uploads: hasFront ? uploads : [] });
    if (wrong) return { kind: 'problems', problems: [wrong], form };
    const saving = this.#parts.saving.save({ person, place, name, kind, uploads });
    const result = await inTime(saving);
    if (result === null) {
      saving.catch((error: unknown) => this.#parts.lost(error));
      return note(libraryNotes.savingStill(name));
    }
    if (result.kind === 'saved') return this.#panel({ person, place }, libraryNotes.saved(result.item));
    const text = notSaved(result, LIBRARY_LIMITS.items);
    return { kind: 'problems', problems: [{ field: fieldOf(result), text }], form };
  }

  async #change(sent: FormReturn, page: string): Promise<PressAnswer> {
    const { texts } = sent.answers;
    const items = await this.#parts.library.list(sent.place);
    const item = items.find(({ id }) => id === texts['item']);
    if (!item) return this.#panel(sent);
    if (texts['what'] === 'remove') return this.#remove(sent, item);
    const name = (texts['name'] ?? '').replace(/^@/, '');
    const answer = await this.#rename(sent, item, name);
    if (answer.kind !== 'note' || (await this.#notHis(sent, item))) return answer;
    const form = changeForm(await this.#page(sent, page), pageNumber(page));
    return { kind: 'problems', problems: [{ field: 'name', text: plain(answer.line) }], form };
  }

  async #named(
    { place }: Act,
    name: string,
    act: (item: SavedItem) => Promise<PressAnswer>,
  ): Promise<PressAnswer> {
    const item = await this.#parts.library.find(place, name);
    return item ? act(item) : note([libraryNotes.notThere(name)]);
  }

  async #remove(act: Act, item: SavedItem): Promise<PressAnswer> {
    const refused = await this.#notHis(act, item);
    if (refused) return refused;
    await this.#parts.library.remove(item);
    return this.#panel(act, libraryNotes.removed(item.name));
  }

  async #rename(act: Act, item: SavedItem, name: string): Promise<PressAnswer> {
    const refused = await this.#notHis(act, item);
    if (refused) return refused;
    if (!isSavableName(name)) return note([libraryNotes.badName(name)]);
    const renamed = await this.#parts.library.rename(item.owner, item.id, name);
    if (renamed === null) return note([libraryNotes.notThere(item.name)]);
    return renamed.kind === 'renamed'
      ? this.#panel(act, libraryNotes.renamed(item.name, name))
      : note([notSaved(renamed, LIBRARY_LIMITS.items)]);
  }

  /** What somebody is told who may not change this. */
  async #notHis({ person, place }: Act, item: SavedItem): Promise<PressAnswer | null> {
    if (person === item.by) return null;
    const approves = await this.#parts.mayApprove({ ...place, thread: null, message: null }, person);
    return approves ? null : note(libraryNotes.notYours(item));
  }

  /** With a look at everything on the page. After a change it is left out, for the sake of a quick answer. */
  async #list(act: Act, page: number): Promise<PressAnswer> {
    const items = await this.#page(act, String(page));
    const data = items.length > 0 ? await this.#parts.sheet(act.place, items) : null;
    const altText = `Saved: ${items.map(({ name }) => `@${name}`).join(', ')}`;
    return this.#panel(act, null, page, data && { name: 'library.jpg', data, altText });
  }

  async #panel(
    { place }: Act,
    notice: string | null = null,
    page = 0,
    picture: PanelPicture | null = null,
  ): Promise<PressAnswer> {
    const [items, timeZone] = await Promise.all([
      this.#parts.library.list(place),
      this.#parts.timeZone(place),
    ]);
    const most = LIBRARY_LIMITS.items;
    return { kind: 'panel', panel: libraryPanel(items, { page, notice, picture, most, timeZone }) };
  }

  async #page({ place }: Act, page: string): Promise<SavedItem[]> {
    const first = pageNumber(page) * PAGE;
    return (await this.#parts.library.list(place)).slice(first, first + PAGE);
  }
}

/** What is wrong before any picture is looked at, beside its field. */
function wrongWith({ name, kind, uploads }: Pick<Wanted, 'name' | 'kind' | 'uploads'>): FormProblem | null {
  if (!isSavableName(name)) return { field: 'name', text: libraryNotes.badName(name) };
  if (uploads.length === 0) return { field: 'front', text: libraryNotes.noPicture() };
  if (kind === 'image' && uploads.length > 1) return { field: 'views', text: libraryNotes.oneImage() };
  if (uploads.length > MOST_PICTURES) return { field: 'views', text: libraryNotes.tooMany() };
  return null;
}

function fieldOf({ kind }: SaveResult): string {
  return kind === 'name_taken' || kind === 'full' ? 'name' : 'front';
}

function pageNumber(text: string): number {
  return /^\d{1,3}$/.test(text) ? Number(text) : 0;
}

function plain(line: Line): string {
  return line.filter((piece) => typeof piece === 'string').join('');
}

/** Null when it takes too long to be waited for. */
async function inTime<T>(work: Promise<T>): Promise<T | null> {
  const late = Promise.withResolvers<null>();
  const timer = setTimeout(() => late.resolve(null), PATIENCE_MS);
  try {
    return await Promise.race([work, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}

function note(line: Line): PressAnswer {
  return { kind: 'note', line };
}
