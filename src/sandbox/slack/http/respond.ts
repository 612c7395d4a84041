import type { IncomingMessage } from 'node:http';
import { isJsonObject, type JsonObject, parseJson } from '../json.ts';
import { Refusal } from '../refusal.ts';
import type { ResponseTarget } from '../response-urls.ts';
import { readSpoken, speak } from '../speak.ts';
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
  const ephemeral = at.ephemerals.byTs(target.messageTs ?? '');
  const message = at.messages.byTs(target.messageTs ?? '');
  if (said['delete_original'] === true) {
    if (ephemeral) at.hush(target.person, target.channel, ephemeral.ts);
    if (message) at.remove(message);
  } else if (said['replace_original'] === true && message) {
    at.change(message, readSpoken(said, at));
  } else if (said['replace_original'] === true && ephemeral) {
    const { text, blocks } = readSpoken(said, at);
    const { ts, threadTs } = ephemeral;
    at.whisper(target.person, target.channel, text, { blocks, ts, ...(threadTs ? { threadTs } : {}) });
  } else {
    speak(said, target, at);
  }
}
