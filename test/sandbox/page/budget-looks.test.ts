import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Browser, describeInChromium, PATIENCE_MS } from './chromium.ts';
import { PageStage } from './page-stage.ts';

/** `SCREENSHOTS=docs npx vitest run test/sandbox/page/budget-looks.test.ts` makes the pictures of docs/budget-in-chat.md. */
const wanted = process.env['SCREENSHOTS'];
const CHANNEL = 'Message #campaign-x';

describeInChromium('the looks of the budget', (executable) => {
  let stage: PageStage;
  let browser: Browser;
  let page: Page;
  let slack: Locator;
  let discord: Locator;
  let folder: string;

  beforeAll(async () => {
    folder = wanted ? resolve(wanted) : await mkdtemp(join(tmpdir(), 'recut-looks-'));
    await mkdir(folder, { recursive: true });
    [stage, browser] = await Promise.all([
      PageStage.open({ real: wanted !== undefined }),
      Browser.launch(executable, { deviceScaleFactor: 2, reducedMotion: 'reduce' }),
    ]);
    browser.context.setDefaultTimeout(PATIENCE_MS / 2);
    page = await browser.context.newPage();
    [slack, discord] = [page.locator('#slack'), page.locator('#discord')];
    await page.setViewportSize({ width: 1366, height: 1000 });
    const { sandbox } = stage.theatre;
    sandbox.slack.changePerson('Mara', { isAdmin: true });
    sandbox.discord.addRole('Head of studio', { permissions: ['ADMINISTRATOR'] });
    sandbox.discord.setRoles('Mara', ['Head of studio']);
    await page.goto(stage.url);
  }, PATIENCE_MS);

  afterAll(async () => {
    await browser?.close();
    await stage?.close();
    if (!wanted) await rm(folder, { recursive: true, force: true });
  });

  it('Slack: shows bars and buttons, and a form in which people are picked', async () => {
    await slack.getByLabel(CHANNEL).fill('/edit-budget');
    await slack.getByLabel(CHANNEL).press('Enter');
    await slack.getByText(/spent · \$[\d.]+ left of/).waitFor();
    await slack.getByRole('button', { name: 'Approvers…' }).click();
    const form = page.getByRole('dialog', { name: 'Approvers' });
    await form.getByLabel('Who approves edits').selectOption({ label: 'Dana' });
    await form.getByRole('button', { name: 'Save' }).click();
    await form.waitFor({ state: 'detached' });
    await slack
      .getByText(/changed who approves edits/)
      .first()
      .waitFor();
  });

  it('Slack: a policy is set by a form, and an edit above it asks with a picture of the clip', async () => {
    await slack.getByRole('button', { name: 'Policy…' }).last().click();
    const form = page.getByRole('dialog', { name: 'Policy' });
    await form.getByLabel('Runs without approval, up to (dollars)').fill('1');
    await form.getByRole('button', { name: 'Save' }).click();
    await form.waitFor({ state: 'detached' });
    await slack
      .getByText(/edits up to \$1\.00 run without approval/)
      .first()
      .waitFor();
    const mara = stage.theatre.sandbox.slack.person('Mara');
    await mara.post({ channel: '#campaign-x', text: '@Recut make it dusk', files: [stage.props.clip] });
    await slack.getByText(/This edit needs an approval/).waitFor();
    await slack.getByRole('button', { name: 'Decline…' }).waitFor();
    await slack.getByAltText(/A picture of the clip to be edited/).waitFor();
  });

  it('Discord: the same bars and buttons, and the report as a picture that says what it shows', async () => {
    await discord.getByLabel(CHANNEL).fill('/edit-b');
    await discord.getByRole('list', { name: 'Commands' }).getByRole('button').first().click();
    await discord.getByRole('button', { name: 'Run /edit-budget' }).click();
    await discord.getByText(/spent · \$[\d.]+ left of/).waitFor();
    await discord.getByRole('button', { name: 'Post a report' }).click();
    await discord.getByText(/The team spent \$/).waitFor();
    await discord.getByAltText(/A bar chart by person and day/).waitFor();
  });

  it.each(['light', 'dark'] as const)(
    'fits without scrolling sideways, and has its picture taken in %s',
    async (colorScheme) => {
      await page.emulateMedia({ colorScheme });
      for (const side of [slack, discord]) {
        const stream = side.locator('.stream');
        expect(await stream.evaluate((shown) => shown.scrollWidth - shown.clientWidth)).toBe(0);
        await stream.evaluate((shown) => shown.scrollTo({ top: shown.scrollHeight }));
      }
      const path = join(folder, `budget-${colorScheme}.png`);
      await sharp(await page.screenshot())
        .png({ palette: true, colours: 160, effort: 10 })
        .toFile(path);
    },
  );
});
