import { mkdir, mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Browser, describeInChromium, PATIENCE_MS } from './chromium.ts';
import { PageStage } from './page-stage.ts';

/** `SCREENSHOTS=docs npx vitest run test/sandbox/page/looks.test.ts` makes the README's pictures, with real edits. */
const wanted = process.env['SCREENSHOTS'];
const MOST_BYTES = 400_000;

/** Run in the browser. */
const FOCUSED = 'document.activeElement.getAttribute("aria-label") ?? document.activeElement.textContent';
const NAMELESS = `[...document.querySelectorAll("button, a, input, select, textarea")]
  .filter((one) => !one.textContent.trim() && !one.getAttribute("aria-label") && !one.labels?.length)
  .map((one) => one.outerHTML)`;

const LAPTOP = { width: 1366, height: 850 };
const PHONE = { width: 390, height: 844 };

describeInChromium('the looks of the page', (executable) => {
  let stage: PageStage;
  let browser: Browser;
  let page: Page;
  let slack: Locator;
  let discord: Locator;
  let folder: string;

  beforeAll(async () => {
    folder = wanted ? resolve(wanted) : await mkdtemp(join(tmpdir(), 'recut-looks-'));
    await mkdir(folder, { recursive: true });
    const options = { deviceScaleFactor: 2, reducedMotion: 'reduce' } as const;
    [stage, browser] = await Promise.all([
      PageStage.open({ real: wanted !== undefined }),
      Browser.launch(executable, options),
    ]);
    browser.context.setDefaultTimeout(PATIENCE_MS / 2);
    page = await browser.context.newPage();
    [slack, discord] = [page.locator('#slack'), page.locator('#discord')];
    await page.setViewportSize(LAPTOP);
    await page.goto(stage.url);
    await slack.getByRole('button', { name: /make it dusk/ }).click();
    await discord.getByRole('button', { name: /put @Image1/ }).click();
    for (const side of [slack, discord]) {
      await side.getByText(/^Take 1/).waitFor();
      await side.getByText(/^Done · /).waitFor();
    }
  }, PATIENCE_MS);

  afterAll(async () => {
    await browser?.close();
    await stage?.close();
    if (!wanted) await rm(folder, { recursive: true, force: true });
  });

  it.each([
    ['laptop', LAPTOP],
    ['small laptop', { width: 1024, height: 700 }],
    ['phone', PHONE],
    ['narrow phone', { width: 320, height: 600 }],
  ])('fits on a %s without scrolling sideways, in both colour schemes', async (_name, size) => {
    await page.setViewportSize(size);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      expect(await overhang(page)).toBe(0);
      for (const side of [slack, discord]) expect(await overhang(side.locator('.stream'))).toBe(0);
    }
  });

  it('shows one platform at a time on a phone, and both on a laptop', async () => {
    await page.setViewportSize(PHONE);
    await page.getByRole('button', { name: 'Slack', exact: true }).click();
    expect([await slack.isVisible(), await discord.isVisible()]).toEqual([true, false]);
    await page.getByRole('button', { name: 'Discord', exact: true }).click();
    expect([await slack.isVisible(), await discord.isVisible()]).toEqual([false, true]);
    await page.setViewportSize(LAPTOP);
    expect([await slack.isVisible(), await discord.isVisible()]).toEqual([true, true]);
  });

  it('is dark where the person wants it dark', async () => {
    const brightness = async (colorScheme: 'light' | 'dark') => {
      await page.emulateMedia({ colorScheme });
      const { channels } = await sharp(await page.screenshot()).stats();
      return channels.slice(0, 3).reduce((sum, { mean }) => sum + mean / 3, 0);
    };
    expect(await brightness('light')).toBeGreaterThan(170);
    expect(await brightness('dark')).toBeLessThan(80);
  });

  it('can be used by the keyboard alone: what is focused is seen, and menus close by Escape', async () => {
    await slack.getByLabel('Message #campaign-x').focus();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.keyboard.press('ArrowDown');
    expect(await focused(page)).toContain('cola-can.png');
    await page.keyboard.press('Escape');
    expect(await slack.getByRole('menu').count()).toBe(0);
    expect(await focused(page)).toBe('Attach a file');
  });

  it('gives everything that can be pressed a name', async () => {
    expect(await page.evaluate(NAMELESS)).toEqual([]);
  });

  it.each([
    // High enough to show a thread from the request to the take.
    ['page-laptop', { width: 1366, height: 1144 }, 'light'],
    ['page-phone', PHONE, 'dark'],
  ] as const)('has its picture taken: %s', async (name, size, colorScheme) => {
    await page.setViewportSize(size);
    await page.emulateMedia({ colorScheme });
    if (size === PHONE) await page.getByRole('button', { name: 'Slack', exact: true }).click();
    await page.mouse.click(size.width / 2, 4);
    for (const side of [slack, discord]) {
      await side.locator('.stream').evaluate((stream) => stream.scrollTo({ top: stream.scrollHeight }));
    }
    const path = join(folder, `${name}.png`);
    await sharp(await page.screenshot())
      .png({ palette: true, colours: 160, effort: 10 })
      .toFile(path);
    expect((await stat(path)).size).toBeLessThan(MOST_BYTES);
  });

  /** The name of what has the focus. */
  async function focused(on: Page): Promise<string> {
    return String(await on.evaluate(FOCUSED));
  }

  /** By how much its content is wider than itself. */
  async function overhang(what: Page | Locator): Promise<number> {
    const element = 'goto' in what ? what.locator('html') : what;
    return element.evaluate((shown) => shown.scrollWidth - shown.clientWidth);
  }
});
