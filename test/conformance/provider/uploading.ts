import { readFile } from 'node:fs/promises';
import { request } from 'undici';
import { describe, expect, it } from 'vitest';
import { reasonWording } from '../../../src/core/views/reason-wording.ts';
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

    it('is known to be there as long as it is, where the service keeps what it was given', async () => {
      const { rig, anew } = trial();
      const { hasUpload, keepsUploadsMs } = rig.provider;
      expect(keepsUploadsMs === undefined).toBe(hasUpload === undefined);
      if (!hasUpload) return;
      const { videoUrl } = (await anew()).inputs;
      expect(await hasUpload.call(rig.provider, videoUrl, never())).toBe(true);
      rig.expireUpload(videoUrl);
      expect(await hasUpload.call(rig.provider, videoUrl, never())).toBe(false);
      expect(await hasUpload.call(rig.provider, 'http://elsewhere.example/clip.mp4', never())).toBe(false);
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

    it('that has expired before the submission fails in words for people, costs nothing, and is handed over anew', async () => {
      const { rig, anew, end } = trial();
      const late = await anew();
      rig.expireUpload(late.inputs.videoUrl);
      const outcome = await rig.provider.submit(late, never());
      if (outcome.kind !== 'accepted') throw new Error(`Not accepted but ${JSON.stringify(outcome)}`);
      const status = await end(outcome.predictionId);
      if (status.kind !== 'failed') throw new Error(`Not failed but ${JSON.stringify(status)}`);
      expect(status.reason.code).toBe('bad_media');
      expect(reasonWording(status.reason)).toMatch(/could not use the clip .+ Nothing was charged\. /);
      expect(rig.chargedFor(outcome.predictionId)).toBe(0);

      const fresh = await anew();
      expect(fresh.inputs.videoUrl).not.toBe(late.inputs.videoUrl);
      const second = await rig.provider.submit(fresh, never());
      if (second.kind !== 'accepted') throw new Error(`Not accepted but ${JSON.stringify(second)}`);
      expect(await end(second.predictionId)).toMatchObject({ kind: 'completed' });
      expect(rig.chargedFor(second.predictionId)).toBeGreaterThan(0);
    });
  });
}
