import { readFile } from 'node:fs/promises';
import { request } from 'undici';
import { describe, expect, it } from 'vitest';
import { never, type Trial } from './trial.ts';

export function uploadingConformance(trial: () => Trial): void {
  describe('an upload', () => {
    it('hands the file over byte for byte, at an address of its own each time', async () => {
      const { rig, submission } = trial();
      const again = await rig.provider.upload(rig.clip, never());
      expect(again).not.toBe(submission.inputs.videoUrl);
      const served = await request(again);
      expect(Buffer.from(await served.body.arrayBuffer()).equals(await readFile(rig.clip.path))).toBe(true);
    });

    it('may be tried again when the service is busy, after as long as that says', async () => {
      const { rig } = trial();
      rig.fault('upload', { kind: 'rate_limited', retryAfterSeconds: 3 });
      await expect(rig.provider.upload(rig.clip, never())).rejects.toMatchObject({
        code: 'provider_busy',
        retryable: true,
        retryAfterMs: 3_000,
      });
    });

    it('need not be tried again when the file is too large', async () => {
      const { rig } = trial();
      rig.fault('upload', { kind: 'status', status: 413 });
      await expect(rig.provider.upload(rig.clip, never())).rejects.toMatchObject({
        code: 'bad_media',
        retryable: false,
      });
    });
  });
}
