import { expect, test } from 'vitest';
import { plainText } from '../../../src/bots/slack/plain-text.ts';

test.each([
  ['<@U0BOT> make it dusk', 'make it dusk'],
  ['please <@U0BOT|recut> make it dusk', 'please make it dusk'],
  ['make it dusk <@U0BOT>', 'make it dusk'],
  ['a &lt; b &amp;&amp; c &gt; d', 'a < b && c > d'],
  ['the word &amp;lt; stays', 'the word &lt; stays'],
  ['this: <https://example.com/a?b=1&amp;c=2|example.com> dusk', 'this: https://example.com/a?b=1&c=2 dusk'],
  ['<https://example.com/clip.mp4>', 'https://example.com/clip.mp4'],
  ['<mailto:a@b.de|a@b.de>', 'a@b.de'],
  ['as <@U1|mara> and <@U2> said in <#C1|general> and <#C2>', 'as mara and U2 said in #general and #C2'],
  ['<!here> <!channel> <!subteam^S1|@editors> <!subteam^S2>', '@here @channel editors S2'],
  ['at <!date^1392734382^{date}|18 Feb>', 'at 18 Feb'],
  ['two\u00a0words   and\n  a line', 'two words and\na line'],
  ['<@U0BOT>', ''],
])('%j reads as %j', (text, plain) => {
  expect(plainText(text, 'U0BOT')).toBe(plain);
});
