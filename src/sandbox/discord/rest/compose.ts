import type { Attachment, AttachmentStore, StagedFile } from '../cdn/attachments.ts';
import { DiscordError, type FieldProblem, invalidBody } from '../discord-error.ts';
import { layoutProblems, mediaIn, partsOf } from '../validate/layout.ts';
import type { MessageForm } from '../validate/message-form.ts';
import { type AllowedMentions, mentionsIn } from '../world/mentions.ts';
import { MESSAGE_FLAG, type MessageBody } from '../world/messages.ts';
import type { World } from '../world/world.ts';

const { IS_COMPONENTS_V2, SUPPRESS_EMBEDS, EPHEMERAL, LOADING, SUPPRESS_NOTIFICATIONS } = MESSAGE_FLAG;
const SETTABLE = IS_COMPONENTS_V2 | SUPPRESS_EMBEDS | SUPPRESS_NOTIFICATIONS;

/** What a message will say, once the form is found valid. */
export interface Composition {
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
 * Turns a valid form into what the message says, taking the files it brings.
 * @throws DiscordError 50006 for an empty message, 50035 for parts that do not fit together
 */
export async function composeBody(
  world: World,
  store: AttachmentStore,
  composition: Composition,
): Promise<MessageBody> {
  const { form, files, channelId, current } = composition;
  const flags = flagsOf(composition);
  const content = form.content === undefined ? (current?.content ?? '') : (form.content ?? '');
  const embeds = form.embeds === undefined ? (current?.embeds ?? []) : (form.embeds ?? []);
  const components = form.components === undefined ? (current?.components ?? []) : (form.components ?? []);
  const isV2 = (flags & IS_COMPONENTS_V2) !== 0;

  const kept = keptAttachments(form, current);
  const names = new Set([...kept, ...files.values()].map(({ filename }) => filename));
  const problems = [
    ...(isV2 ? legacyProblems({ content, embeds }) : []),
    ...layoutProblems(components, isV2),
    ...mediaIn(components).flatMap((url) => missingMedia(url, names)),
    ...unknownAttachments(form, files, current),
  ];
  if (problems.length > 0) throw invalidBody(problems);
  const nothing = content === '' && embeds.length === 0 && names.size === 0;
  if (components.length === 0 && (isV2 || nothing)) throw new DiscordError('emptyMessage');

  const attachments = [...kept, ...(await keepFiles(store, composition))];
  const text = [content, ...components.flatMap(partsOf).flatMap(({ content: shown }) => shown ?? [])].join(
    '\n',
  );
  const allowed = form.allowed_mentions ?? composition.allowedMentions;
  const mentions = mentionsIn(world, text, {
    ...(allowed ? { allowed } : {}),
    repliesTo: composition.repliesTo,
  });
  return { content, embeds, components, attachments, flags, mentions };

  function keepFiles(
    to: AttachmentStore,
    { form: { attachments: listed } }: Composition,
  ): Promise<Attachment[]> {
    const described = new Map((listed ?? []).map(({ id, description }) => [id, description ?? undefined]));
    return Promise.all(
      [...files].map(([number, file]) => to.keep(file, channelId, { description: described.get(number) })),
    );
  }
}

/** Components V2 can be switched on, never off. @throws DiscordError 50035 */
function flagsOf({ form, current, ephemeral }: Composition): number {
  const fixed = ((current?.flags ?? 0) & ~SETTABLE & ~LOADING) | (ephemeral ? EPHEMERAL : 0);
  const before = (current?.flags ?? 0) & SETTABLE;
  const asked = form.flags == null ? before : form.flags & SETTABLE;
  if (before & IS_COMPONENTS_V2 & ~asked) {
    const message = 'The IS_COMPONENTS_V2 flag cannot be removed';
    throw invalidBody([{ path: ['flags'], code: 'MESSAGE_FLAG_CANNOT_BE_REMOVED', message }]);
  }
  return fixed | asked;
}

function legacyProblems({
  content,
  embeds,
}: {
  content: string;
  embeds: readonly unknown[];
}): FieldProblem[] {
  const used = [...(content === '' ? [] : ['content']), ...(embeds.length === 0 ? [] : ['embeds'])];
  return used.map((field) => ({
    path: [field],
    code: 'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2',
    message: `The '${field}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2`,
  }));
}

function missingMedia(url: string, names: ReadonlySet<string>): FieldProblem[] {
  if (/^https?:\/\//.test(url) || names.has(url.replace(/^attachment:\/\//, ''))) return [];
  const code = 'UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND';
  return [{ path: ['components'], code, message: `The referenced attachment was not found: ${url}` }];
}

/** An edit keeps the attachments it lists, or all when it lists none at all. */
function keptAttachments(form: MessageForm, current: MessageBody | undefined): Attachment[] {
  const had = current?.attachments ?? [];
  if (form.attachments === undefined) return [...had];
  const listed = new Set((form.attachments ?? []).map(({ id }) => id));
  return had.filter(({ id }) => listed.has(id));
}

function unknownAttachments(
  form: MessageForm,
  files: ReadonlyMap<string, StagedFile>,
  current: MessageBody | undefined,
): FieldProblem[] {
  return (form.attachments ?? []).flatMap(({ id }, index) => {
    if (files.has(id) || current?.attachments.some((had) => had.id === id)) return [];
    const message = `There is no file for attachment ${id}`;
    return [{ path: ['attachments', index, 'id'], code: 'ATTACHMENT_NOT_FOUND', message }];
  });
}
