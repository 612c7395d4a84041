/** Every environment variable, read once. `.env.example` lists the same ones; a test keeps the two equal. */
import { z } from 'zod';
import { ConfigError } from './config-error.ts';
import { missing } from './config-missing.ts';
import {
  asDollars,
  asShard,
  complaint,
  count,
  list,
  listOf,
  megabytes,
  port,
  secret,
  url,
} from './config-shapes.ts';
import { isTimeZone } from './core/money/periods.ts';

/** One variable: what it must look like, what it is for, and where its value comes from. */
interface Variable<T> {
  schema: z.ZodType<T>;
  /** What to set, in a sentence. */
  help: string;
}

function variable<T>(schema: z.ZodType<T>, help: string): Variable<T> {
  return { schema, help };
}

export const VARIABLES = {
  SLACK_BOT_TOKEN: variable(
    z.string().startsWith('xoxb-').optional(),
    'The Bot User OAuth Token (xoxb-…) of your Slack app: api.slack.com/apps → your app → OAuth & Permissions.',
  ),
  SLACK_APP_TOKEN: variable(
    z.string().startsWith('xapp-').optional(),
    'The app-level token (xapp-…) with connections:write, for Socket Mode: your Slack app → Basic Information → App-Level Tokens.',
  ),
  SLACK_SIGNING_SECRET: variable(
    secret,
    'Instead of SLACK_APP_TOKEN, for HTTP mode: your Slack app → Basic Information → Signing Secret.',
  ),
  SLACK_PORT: variable(port, 'The port on which Slack requests are taken in HTTP mode, for example 3000.'),
  SLACK_API_URL: variable(
    url('https://slack.com/api/'),
    'The address of the Slack Web API. Leave it as it is.',
  ),
  SLACK_UPDATES_PER_MINUTE: variable(
    z.coerce.number().int().min(2).max(10_000).default(40),
    'How many changes of status messages a minute may see in a workspace. Slack allows about 50.',
  ),
  SLACK_UPLOAD_MB: variable(
    megabytes,
    'The largest file that your workspace takes, in megabytes. Larger takes come as a smaller copy. Empty: 1000.',
  ),
  DISCORD_TOKEN: variable(
    z.string().min(20).optional(),
    'The bot token of your Discord application: discord.com/developers → your application → Bot → Reset Token.',
  ),
  DISCORD_GUILD_ID: variable(
    z
      .string()
      .regex(/^\d{17,20}$/)
      .optional(),
    'Registers the commands in this one server, where they appear at once. Empty: in every server.',
  ),
  DISCORD_SHARD: variable(
    z.string().default('0/1').transform(asShard),
    'Which part of very many servers this process hears, as index/count: 0/2 and 1/2 for two. Usually one hears all.',
  ),
  DISCORD_API_URL: variable(
    url('https://discord.com/api'),
    'The address of the Discord API. Leave it as it is.',
  ),
  DISCORD_UPLOAD_MB: variable(
    megabytes,
    'The largest file that the bot may upload, in megabytes. Larger takes come as a smaller copy. Empty: learned from commands and buttons, 10 until then.',
  ),
  WAVESPEED_API_KEY: variable(
    secret,
    'The API key of your WaveSpeedAI account: wavespeed.ai → Access Keys. It works after the first top-up.',
  ),
  WAVESPEED_API_URL: variable(
    url('https://api.wavespeed.ai'),
    'The address of the WaveSpeedAI API. Leave it as it is.',
  ),
  WAVESPEED_PLACES: variable(
    count(3, 1000),
    'How many edits WaveSpeedAI works on at a time. A new account allows 3.',
  ),
  WAVESPEED_PER_MINUTE: variable(
    count(5, 100_000),
    'How many edits WaveSpeedAI is given within a minute. A new account allows 5.',
  ),
  SEGMIND_API_KEY: variable(
    secret,
    'The API key (SG_…) of your Segmind account: cloud.segmind.com → API Keys. Edits are paid with its credits.',
  ),
  SEGMIND_API_URL: variable(
    url('https://api.segmind.com'),
    'The address of the Segmind API. Leave it as it is.',
  ),
  SEGMIND_UPLOAD_URL: variable(
    url('https://workflows-api.segmind.com'),
    'The address of Segmind Storage. Leave it as it is.',
  ),
  SEGMIND_PLACES: variable(
    count(3, 1000),
    'How many edits Segmind works on at a time. Its pages name no limit.',
  ),
  FAL_KEY: variable(
    secret,
    'The API key of your fal account: fal.ai → Dashboard → API Keys, with the scope API. It works while the account has credits.',
  ),
  FAL_QUEUE_URL: variable(url('https://queue.fal.run'), 'The address of the fal queue. Leave it as it is.'),
  FAL_REST_URL: variable(url('https://rest.fal.ai'), 'The address of the fal storage. Leave it as it is.'),
  FAL_PLACES: variable(count(2, 1000), 'How many edits fal works on at a time. A new account allows 2.'),
  NEXT_PROVIDER: variable(
    z.enum(['offer', 'automatic']).default('offer'),
    'What becomes of an edit whose provider is down before anything was submitted: the next one is offered, or (automatic) it goes on there.',
  ),
  LOW_BALANCE: variable(
    z.string().default('10').transform(asDollars),
    'Below this balance at a provider, in US dollars, the log warns and teams are told.',
  ),
  TEAM_MONTHLY_CAP: variable(
    z.string().default('50').transform(asDollars),
    'What one team may spend in a calendar month, in US dollars, until it sets another cap itself.',
  ),
  DEPLOYMENT_MONTHLY_CAP: variable(
    z.string().transform(asDollars).optional(),
    'What all teams together may spend in a calendar month, in US dollars; no team can change it. Empty: no such cap.',
  ),
  RUNNING_PER_PERSON: variable(
    count(10, 1000),
    'How many edits of one person may run at a time; further ones wait in line.',
  ),
  APPROVE_ABOVE: variable(
    z.string().default('5').transform(asDollars),
    'Edits above this price, in US dollars, need an approval in their thread.',
  ),
  OVER_CAP: variable(
    z.enum(['ask', 'refuse']).default('ask'),
    'What happens to an edit that the cap has no room for: approvers are asked for an exception, or it is refused.',
  ),
  TWO_APPROVALS_FROM: variable(
    z.string().transform(asDollars).optional(),
    'From this price on two different people must approve. Empty: one is enough.',
  ),
  SLACK_APPROVERS: variable(
    listOf(/^[UWS][A-Z0-9]{6,}$/, 'is no id of a person (U…) or user group (S…)'),
    'Who approves in Slack: ids of people and user groups, separated by commas. Empty: the admins of the workspace.',
  ),
  DISCORD_APPROVERS: variable(
    listOf(/^\d{17,20}$/, 'is no id of a person or role'),
    'Who approves in Discord: ids of people and roles, separated by commas. Empty: the owner and administrators.',
  ),
  SELF_APPROVAL: variable(
    z.enum(['no', 'yes']).default('no'),
    'Whether approvers may approve what they asked for themselves.',
  ),
  APPROVAL_HOURS: variable(
    z.coerce.number().min(0.001).max(24).default(24),
    'How many hours an approval may take before the question expires; at most a day, because prices hold for a day.',
  ),
  TIME_ZONE: variable(
    z.string().default('UTC').refine(isTimeZone, 'is no time zone such as Europe/Berlin'),
    'The time zone in which months begin, such as Europe/Berlin.',
  ),
  WEEK_STARTS_ON: variable(
    z.enum(['monday', 'saturday', 'sunday']).default('monday'),
    'The day on which weeks begin.',
  ),
  DEFAULT_QUALITY: variable(
    z.enum(['draft', 'final']).default('final'),
    'What an edit is made with when nobody says --draft or --final.',
  ),
  SENSITIVE_TAKES: variable(
    z.enum(['spoiler', 'withhold']).default('spoiler'),
    'What happens to a take that the provider marked as sensitive: shown behind a spoiler, or kept back.',
  ),
  BEFORE_AFTER: variable(
    z.enum(['yes', 'no']).default('yes'),
    'Whether a take comes with a picture that shows the same moments of the clip before and after.',
  ),
  MAX_DISK_GB: variable(
    z.coerce.number().min(0.01).max(1_000_000).default(50),
    'How much disk space clips and takes may take, in gigabytes. Above it no further clip is fetched.',
  ),
  MODELS_FILE: variable(
    z.string().optional(),
    'A JSON file that changes entries of the model catalogue, such as prices. See docs/models.md.',
  ),
  DATA_DIR: variable(z.string().default('./data'), 'The folder for the database and the clips.'),
  DATABASE_URL: variable(
    z.url({ protocol: /^postgres(ql)?$/ }).optional(),
    'A PostgreSQL database, postgresql://user:password@host:5432/database. Empty: a SQLite file in DATA_DIR.',
  ),
  KEEP_FILES_DAYS: variable(
    z.coerce.number().min(0.01).max(3650).default(14),
    'How many days clips and takes stay on disk after their edit was last touched.',
  ),
  FETCH_TAKE_MINUTES: variable(
    z.coerce.number().min(0.01).max(10_000).default(30),
    'How many minutes a take that its provider says is finished is looked for before it counts as lost.',
  ),
  PREDICTION_HOURS: variable(
    z.coerce.number().min(0.0001).max(720).default(6),
    'How many hours a provider may work on an edit, or not be reached, before approvers are asked what became of it.',
  ),
  POST_TAKE_HOURS: variable(
    z.coerce.number().min(0.0001).max(720).default(24),
    'How many hours a take is tried to be posted whose thread is gone, or takes no files; then the person who asked is told.',
  ),
  MAX_CLIP_MB: variable(count(500, 10_000), 'The largest clip that is fetched at all, in megabytes.'),
  LINK_SECRET: variable(
    z.string().min(32).optional(),
    'Signs links to whole takes that a chat does not take: any 32 letters or more, such as `openssl rand -hex 32` prints. Needs PUBLIC_URL.',
  ),
  BUCKET_ENDPOINT: variable(
    z.url({ protocol: /^https?$/ }).optional(),
    'The address of an S3-compatible service that keeps such takes instead, such as https://s3.eu-central-1.amazonaws.com.',
  ),
  BUCKET_REGION: variable(z.string().min(1).default('us-east-1'), 'The region of the bucket.'),
  BUCKET_NAME: variable(
    z
      .string()
      .regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/)
      .optional(),
    'The bucket. It may be closed to the public: links are signed.',
  ),
  BUCKET_KEY_ID: variable(
    z.string().min(1).optional(),
    'The id of a key that may put, get and delete objects there.',
  ),
  BUCKET_SECRET: variable(secret, 'The key itself.'),
  REQUESTS_PER_MINUTE: variable(count(20, 10_000), 'How many edits one person may ask for within a minute.'),
  MAX_OPEN_EDITS: variable(
    count(500, 100_000),
    'How many edits of one team may be under way or wait for an answer at a time.',
  ),
  TRUSTED_HOSTS: variable(
    list,
    'Hosts (name or name:port, separated by commas) that may be reached although they lie in a private network.',
  ),
  HTTP_PORT: variable(port, 'Serves /healthz, /readyz and /metrics on this port. Empty: off.'),
  HTTP_HOST: variable(z.string().default('127.0.0.1'), 'The address on which HTTP_PORT is opened.'),
  PUBLIC_URL: variable(
    z.url({ protocol: /^https?$/ }).optional(),
    'Where the internet reaches HTTP_PORT, such as https://recut.example.com: providers then call back, and are asked less often, and links to takes begin with it. Only /webhooks/ and /takes/ need to be open.',
  ),
  LOG_LEVEL: variable(
    z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
    'How much is logged.',
  ),
} as const;

export { ConfigError };

export type Config = { [Name in keyof typeof VARIABLES]: z.output<(typeof VARIABLES)[Name]['schema']> };

/** @throws ConfigError that lists every problem, each with what to set and where to get it. */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const problems: string[] = [];
  const entries = Object.entries(VARIABLES).map(([name, { schema, help }]) => {
    const parsed = schema.safeParse(env[name] === '' ? undefined : env[name]);
    if (!parsed.success) problems.push(`${name} ${complaint(parsed.error)}. ${help}`);
    return [name, parsed.data];
  });
  const config = Object.fromEntries(entries) as Config;
  problems.push(...missing(env, (name) => VARIABLES[name].help));
  if (problems.length > 0) throw new ConfigError(problems);
  return config;
}
