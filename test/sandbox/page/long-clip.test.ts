import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeClip } from '../../../src/sandbox/scene/make-clip.ts';
import { Browser, describeInChromium, PATIENCE_MS } from './chromium.ts';
import { PageStage } from './page-stage.ts';

/** `SCREENSHOTS=somewhere npm test -- test/sandbox/page/long-clip.test.ts` keeps pictures of it. */
const wanted = process.env['SCREENSHOTS'];

describeInChromium('a long clip on the page', (executable) => {
  let stage: PageStage;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    [stage, browser] = await Promise.all([
      PageStage.open(),
      Browser.launch(executable, { deviceScaleFactor: 2, reducedMotion: 'reduce' }),
    ]);
    browser.context.setDefaultTimeout(PATIENCE_MS);
    page = await browser.context.newPage();
    await page.setViewportSize({ width: 1366, height: 1000 });
    await page.goto(stage.url);
  }, 2 * PATIENCE_MS);

  afterAll(async () => {
    await browser?.close();
    await stage?.close();
  });

  it(
    'is shown as a strip of its moments, with a button for each way to go on',
    async () => {
      const path = join(stage.theatre.dir, 'phone.mp4');
      await makeClip({ path, seconds: 16, width: 360, height: 640 });
      const clip = { name: 'phone.mp4', path };
      const { slack, discord } = stage.theatre.sandbox;
      await slack.person('Mara').post({ channel: '#campaign-x', text: '@Recut make it dusk', files: [clip] });
      const text = `<@${discord.botUserId}> make it dusk`;
      await discord.person('Mara').post({ channel: 'campaign-x', text, files: [clip] });
      const sides: Locator[] = [page.locator('#slack'), page.locator('#discord')];
      for (const [index, side] of sides.entries()) {
        await side.getByRole('button', { name: /^Whole clip in 2 parts/ }).waitFor();
        const strip = side.getByRole('img', { name: /^Frames of the clip, in order/ });
        await strip.waitFor();
        const width = () =>
          strip.evaluate((image) => (image as unknown as { naturalWidth: number }).naturalWidth);
        await expect.poll(width, { timeout: PATIENCE_MS }).toBe(1200);
        if (wanted) {
          await mkdir(wanted, { recursive: true });
          await side.screenshot({ path: join(wanted, `long-clip-${index}.png`) });
        }
      }
    },
    3 * PATIENCE_MS,
  );
});
