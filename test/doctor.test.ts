import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Sandbox } from '../src/sandbox/sandbox.ts';

const DOCTOR = resolve(import.meta.dirname, '../src/doctor.ts');

describe('npm run doctor', () => {
  let dir: string;
  let sandbox: Sandbox;

  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'recut-doctor-'));
    sandbox = await Sandbox.start({ dir });
  });
  afterAll(async () => {
    await sandbox.stop();
    await rm(dir, { recursive: true, force: true });
  });

  /** Runs it in an empty folder, as its only user. */
  function doctor(env: Record<string, string>): Promise<{ code: number; said: string }> {
    return new Promise((done) => {
      const options = { cwd: dir, env: { PATH: process.env['PATH'] ?? '', ...env } };
      execFile(process.execPath, [DOCTOR], options, (error, stdout, stderr) => {
        done({ code: typeof error?.code === 'number' ? error.code : 0, said: stdout + stderr });
      });
    });
  }

  it('says that everything is in place, and disturbs nobody', async () => {
    const { code, said } = await doctor({ ...sandbox.env });
    expect(said).toMatch(
      /✓ Settings\n✓ Folder .*can be written\n✓ Models: read\n✓ slack: @recut\n✓ discord: .+\n✓ wavespeed: \$100\.00 left/,
    );
    expect(code).toBe(0);
    expect(sandbox.slack.connections).toBe(0);
    expect(sandbox.discord.gateway.connected).toBe(0);
  });

  it('says what is wrong with each part, and what to do', async () => {
    const { code, said } = await doctor({
      ...sandbox.env,
      SLACK_BOT_TOKEN: 'xoxb-of-another-workspace',
      DISCORD_TOKEN: 'not-the-token-of-any-application',
      WAVESPEED_API_KEY: 'not-the-key',
      DATABASE_URL: 'postgresql://recut:not-the-password@127.0.0.1:1/clips',
    });
    expect(said).toMatch(/✗ Database: PostgreSQL at 127\.0\.0\.1:1\/clips: connect ECONNREFUSED/);
    expect(said).toMatch(
      /✗ slack: Slack does not accept SLACK_BOT_TOKEN \(invalid_auth\): set it to the "Bot User OAuth Token"/,
    );
    expect(said).toMatch(/✗ discord: Discord does not accept the bot token\. Set DISCORD_TOKEN/);
    expect(said).toMatch(/✗ wavespeed: /);
    expect(said).toContain('4 of 6 need your attention.');
    expect(said).not.toMatch(/xoxb-of-another|not-the-key|not-the-token|not-the-password/);
    expect(code).toBe(1);
  });

  it('without any settings lists what to fill in', async () => {
    const { code, said } = await doctor({});
    expect(said).toContain('Copy .env.example to .env');
    expect(said).toContain('SLACK_BOT_TOKEN is missing');
    expect(code).toBe(1);
  });
});
