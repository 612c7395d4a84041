import type { Attachment, AttachmentStore, StagedFile } from '../cdn/attachments.ts';
import { DiscordError, type FieldProblem, invalidBody } from '../discord-error.ts';
import { layoutProblems, mediaIn, partsOf } from '../validate/layout.ts';
import type { MessageForm } from '../validate/message-form.ts';
import { type AllowedMentions, mentionsIn } from '../world/mentions.ts';
import { MESSAGE_FLAG, type MessageBody } from '../world/messages.ts';
import type { World } from '../world/world.ts';

const { IS_COMPONENTS_V2, SUPPRESS_EMBEDS, EPHEMERAL, LOADING, SUPPRESS_NOTIFICATIONS } = MESSAGE_FLAG;
const SETTABLE = IS_COMPONENTS_V2 | SUPPRESS_EMBEDS | SUPPRESS_NOTIFICATIONS;

/** What goes into a message. */
export interface Ingredients {
  form: MessageForm;
  files: ReadonlyMap<string, StagedFile>;
  channelId: string;
  /** What the message says so far, when it is an edit. */
  current?: MessageBody | undefined;
  /** Which mentions count when the form does not say. */
  allowedMentions?: AllowedMentions | undefined;
  /** The author of the message this one replies to. */
  repliesTo?: string | undefined;
  ephemeral?: boolean;
}

/**
 * Turns a form into what the message says, and keeps the files it brings. An edit changes what its form names.
 * @throws DiscordError 50006 for an empty message, 50035 for parts that do not fit together
 */
export async function composeBody(
  world: World,
  store: AttachmentStore,
  ingredients: Ingredients,
): Promise<MessageBody> {
  const { form, files, current, repliesTo } = ingredients;
  const draft = {
    content: form.content === undefined ? (current?.content ?? '') : (form.content ?? ''),
    embeds: form.embeds === undefined ? (current?.embeds ?? []) : (form.embeds ?? []),
    components: form.components === undefined ? (current?.components ?? []) : (form.components ?? []),
    flags: flagsOf(ingredients),
  };
  const staying = stayingAttachments(form, current);
  const filenames = new Set([...staying, ...files.values()].map(({ filename }) => filename));
  const problems = [...problemsOf(draft, filenames), ...unknownAttachments(ingredients)];
  if (problems.length > 0) throw invalidBody(problems);
  if (isEmpty(draft, filenames)) throw new DiscordError('emptyMessage');

  const allowed = form.allowed_mentions ?? ingredients.allowedMentions;
  const mentions = mentionsIn(world, textOf(draft), { ...(allowed ? { allowed } : {}), repliesTo });
  return { ...draft, mentions, attachments: [...staying, ...(await keepFiles(store, ingredients))] };
}

type Draft = Omit<MessageBody, 'attachments' | 'mentions'>;

/** Components V2 can be switched on, never off. @throws DiscordError 50035 */
function flagsOf({ form, current, ephemeral }: Ingredients): number {
  const fixed = ((current?.flags ?? 0) & ~SETTABLE & ~LOADING) | (ephemeral ? EPHEMERAL : 0);
  const before = (current?.flags ?? 0) & SETTABLE;
  const asked = form.flags == null ? before : form.flags & SETTABLE;
  if (before & IS_COMPONENTS_V2 & ~asked) {
    const message = 'The IS_COMPONENTS_V2 flag cannot be removed';
    throw invalidBody([{ path: ['flags'], code: 'MESSAGE_FLAG_CANNOT_BE_REMOVED', message }]);
  }
  return fixed | asked;
}

function problemsOf(draft: Draft, filenames: ReadonlySet<string>): FieldProblem[] {
  const isV2 = (draft.flags & IS_COMPONENTS_V2) !== 0;
  return [
    ...(isV2 ? legacyFields(draft) : []),
    ...layoutProblems(draft.components, isV2),
    ...mediaIn(draft.components).flatMap((url) => missingFile(url, filenames)),
  ];
}

function legacyFields({ content, embeds }: Draft): FieldProblem[] {
  const used = [...(content === '' ? [] : ['content']), ...(embeds.length === 0 ? [] : ['embeds'])];
  return used.map((field) => ({
    path: [field],
    code: 'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2',
    message: `The '${field}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2`,
  }));
}

function missingFile(url: string, filenames: ReadonlySet<string>): FieldProblem[] {
  if (/^https?:\/\//.test(url) || filenames.has(url.replace(/^attachment:\/\//, ''))) return [];
  const code = 'UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND';
  return [{ path: ['components'], code, message: `The referenced attachment was not found: ${url}` }];
}

function unknownAttachments({ form, files, current }: Ingredients): FieldProblem[] {
  return (form.attachments ?? []).flatMap(({ id }, index) => {
    if (files.has(id) || current?.attachments.some((had) => had.id === id)) return [];
    const message = `There is no file for attachment ${id}`;
    return [{ path: ['attachments', index, 'id'], code: 'ATTACHMENT_NOT_FOUND', message }];
  });
}

/** An edit keeps the attachments it lists, or all when it lists none at all. */
function stayingAttachments(form: MessageForm, current: MessageBody | undefined): Attachment[] {
  const had = current?.attachments ?? [];
  if (form.attachments === undefined) return [...had];
  const listed = new Set((form.attachments ?? []).map(({ id }) => id));
  return had.filter(({ id }) => listed.has(id));
}

function isEmpty({ content, embeds, components, flags }: Draft, filenames: ReadonlySet<string>): boolean {
  if (components.length > 0) return false;
  return (flags & IS_COMPONENTS_V2) !== 0 || (content === '' && embeds.length === 0 && filenames.size === 0);
}

function textOf({ content, components }: Draft): string {
  const displayed = components.flatMap((component) => partsOf(component)).map((part) => part.content ?? '');
  return [content, ...displayed].join('\n');
}

function keepFiles(store: AttachmentStore, { form, files, channelId }: Ingredients): Promise<Attachment[]> {
  const descriptions = new Map((form.attachments ?? []).map(({ id, description }) => [id, description]));
  return Promise.all(
    [...files].map(([number, file]) =>
      store.keep(file, channelId, { description: descriptions.get(number) ?? undefined }),
    ),
  );
}
