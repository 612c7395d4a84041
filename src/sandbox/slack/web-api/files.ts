import { z } from 'zod';
import type { Block } from '../block-kit/block.ts';
import { checkBlocks } from '../block-kit/check-blocks.ts';
import type { Channel } from '../channels.ts';
import type { StoredFile } from '../files.ts';
import { Refusal } from '../refusal.ts';
import { fileInfoShape } from '../shapes/file.ts';
import { botSees } from '../visibility.ts';
import type { Workspace } from '../workspace.ts';
import { joinedChannel, threadRoot } from './access.ts';
import { structure, text, timestamp, whole } from './arguments.ts';
import { method } from './method.ts';

const getUploadUrl = method({
  name: 'files.getUploadURLExternal',
  scopes: ['files:write'],
  args: { filename: text.min(1), length: whole, alt_txt: text.optional() },
  ignored: ['snippet_type'],
  run: ({ filename, length, alt_txt }, at) => {
    if (length < 1) throw new Refusal('missing_argument');
    if (length > at.uploadLimitBytes) throw new Refusal('file_upload_size_restricted');
    if ((alt_txt?.length ?? 0) > 1000) throw new Refusal('alt_txt_too_large');
    const { id } = at.files.announce(at.bot.userId, filename, length, alt_txt);
    return { upload_url: `${at.baseUrl}/upload/v1/${id}`, file_id: id };
  },
});

const completed = z
  .array(z.strictObject({ id: text, title: text.optional(), highlight_type: text.optional() }))
  .min(1);

/** People are not taken: a direct conversation has to be opened first. */
const channelId = text.regex(/^[CGDZ][A-Z0-9]{8,}$/);

const complete = method({
  name: 'files.completeUploadExternal',
  scopes: ['files:write'],
  args: {
    files: structure,
    channel_id: channelId.optional(),
    thread_ts: timestamp.optional(),
    initial_comment: text.optional(),
    blocks: structure.optional(),
  },
  ignored: ['channels', 'username', 'icon_url', 'icon_emoji'],
  run: (args, at) => {
    const named = completed.safeParse(args.files.json);
    if (!named.success) throw Refusal.withMessages('invalid_arguments', ['[ERROR] invalid `files`']);
    const files = named.data.map(({ id, title }) => {
      const file = at.files.get(id);
      if (file?.state !== 'uploaded') throw new Refusal('file_not_found');
      return { ...file, title: title ?? file.title };
    });
    const channel = args.channel_id === undefined ? undefined : joinedChannel(args.channel_id, at);
    const threadTs = channel && args.thread_ts ? threadRoot(channel, args.thread_ts, at).ts : undefined;
    const comment = args.initial_comment ?? '';
    const blocks = args.blocks && !comment ? checkBlocks(args.blocks.json, 'message', at.unknownBlocks) : [];
    for (const { id, title } of files) at.files.change(id, { title, state: 'complete' });
    if (channel) shareSoon(files, channel, threadTs, comment, blocks, at);
    return { files: files.map(({ id, title }) => ({ id, title })) };
  },
});

/** The message of an upload comes a moment after the answer, and with it the file's `shares`. */
function shareSoon(
  files: readonly StoredFile[],
  channel: Channel,
  threadTs: string | undefined,
  comment: string,
  blocks: readonly Block[],
  at: Workspace,
): void {
  const draft = {
    channel: channel.id,
    user: at.bot.userId,
    botId: at.bot.botId,
    subtype: 'file_share' as const,
    text: comment,
    blocks,
    fileIds: files.map(({ id }) => id),
    ...(threadTs === undefined ? {} : { threadTs }),
  };
  void at.later(at.shareDelayMs, () => at.post(draft));
}

const info = method({
  name: 'files.info',
  scopes: ['files:read'],
  args: { file: text },
  ignored: ['count', 'cursor', 'limit', 'page'],
  run: ({ file: id }, at) => {
    const file = visibleFile(id, at);
    return { file: shape(file, at), comments: [], response_metadata: { next_cursor: '' } };
  },
});

const list = method({
  name: 'files.list',
  scopes: ['files:read'],
  args: {
    channel: text.optional(),
    user: text.optional(),
    ts_from: text.optional(),
    ts_to: text.optional(),
    types: text.default('all'),
    count: whole.default(100),
    page: whole.default(1),
  },
  ignored: ['show_files_hidden_by_limit'],
  run: (args, at) => {
    const types = args.types.split(',');
    const wanted = (file: StoredFile) =>
      file.state === 'complete' &&
      botSees(file, at) &&
      (!args.channel || file.shares.some(({ channel }) => channel === args.channel)) &&
      (!args.user || file.owner === args.user) &&
      (!args.ts_from || file.created >= Number(args.ts_from)) &&
      (!args.ts_to || file.created <= Number(args.ts_to)) &&
      types.some((type) => hasType(file, type));
    const found = at.files.all().filter(wanted).reverse();
    const { count, page } = args;
    return {
      files: found.slice((page - 1) * count, page * count).map((file) => shape(file, at)),
      paging: { count, total: found.length, page, pages: Math.max(1, Math.ceil(found.length / count)) },
    };
  },
});

const remove = method({
  name: 'files.delete',
  scopes: ['files:write'],
  args: { file: text },
  run: async ({ file: id }, at) => {
    const file = visibleFile(id, at);
    if (file.owner !== at.bot.userId) throw new Refusal('cant_delete_file');
    await at.files.delete(id);
    at.events.fileDeleted(id);
    return {};
  },
});

/** `files.list` knows coarse types; videos have one of their own. */
function hasType(file: StoredFile, type: string): boolean {
  if (type === 'all') return true;
  if (type === 'images') return file.mimetype.startsWith('image/');
  if (type === 'videos') return file.mimetype.startsWith('video/');
  return false;
}

function visibleFile(id: string, at: Workspace): StoredFile {
  const file = at.files.get(id);
  if (file?.state === 'deleted') throw new Refusal('file_deleted');
  if (file?.state !== 'complete' || !botSees(file, at)) throw new Refusal('file_not_found');
  return file;
}

function shape(file: StoredFile, at: Workspace) {
  return fileInfoShape(file, at.team, at.baseUrl, at.channels);
}

export const fileMethods = [getUploadUrl, complete, info, list, remove];
