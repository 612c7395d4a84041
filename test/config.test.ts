import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ConfigError, readConfig, VARIABLES } from '../src/config.ts';

const ROOT = resolve(import.meta.dirname, '..');

const ENOUGH = {
  SLACK_BOT_TOKEN: 'xoxb-1-2-three',
  SLACK_APP_TOKEN: 'xapp-1-2-three',
  WAVESPEED_API_KEY: 'a-key-of-some-length',
};

function problemsOf(env: Record<string, string>): readonly string[] {
  try {
    readConfig(env);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
}

describe('the settings', () => {
  it('are as in .env.example, each with its help, in the same order', () => {
    const text = readFileSync(join(ROOT, '.env.example'), 'utf8');
    const named = [...text.matchAll(/^#?\s?([A-Z][A-Z_]+)=/gm)].map(([, name]) => name);
    expect(named).toEqual(Object.keys(VARIABLES));
    for (const { help } of Object.values(VARIABLES)) expect(text.replace(/\n# /g, ' ')).toContain(help);
  });

  it('need one chat platform and one provider', () => {
    expect(readConfig(ENOUGH)).toMatchObject({
      SLACK_API_URL: 'https://slack.com/api/',
      WAVESPEED_PLACES: 3,
    });
    expect(
      readConfig({ DISCORD_TOKEN: 'x'.repeat(60), WAVESPEED_API_KEY: 'a-key-of-some-length' })
        .DISCORD_API_URL,
    ).toBe('https://discord.com/api');
  });

  it('are content with any provider, and name them all when there is none', () => {
    const { WAVESPEED_API_KEY: _, ...rest } = ENOUGH;
    expect(readConfig({ ...rest, FAL_KEY: 'an-id:and-a-secret' })).toMatchObject({
      FAL_QUEUE_URL: 'https://queue.fal.run',
      FAL_REST_URL: 'https://rest.fal.ai',
      FAL_PLACES: 2,
    });
    expect(readConfig({ ...rest, SEGMIND_API_KEY: 'SG_0123456789abcdef' })).toMatchObject({
      SEGMIND_API_URL: 'https://api.segmind.com',
      SEGMIND_UPLOAD_URL: 'https://workflows-api.segmind.com',
      SEGMIND_PLACES: 3,
    });
    expect(problemsOf(rest)).toEqual([
      expect.stringMatching(/WAVESPEED_API_KEY is missing.*SEGMIND_API_KEY.*FAL_KEY/),
    ]);
  });

  it('list every problem at once, each with what to set and where to get it', () => {
    const problems = problemsOf({
      SLACK_BOT_TOKEN: 'wrong',
      TIME_ZONE: 'Mars/Olympus',
      TEAM_MONTHLY_CAP: 'lots',
    });
    expect(problems).toHaveLength(5);
    expect(problems.join('\n')).toMatch(/SLACK_BOT_TOKEN is not right.*api\.slack\.com/);
    expect(problems.join('\n')).toMatch(/TIME_ZONE is no time zone/);
    expect(problems.join('\n')).toMatch(/TEAM_MONTHLY_CAP is not an amount in dollars/);
    expect(problems.join('\n')).toMatch(/SLACK_APP_TOKEN is missing/);
    expect(problems.join('\n')).toMatch(/WAVESPEED_API_KEY is missing.*wavespeed\.ai/);
  });

  it('name both platforms when neither is set', () => {
    expect(
      problemsOf({ WAVESPEED_API_KEY: 'a-key-of-some-length' }).map((each) => each.split(' ')[0]),
    ).toEqual(['SLACK_BOT_TOKEN', 'DISCORD_TOKEN']);
  });

  it('never repeat a secret in a complaint', () => {
    expect(problemsOf({ ...ENOUGH, SLACK_BOT_TOKEN: 'xoxp-very-secret' }).join()).not.toContain(
      'very-secret',
    );
  });

  it('take a PostgreSQL address, and no other, without repeating what may hold a password', () => {
    const DATABASE_URL = 'postgresql://recut:very-secret@db.example:5432/recut?sslmode=require';
    expect(readConfig({ ...ENOUGH, DATABASE_URL }).DATABASE_URL).toBe(DATABASE_URL);
    const [problem] = problemsOf({ ...ENOUGH, DATABASE_URL: DATABASE_URL.replace('postgresql', 'mysql') });
    expect(problem).toMatch(/^DATABASE_URL is not right/);
    expect(problem).not.toContain('very-secret');
  });

  it('take an empty value as not set', () => {
    expect(readConfig({ ...ENOUGH, HTTP_PORT: '', TRUSTED_HOSTS: 'a.example, 10.0.0.1:80' })).toMatchObject({
      HTTP_PORT: undefined,
      TRUSTED_HOSTS: ['a.example', '10.0.0.1:80'],
    });
  });
});
