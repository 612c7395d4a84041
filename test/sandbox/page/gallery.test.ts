import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { PageServer } from '../../../src/sandbox/demo/serve/page-server.ts';
import { Sandbox } from '../../../src/sandbox/sandbox.ts';
import { drawColaCan } from '../../../src/sandbox/scene/cola-can.ts';
import { makeClip } from '../../../src/sandbox/scene/make-clip.ts';
import { Browser, describeInChromium, PATIENCE_MS } from './chromium.ts';
import { DiscordGallery } from './discord-gallery.ts';
import { SlackGallery } from './slack-gallery.ts';

/** What Recut itself does not send, other apps do: the page draws it all the same. */
describeInChromium('the page, with other apps', (executable) => {
  const opened = new AsyncDisposableStack();
  let slackApp: SlackGallery;
  let discordApp: DiscordGallery;
  let page: Page;
  let slack: Locator;
  let discord: Locator;

  beforeAll(async () => {
    const dir = await mkdtemp(join(tmpdir(), 'recut-gallery-'));
    opened.defer(() => rm(dir, { recursive: true, force: true }));
    const clip = { name: 'clip.mp4', path: join(dir, 'clip.mp4') };
    const image = { name: 'can.png', path: join(dir, 'can.png') };
    await Promise.all([
      drawColaCan(image.path),
      makeClip({ path: clip.path, seconds: 3 }),
      writeFile(join(dir, 'notes.txt'), 'notes'),
    ]);
    const sandbox = await Sandbox.start({ dir });
    opened.defer(() => sandbox.stop());
    slackApp = new SlackGallery(sandbox.slack);
    discordApp = new DiscordGallery(sandbox.discord);
    await Promise.all([slackApp.start(), discordApp.start(dir)]);
    opened.defer(async () => void (await slackApp.app.stop()));
    opened.defer(() => discordApp.client.destroy());
    const server = await PageServer.start({ sandbox, dir }, { clip, image, isOwnScene: true }, 0);
    opened.defer(() => server.stop());
    const browser = await Browser.launch(executable, { reducedMotion: 'reduce' });
    opened.defer(() => browser.close());
    browser.context.setDefaultTimeout(PATIENCE_MS / 4);
    page = await browser.context.newPage();
    await page.setViewportSize({ width: 1366, height: 850 });
    await page.goto(server.url);
    [slack, discord] = [page.locator('#slack'), page.locator('#discord')];
  }, PATIENCE_MS);

  afterAll(() => opened.disposeAsync());

  it('draws Slack’s blocks, and says which one it cannot draw', async () => {
    const message = slack.getByRole('article').first();
    await message.getByText('A header').waitFor();
    expect(await message.locator('strong', { hasText: 'Bold' }).count()).toBe(1);
    expect(await message.locator('s').textContent()).toBe('struck');
    expect(await message.getByRole('link', { name: 'a link' }).getAttribute('href')).toBe(
      'https://example.com/',
    );
    expect(await message.locator('.mention').allTextContents()).toEqual(['@Mara', '@Dana']);
    expect(await message.textContent()).toContain('<b>');
    expect(await message.locator('ol li').allTextContents()).toEqual(['first', 'second']);
    expect(await message.locator('blockquote').textContent()).toBe('quoted');
    for (const state of ['done', 'under way', 'waiting', 'failed']) {
      expect(await message.getByRole('img', { name: state }).count()).toBe(1);
    }
    await message.getByText('A block of type markdown, which this page does not draw.').waitFor();
  });

  it('tells Slack’s app what was pressed and chosen', async () => {
    await slack.getByRole('button', { name: 'Go', exact: true }).click();
    await slack.getByRole('combobox', { name: 'Pick one' }).selectOption('Two');
    await expect
      .poll(() => slackApp.pressed)
      .toMatchObject([
        { action_id: 'go', value: 'go' },
        { action_id: 'pick', selected_option: { value: 'two' } },
      ]);
    expect(await slack.getByRole('link', { name: 'Read' }).getAttribute('rel')).toContain('noopener');
  });

  it('fills and sends every kind of field of Slack’s', async () => {
    await slack.getByLabel('Message #campaign-x').fill('/edit');
    await slack.getByLabel('Message #campaign-x').press('Enter');
    const form = page.getByRole('dialog', { name: 'A form' });
    await form.getByLabel('The line').fill('as it is now');
    await form.getByLabel('The number').fill('7');
    await form.getByLabel('The choice', { exact: false }).first().selectOption('Two');
    await form.getByLabel('The choices').selectOption(['Red', 'Green']);
    await form.getByRole('radio', { name: 'No' }).check();
    await form.getByRole('checkbox', { name: 'Good' }).check();
    await form.getByLabel('The person').selectOption('Lee');
    await form.getByLabel('The day').fill('2026-11-22');
    await form.getByLabel('The hour').fill('07:30');
    await form.getByRole('button', { name: 'Choose a file: The picture' }).click();
    expect(await form.getByRole('menuitem').count()).toBe(2);
    await form.getByRole('menuitem', { name: 'can.png' }).click();
    await form.getByRole('button', { name: 'Send' }).click();
    await form.waitFor({ state: 'detached' });
    expect(slackApp.submitted).toMatchObject({
      line: { line: { value: 'as it is now' } },
      number: { number: { value: '7' } },
      choice: { choice: { selected_option: { value: 'two' } } },
      choices: { choices: { selected_options: [{ value: 'red' }, { value: 'green' }] } },
      radio: { radio: { selected_option: { value: 'no' } } },
      boxes: { boxes: { selected_options: [{ value: 'good' }] } },
      person: { person: { selected_user: 'U0LEE000001' } },
      day: { day: { selected_date: '2026-11-22' } },
      hour: { hour: { selected_time: '07:30' } },
      picture: { picture: { files: [{ name: 'can.png' }] } },
    });
  });

  it('draws Discord’s components', async () => {
    const message = discord.getByRole('article').first();
    await message.getByRole('heading', { name: 'A heading' }).waitFor();
    expect(await message.locator('strong').first().textContent()).toBe('bold');
    expect(await message.getByText('hidden', { exact: true }).isVisible()).toBe(false);
    await message.getByText('Spoiler').click();
    expect(await message.getByText('hidden', { exact: true }).isVisible()).toBe(true);
    expect(await message.getByRole('img', { name: 'A can' }).isVisible()).toBe(true);
    await message.getByRole('link', { name: 'Download notes.txt' }).waitFor();
    const container = message.locator('.container');
    expect(await container.getAttribute('style')).toContain('#c93c37');
  });

  it('tells Discord’s application what was pressed and chosen', async () => {
    await discord.getByRole('button', { name: 'Beside' }).click();
    await discord.getByRole('button', { name: 'Yes' }).click();
    expect(await discord.getByRole('button', { name: 'No', exact: true }).isDisabled()).toBe(true);
    await discord.getByRole('combobox', { name: 'Pick one' }).selectOption('Two');
    await expect.poll(() => discordApp.pressed).toEqual(['beside', 'yes', 'two']);
  });

  it('fills and sends every kind of field of Discord’s', async () => {
    await openForm('0');
    const form = page.getByRole('dialog', { name: 'A form' });
    expect(await form.getByLabel('A line').inputValue()).toBe('as it was');
    await form.getByLabel('A choice').selectOption('Two');
    await form.getByRole('radio', { name: 'No' }).check();
    await form.getByRole('checkbox', { name: 'Fast' }).check();
    await form.getByRole('button', { name: 'Choose a file: A picture' }).click();
    await form.getByRole('menuitem', { name: 'can.png' }).click();
    await form.getByRole('button', { name: 'Submit' }).click();
    await form.waitFor({ state: 'detached' });
    const first = discordApp.submitted[0]?.fields;
    expect(first?.getTextInputValue('line')).toBe('as it was');
    expect(first?.getStringSelectValues('choice')).toEqual(['two']);
    expect(first?.getRadioGroup('radio')).toBe('no');
    expect(first?.getCheckboxGroup('boxes')).toEqual(['fast']);
    expect(first?.getUploadedFiles('picture')?.first()?.name).toBe('can.png');

    await openForm('1');
    await form.getByText('A word before it.').waitFor();
    await form.getByLabel('A person').selectOption('Dana');
    await form.getByLabel('A role').selectOption('@Editors');
    await form.getByLabel('A channel').selectOption('#general');
    await form.getByLabel('A tick').check();
    await form.getByRole('button', { name: 'Submit' }).click();
    await form.waitFor({ state: 'detached' });
    const second = discordApp.submitted[1]?.fields;
    expect(second?.getSelectedUsers('person')?.first()?.username).toBe('dana');
    expect(second?.getSelectedRoles('role')?.first()?.name).toBe('Editors');
    expect(second?.getSelectedChannels('channel')?.first()?.id).toBeTruthy();
    expect(second?.getCheckbox('tick')).toBe(true);
  });

  async function openForm(number: string): Promise<void> {
    await discord.getByRole('button', { name: '/form' }).click();
    await discord.getByLabel('number').fill(number);
    await discord.getByRole('button', { name: 'Run /form' }).click();
    await page.getByRole('dialog', { name: 'A form' }).waitFor();
  }
});
