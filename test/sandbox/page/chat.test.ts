import type { Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { Browser, describeInChromium, PATIENCE_MS } from './chromium.ts';
import { PageStage } from './page-stage.ts';

/**
 * One long conversation: what is done later builds on what was done before.
 */
describeInChromium('the page, in Chromium', (executable) => {
  let stage: PageStage;
  let browser: Browser;
  let page: Page;
  let slack: Locator;
  let discord: Locator;
  let complaints: string[];

  beforeAll(async () => {
    [stage, browser] = await Promise.all([PageStage.open(), Browser.launch(executable)]);
    browser.context.setDefaultTimeout(PATIENCE_MS / 2);
  }, PATIENCE_MS);

  afterAll(async () => {
    await browser?.close();
    await stage?.close();
  });

  beforeEach(async () => {
    page = await browser.context.newPage();
    complaints = [];
    page.on('console', (said) => ['error', 'warning'].includes(said.type()) && complaints.push(said.text()));
    page.on('pageerror', (error) => complaints.push(String(error)));
    await page.setViewportSize({ width: 1366, height: 850 });
    await page.goto(stage.url);
    [slack, discord] = [page.locator('#slack'), page.locator('#discord')];
    await slack.getByRole('textbox').first().waitFor();
  });

  afterEach(async () => {
    await page.close();
    expect(complaints).toEqual([]);
  });

  it('Slack: a mention with the ready-made clip brings a take that plays', async () => {
    await slack.getByRole('button', { name: 'Mention Recut' }).click();
    await slack.getByLabel('Message #campaign-x').pressSequentially('make it dusk');
    await attach(slack, 'clip.mp4');
    await slack.getByLabel('Message #campaign-x').press('Enter');

    const thread = slack.locator('.conversation').last();
    await thread.getByText('Delivered').waitFor();
    await thread.getByText('Take 1 · 3 s · sound kept · $1.08 charged').waitFor();
    const play = thread.getByRole('button', { name: /^Play: Edited clip, 3 s/ });
    await play.click();
    const played = 'Math.max(...[...document.querySelectorAll("video")].map((video) => video.currentTime))';
    await expect.poll(() => page.evaluate(played)).toBeGreaterThan(0.2);
    expect(await slack.getByLabel('Message #campaign-x').inputValue()).toBe('');
  });

  it('Slack: a reply in the thread brings the next take', async () => {
    await slack.getByRole('button', { name: 'Reply in the thread' }).first().click();
    const reply = slack.getByLabel('Reply, with @Recut for the next take');
    await reply.fill('@Recut and mirror it');
    await reply.press('Enter');
    await slack.getByText('Take 2 · 3 s').waitFor();
  });

  it('Slack: /edit opens the form, which says beside the field what is missing, and runs', async () => {
    await slack.getByLabel('Message #campaign-x').fill('/edit make it night');
    await slack.getByLabel('Message #campaign-x').press('Enter');
    const form = page.getByRole('dialog', { name: 'Edit a clip' });
    const prompt = form.getByLabel('What should change?');
    await expect.poll(() => prompt.inputValue()).toBe('make it night');

    await form.getByLabel('Recent clips of this channel').waitFor();
    await prompt.fill('');
    await form.getByRole('button', { name: 'Edit', exact: true }).click();
    await form.getByText('Please complete this required field.').waitFor();

    await prompt.fill('make it night');
    await form.getByRole('button', { name: 'Choose a file: Or upload a clip' }).click();
    await form.getByRole('menuitem', { name: 'clip.mp4' }).click();
    await form.getByRole('button', { name: 'Edit', exact: true }).click();
    await form.waitFor({ state: 'detached' });
    await slack.locator('.conversation').last().getByText('Take 1 · 3 s').waitFor();
  });

  it('Slack: the menu of a message opens the form with its clip', async () => {
    const message = slack.getByRole('article', { name: 'Mara in Slack' }).first();
    await message.hover();
    await message.getByRole('button', { name: 'What to do with this message' }).click();
    await message.getByRole('menuitem', { name: 'Edit this video' }).click();
    const form = page.getByRole('dialog', { name: 'Edit a clip' });
    await expect.poll(() => form.getByLabel('Clip', { exact: false }).first().inputValue()).not.toBe('');
    await page.keyboard.press('Escape');
    await form.waitFor({ state: 'detached' });
  });

  it('Discord: /edit with the clip and a picture that the prompt names', async () => {
    await discord.getByLabel('Message #campaign-x').fill('/ed');
    await discord.getByRole('list', { name: 'Commands' }).getByRole('button').first().click();
    const command = discord.getByRole('form', { name: '/edit' });
    await command.getByLabel('prompt').fill('put @Image1 on the table');
    await choose(command, 'video', 'clip.mp4');
    await command.getByRole('button', { name: '+ image1' }).click();
    await choose(command, 'image1', 'cola-can.png');
    await command.getByRole('button', { name: 'Run /edit' }).click();

    await discord.getByText('Only you can see this').waitFor();
    const thread = discord.getByRole('region', { name: /Thread: put @Image1/ });
    await thread.getByText('Take 1 · 3 s · sound kept · $1.08 charged').waitFor();
    await thread.getByRole('button', { name: /^Play: Edited clip, 3 s/ }).waitFor();
  });

  it('Discord: a button opens the form, and the form makes another take', async () => {
    await discord.getByRole('button', { name: 'Edit again' }).first().click();
    const form = page.getByRole('dialog', { name: 'Edit this video' });
    await form.getByRole('button', { name: 'Submit' }).click();
    await form.getByText(/required/).waitFor();
    await form.getByLabel('What to change').fill('and make it darker');
    await form.getByLabel('Draft, Kling O3 Standard').check();
    await form.getByLabel('Keep the sound').uncheck();
    await form.getByRole('button', { name: 'Submit' }).click();
    await form.waitFor({ state: 'detached' });
    await discord
      .getByText('Take 2 · 3 s · sound removed')
      .or(discord.getByText('Take 2 · 3 s · with sound'))
      .waitFor();
    await discord.getByRole('button', { name: /^Make it final for/ }).waitFor();
  });

  it('Discord: a reply to a message with a clip is an edit of that clip', async () => {
    await attach(discord, 'clip.mp4');
    await discord.getByLabel('Message #campaign-x').fill('what about this?');
    await discord.getByLabel('Message #campaign-x').press('Enter');
    const message = discord.getByRole('article', { name: 'Mara in Discord' }).last();
    await message.getByText('what about this?').waitFor();
    await message.hover();
    await message.getByRole('button', { name: 'What to do with this message' }).click();
    await message.getByRole('menuitem', { name: 'Reply' }).click();
    await discord.getByLabel('Message #campaign-x').fill('@Recut make it snow');
    await discord.getByLabel('Message #campaign-x').press('Enter');
    await discord.getByRole('region', { name: 'Thread: make it snow' }).getByText('Take 1 · 3 s').waitFor();
  });

  it('a file of one’s own comes from the disk', async () => {
    const chooser = page.waitForEvent('filechooser');
    await slack.getByRole('button', { name: 'Attach a file' }).first().click();
    await slack.getByRole('menuitem', { name: 'From this computer' }).click();
    await (await chooser).setFiles({
      name: 'notes <b>.txt',
      mimeType: 'text/plain',
      buffer: Buffer.from('hello'),
    });
    await slack.getByText('notes <b>.txt').waitFor();
    await slack.getByRole('button', { name: 'Send' }).first().click();
    const posted = slack
      .locator('.conversation')
      .last()
      .getByRole('link', { name: 'Download notes <b>.txt' });
    const [download] = await Promise.all([page.waitForEvent('download'), posted.click()]);
    expect(download.suggestedFilename()).toContain('notes');
  });

  it('what people write is text, whatever it looks like', async () => {
    const bad =
      '<img src=x onerror="document.title=1"> <script>document.title=2</script> [x](javascript:alert(1))';
    for (const side of [slack, discord]) {
      await side.getByLabel('Message #campaign-x').fill(bad);
      await side.getByLabel('Message #campaign-x').press('Enter');
      await side.getByRole('article').last().getByText('<script>').waitFor();
    }
    expect(await page.title()).toBe('Recut sandbox');
    expect(await page.locator('a[href^="javascript"]').count()).toBe(0);
  });

  it('another person sees the same channel, and no notes that are for others', async () => {
    await discord.getByText('Only you can see this').first().waitFor();
    await page.getByRole('radio', { name: 'Lee' }).check();
    await expect.poll(() => discord.getByText('Only you can see this').count()).toBe(0);
    await slack.getByText('Take 1 · 3 s').first().waitFor();
    await slack.getByLabel('Message #campaign-x').fill('looks good');
    await slack.getByLabel('Message #campaign-x').press('Enter');
    await slack.getByRole('article', { name: 'Lee in Slack' }).getByText('looks good').waitFor();
  });

  it('an example is one click', async () => {
    await slack.getByRole('button', { name: 'Examples' }).click();
    await slack.getByRole('menuitem', { name: /--quote/ }).click();
    await slack.getByRole('button', { name: 'Run it for $1.08' }).waitFor();
  });

  it('tells those who listen what the bot says', async () => {
    await slack.getByRole('button', { name: 'Run it for $1.08' }).first().click();
    await expect
      .poll(() => page.locator('#spoken').textContent(), { timeout: 20_000 })
      .toMatch(/^Recut: .*Take 1/);
  });

  async function attach(side: Locator, name: string): Promise<void> {
    await side.getByRole('button', { name: 'Attach a file' }).first().click();
    await side.getByRole('menuitem', { name }).click();
    await side.getByRole('listitem').getByText(name).waitFor();
  }

  async function choose(command: Locator, option: string, name: string): Promise<void> {
    await command.getByRole('button', { name: `Choose a file: ${option}` }).click();
    await command.getByRole('menuitem', { name }).click();
  }
});
