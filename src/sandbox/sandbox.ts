import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DiscordStandIn } from './discord/stand-in.ts';
import type { EditClip } from './effects/edit-clip.ts';
import { SlackStandIn } from './slack/stand-in.ts';
import { WaveSpeedStandIn } from './wavespeed/stand-in.ts';

export interface SandboxOptions {
  /** Everything the sandbox and its bot keep lies below it. */
  dir: string;
  /** How long the provider stand-in takes for an edit at least; the edit itself comes on top. */
  editMs?: number;
  /** Makes the takes; the real, visible edits unless a test has something cheaper. */
  edit?: EditClip;
}

/**
 * Slack, Discord and the provider on loopback, and the settings that point an unchanged bot at them.
 * They keep their state in memory: the bot may stop, die and come back.
 */
export class Sandbox {
  readonly slack: SlackStandIn;
  readonly discord: DiscordStandIn;
  readonly wavespeed: WaveSpeedStandIn;
  /** The settings of the bot, as environment variables. */
  readonly env: Readonly<Record<string, string>>;

  private constructor(
    slack: SlackStandIn,
    discord: DiscordStandIn,
    wavespeed: WaveSpeedStandIn,
    dir: string,
    modelsFile: string,
  ) {
    this.slack = slack;
    this.discord = discord;
    this.wavespeed = wavespeed;
    this.env = {
      SLACK_BOT_TOKEN: slack.botToken,
      SLACK_APP_TOKEN: slack.appToken,
      SLACK_API_URL: slack.apiUrl,
      SLACK_UPDATES_PER_MINUTE: '2000',
      DISCORD_TOKEN: discord.token,
      DISCORD_GUILD_ID: discord.guildId,
      DISCORD_API_URL: discord.apiUrl,
      WAVESPEED_API_KEY: wavespeed.apiKey,
      WAVESPEED_API_URL: wavespeed.url,
      DATA_DIR: join(dir, 'data'),
      MODELS_FILE: modelsFile,
      TRUSTED_HOSTS: '127.0.0.1',
      LOG_LEVEL: 'warn',
    };
  }

  static async start({ dir, editMs = 2_000, edit }: SandboxOptions): Promise<Sandbox> {
    await mkdir(dir, { recursive: true });
    const modelsFile = join(dir, 'models.json');
    await writeFile(modelsFile, JSON.stringify(quickModels(editMs)));
    const [slack, discord, wavespeed] = await Promise.all([
      SlackStandIn.start({ dir: join(dir, 'slack') }),
      DiscordStandIn.start({ dir: join(dir, 'discord') }),
      WaveSpeedStandIn.start({ dir: join(dir, 'wavespeed'), editMs, ...(edit ? { edit } : {}) }),
    ]);
    return new Sandbox(slack, discord, wavespeed, dir, modelsFile);
  }

  async stop(): Promise<void> {
    await Promise.all([this.slack.stop(), this.discord.stop(), this.wavespeed.stop()]);
  }
}

/** The stand-in is quicker than the real models, so the bot is told to look more often. */
function quickModels(editMs: number) {
  const quick = { typicalMs: editMs + 4_000, pollGapMs: { min: 200, max: 500 } };
  return ['wavespeed/kling-o3-pro', 'wavespeed/kling-o3-std'].map((key) => ({ key, ...quick }));
}
