import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DiscordStandIn } from './discord/stand-in.ts';
import type { EditClip } from './effects/edit-clip.ts';
import { FalStandIn } from './fal/stand-in.ts';
import { SegmindStandIn } from './segmind/stand-in.ts';
import { SlackStandIn } from './slack/stand-in.ts';
import { WaveSpeedStandIn } from './wavespeed/stand-in.ts';

export type ProviderName = 'wavespeed' | 'segmind' | 'fal';

export interface SandboxOptions {
  /** Everything the sandbox and its bot keep lies below it. */
  dir: string;
  /** How long the provider stand-ins take for an edit at least; the edit itself comes on top. */
  editMs?: number;
  /** Makes the takes; the real, visible edits unless a test has something cheaper. */
  edit?: EditClip;
  /** Whose keys the bot is given; WaveSpeedAI's alone unless said otherwise. All three are there in any case. */
  providers?: readonly ProviderName[];
  /** Pauses before Slack delivers once more what was not acknowledged; those of the real Slack unless said otherwise. */
  slackRepeatsMs?: readonly number[];
  /** The chat platforms' clock, in milliseconds since the epoch; the machine's if absent. */
  now?: () => number;
}

interface StandIns {
  slack: SlackStandIn;
  discord: DiscordStandIn;
  wavespeed: WaveSpeedStandIn;
  segmind: SegmindStandIn;
  fal: FalStandIn;
}

/**
 * Slack, Discord and the providers on loopback, and the settings that point an unchanged bot at them.
 * They keep their state in memory: the bot may stop, die and come back.
 */
export class Sandbox {
  readonly slack: SlackStandIn;
  readonly discord: DiscordStandIn;
  readonly wavespeed: WaveSpeedStandIn;
  readonly segmind: SegmindStandIn;
  readonly fal: FalStandIn;
  /** The settings of the bot, as environment variables. */
  readonly env: Readonly<Record<string, string>>;

  private constructor(standIns: StandIns, env: Readonly<Record<string, string>>) {
    this.slack = standIns.slack;
    this.discord = standIns.discord;
    this.wavespeed = standIns.wavespeed;
    this.segmind = standIns.segmind;
    this.fal = standIns.fal;
    this.env = env;
  }

  static async start(options: SandboxOptions): Promise<Sandbox> {
    const { dir, editMs = 2_000, edit, providers = ['wavespeed'], slackRepeatsMs, now = Date.now } = options;
    await mkdir(dir, { recursive: true });
    const modelsFile = join(dir, 'models.json');
    await writeFile(modelsFile, JSON.stringify(quickModels(editMs)));
    const made = { editMs, ...(edit ? { edit } : {}) };
    const [slack, discord, wavespeed, segmind, fal] = await Promise.all([
      SlackStandIn.start({
        dir: join(dir, 'slack'),
        now,
        ...(slackRepeatsMs ? { retryDelaysMs: slackRepeatsMs } : {}),
      }),
      DiscordStandIn.start({ dir: join(dir, 'discord'), clock: { now } }),
      WaveSpeedStandIn.start({ dir: join(dir, 'wavespeed'), ...made }),
      SegmindStandIn.start({ dir: join(dir, 'segmind'), ...made }),
      FalStandIn.start({ dir: join(dir, 'fal'), ...made }),
    ]);
    const standIns = { slack, discord, wavespeed, segmind, fal };
    return new Sandbox(standIns, {
      ...chatSettings(standIns),
      ...addresses(standIns),
      ...keys(standIns, providers),
      DATA_DIR: join(dir, 'data'),
      MODELS_FILE: modelsFile,
      TRUSTED_HOSTS: '127.0.0.1',
      LOG_LEVEL: 'warn',
    });
  }

  /** What the providers would have billed in all, in micro-dollars. */
  get chargedMicros(): number {
    return [this.wavespeed, this.segmind, this.fal].reduce((sum, each) => sum + each.chargedMicros, 0);
  }

  async stop(): Promise<void> {
    const { slack, discord, wavespeed, segmind, fal } = this;
    await Promise.all([slack, discord, wavespeed, segmind, fal].map((each) => each.stop()));
  }
}

function chatSettings({ slack, discord }: StandIns) {
  return {
    SLACK_BOT_TOKEN: slack.botToken,
    SLACK_APP_TOKEN: slack.appToken,
    SLACK_API_URL: slack.apiUrl,
    SLACK_UPDATES_PER_MINUTE: '2000',
    REQUESTS_PER_MINUTE: '10000',
    DISCORD_TOKEN: discord.token,
    DISCORD_GUILD_ID: discord.guildId,
    DISCORD_API_URL: discord.apiUrl,
  };
}

function addresses({ wavespeed, segmind, fal }: StandIns) {
  return {
    WAVESPEED_API_URL: wavespeed.url,
    SEGMIND_API_URL: segmind.url,
    SEGMIND_UPLOAD_URL: segmind.url,
    FAL_QUEUE_URL: fal.url,
    FAL_REST_URL: fal.url,
  };
}

function keys({ wavespeed, segmind, fal }: StandIns, providers: readonly ProviderName[]) {
  return {
    ...(providers.includes('wavespeed') && {
      WAVESPEED_API_KEY: wavespeed.apiKey,
      WAVESPEED_PER_MINUTE: '1000',
    }),
    ...(providers.includes('segmind') && { SEGMIND_API_KEY: segmind.apiKey }),
    ...(providers.includes('fal') && { FAL_KEY: fal.apiKey }),
  };
}

/** The stand-ins are quicker than the real models, so the bot is told to look more often. */
function quickModels(editMs: number) {
  const quick = { typicalMs: editMs + 4_000, pollGapMs: { min: 200, max: 500 } };
  const keys = ['wavespeed', 'segmind', 'fal'].flatMap((provider) => [
    `${provider}/kling-o3-pro`,
    `${provider}/kling-o3-std`,
  ]);
  return keys.map((key) => ({ key, ...quick }));
}
