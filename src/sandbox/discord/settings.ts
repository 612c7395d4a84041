const MIB = 1024 * 1024;

/** How this Discord is set up; all of it can be changed while it runs. */
export interface Settings {
  /** The largest file a message takes, and what interactions say it is. 20 MiB since September 2026. */
  uploadLimitBytes: number;
  /** Above it, a proxy before Discord answers 413 with a page instead of JSON. */
  requestLimitBytes: number;
  /**
   * Whether the application has the privileged intent "message content" switched on. Without it, IDENTIFY with
   * that intent is refused (4014) and REST leaves out what people wrote, as the gateway does.
   */
  messageContentIntent: boolean;
  /**
   * Whether a mention of the bot's role reveals a message without that intent, as a mention of the bot does.
   * Not documented either way; off is the harder case.
   */
  roleMentionRevealsContent: boolean;
}

export const defaultSettings: Readonly<Settings> = {
  uploadLimitBytes: 20 * MIB,
  requestLimitBytes: 500 * MIB,
  messageContentIntent: true,
  roleMentionRevealsContent: false,
};

/** Discord's flag for the intent in an application that is in fewer than 10,000 hands. */
const MESSAGE_CONTENT_LIMITED = 1 << 19;

export function applicationFlags(settings: Settings): number {
  return settings.messageContentIntent ? MESSAGE_CONTENT_LIMITED : 0;
}
