import type { WebClient } from '@slack/web-api';
import type { Place } from '../../core/edit/edit.ts';
import { type Download, type FoundUpload, ScreenError } from '../../core/views/screen.ts';
import {
  carriesFiles,
  filesOf,
  hasBytes,
  isVideo,
  type SlackFile,
  slackFile,
  toSource,
} from './slack-file.ts';
import { asked } from './slack-refusal.ts';

const PAGE = 200;
const MOST_PAGES = 5;

/**
 * Hosts that Slack serves files from, and redirects to. An address that lacks the token is answered with HTTP 200 and
 * a login page; a host that is not Slack's must never see it.
 */
const SLACK_HOSTS = ['slack.com', '.slack.com', 'slack-files.com', '.slack-files.com', '.slack-edge.com'];

export interface SourceOptions {
  botToken: string;
  apiUrl: string;
  trustedHosts: readonly string[];
}

/** Where clips come from: the files of a workspace. */
export class SlackSource {
  readonly #web: WebClient;
  readonly #headers: Readonly<Record<string, string>>;
  readonly #tokenHosts: readonly string[];

  constructor(web: WebClient, { botToken, apiUrl, trustedHosts }: SourceOptions) {
    this.#web = web;
    this.#headers = { authorization: `Bearer ${botToken}` };
    this.#tokenHosts = tokenHosts(apiUrl, trustedHosts);
  }

  /**
   * @param ref the id of a file; its address is asked for anew each time, because stubs of Slack Connect have none
   * @throws ScreenError `file_gone` when it was deleted, or the bot cannot see it
   */
  async locate(ref: string): Promise<Download> {
    const { file } = await asked('files.info', this.#web.files.info({ file: ref }));
    const facts = slackFile.safeParse(file).data;
    const url = facts?.url_private_download || facts?.url_private;
    if (!facts || !url || !hasBytes(facts))
      throw new ScreenError('file_gone', `Slack has no bytes of file ${ref}`);
    return { url, headers: this.#headers, tokenHosts: this.#tokenHosts };
  }

  /**
   * The video of the message that the thread hangs on, else the newest one in the thread before the message that asked.
   * @throws ScreenError
   */
  async findClip({ channel, thread, message }: Place): Promise<FoundUpload | null> {
    const root = thread ?? message;
    if (root === null) return null;
    let newest: SlackFile | undefined;
    let cursor: string | undefined;
    for (let page = 0; page < MOST_PAGES; page += 1) {
      const { messages, response_metadata } = await this.#replies(channel, root, message, cursor);
      const read = (messages ?? []).map((reply) => ({ ts: reply.ts, videos: videosOf(reply) }));
      const [first] = read.find(({ ts }) => ts === root)?.videos ?? [];
      if (first) return toSource(first);
      newest = read.findLast(({ videos }) => videos.length > 0)?.videos[0] ?? newest;
      cursor = response_metadata?.next_cursor;
      if (!cursor) break;
    }
    return newest ? toSource(newest) : null;
  }

  #replies(channel: string, root: string, until: string | null, cursor: string | undefined) {
    return asked(
      'conversations.replies',
      this.#web.conversations.replies({
        channel,
        ts: root,
        limit: PAGE,
        ...(until === null ? {} : { latest: until, inclusive: true }),
        ...(cursor ? { cursor } : {}),
      }),
    );
  }
}

function videosOf(message: unknown): SlackFile[] {
  const { data } = carriesFiles.safeParse(message);
  return data ? filesOf(data).filter(isVideo) : [];
}

/** A stand-in serves its files itself, from a host that the operator trusts; the real Slack from its own alone. */
function tokenHosts(apiUrl: string, trustedHosts: readonly string[]): readonly string[] {
  const { hostname } = new URL(apiUrl);
  if (hostname === 'slack.com' || hostname.endsWith('.slack.com')) return SLACK_HOSTS;
  return [...new Set([hostname, ...trustedHosts.map((host) => host.replace(/:\d+$/, ''))])];
}
