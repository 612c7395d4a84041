import type { IncomingMessage } from 'node:http';
import { checkBlocks } from '../block-kit/check-blocks.ts';
import { isJsonObject, type JsonObject, parseJson } from '../json.ts';
import { Refusal } from '../refusal.ts';
import type { ResponseTarget } from '../response-urls.ts';
import type { Workspace } from '../workspace.ts';
import { readText } from './body.ts';
import { jsonReply, type Reply } from './reply.ts';

/** Takes what the bot posts to a `response_url`: a note to the person, a message, a replacement, a removal. */
export async function takeResponse(request: IncomingMessage, path: string, at: Workspace): Promise<Reply> {
  const said = parseJson(await readText(request));
  const target = at.responseUrls.use(path);
  if (!target) return jsonReply({ ok: false, error: 'expired_url' }, {}, 404);
  if (!isJsonObject(said)) return jsonReply({ ok: false, error: 'invalid_payload' }, {}, 400);
  try {
    respond(said, target, at);
    return { status: 200, headers: { 'content-type': 'text/plain' }, body: 'ok' };
  } catch (error) {
    if (error instanceof Refusal)
      return jsonReply({ ok: false, error: error.error, ...error.details }, {}, 400);
    throw error;
  }
}

function respond(said: JsonObject, target: ResponseTarget, at: Workspace): void {
  const { person, channel, messageTs } = target;
  const ephemeral = messageTs === undefined ? undefined : at.ephemerals.byTs(messageTs);
  const message = messageTs === undefined ? undefined : at.messages.byTs(messageTs);
  if (said['delete_original'] === true) {
    if (ephemeral) at.hush(person, channel, ephemeral.ts);
    if (message) at.remove(message);
    return;
  }
  const text = String(said['text'] ?? '');
  const blocks = said['blocks'] === undefined ? [] : checkBlocks(said['blocks'], 'message', at.unknownBlocks);
  if (text === '' && blocks.length === 0) throw new Refusal('no_text');
  const threadTs = typeof said['thread_ts'] === 'string' ? said['thread_ts'] : target.threadTs;
  const place = threadTs === undefined ? {} : { threadTs };
  if (said['replace_original'] === true && message) at.change(message, { text, blocks });
  else if (said['replace_original'] === true && ephemeral) at.ephemerals.show({ ...ephemeral, text, blocks });
  else if (said['response_type'] === 'in_channel') {
    at.post({ channel, user: at.bot.userId, botId: at.bot.botId, text, blocks, ...place });
  } else at.whisper(person, channel, text, { blocks, ...place });
}
