import type { Channel, Channels } from '../channels.ts';
import type { Share, StoredFile } from '../files.ts';
import type { JsonObject } from '../json.ts';
import type { Team } from '../people.ts';

/** A file as messages, events and forms carry it. */
export function fileShape(file: StoredFile, team: Team, baseUrl: string): JsonObject {
  const address = `${baseUrl}/files-pri/${team.id}-${file.id}`;
  return {
    id: file.id,
    created: file.created,
    timestamp: file.created,
    name: file.name,
    title: file.title,
    mimetype: file.mimetype,
    filetype: file.filetype,
    pretty_type: file.prettyType,
    user: file.owner,
    user_team: team.id,
    editable: false,
    size: file.size,
    mode: 'hosted',
    is_external: false,
    external_type: '',
    is_public: false,
    public_url_shared: false,
    display_as_bot: false,
    username: '',
    url_private: `${address}/${encodeURIComponent(file.name)}`,
    url_private_download: `${address}/download/${encodeURIComponent(file.name)}`,
    permalink: `${baseUrl}/files/${file.owner}/${file.id}/${encodeURIComponent(file.name)}`,
    ...(file.altText === undefined ? {} : { alt_txt: file.altText }),
    is_starred: false,
    has_rich_preview: false,
    file_access: 'visible',
  };
}

/** A file as `files.info` and `files.list` answer: also where it was posted. */
export function fileInfoShape(file: StoredFile, team: Team, baseUrl: string, channels: Channels): JsonObject {
  const inKind = (kind: Channel['kind']) =>
    file.shares.filter(({ channel }) => channels.get(channel)?.kind === kind);
  const [open, closed, direct] = [inKind('public'), inKind('private'), inKind('direct')];
  return {
    ...fileShape(file, team, baseUrl),
    is_public: open.length > 0,
    shares: {
      ...(open.length > 0 ? { public: byChannel(open, channels, team) } : {}),
      ...(closed.length + direct.length > 0
        ? { private: byChannel([...closed, ...direct], channels, team) }
        : {}),
    },
    channels: idsOf(open),
    groups: idsOf(closed),
    ims: idsOf(direct),
    comments_count: 0,
  };
}

function byChannel(shares: readonly Share[], channels: Channels, team: Team): JsonObject {
  const grouped = Object.groupBy(shares, ({ channel }) => channel);
  return Object.fromEntries(
    Object.entries(grouped).map(([id, some = []]) => [
      id,
      some.map(({ ts, threadTs }) => ({
        ts,
        ...(threadTs === undefined ? {} : { thread_ts: threadTs }),
        reply_users: [],
        reply_users_count: 0,
        reply_count: 0,
        channel_name: channels.get(id)?.name ?? '',
        team_id: team.id,
      })),
    ]),
  );
}

function idsOf(shares: readonly Share[]): string[] {
  return [...new Set(shares.map(({ channel }) => channel))];
}
