import type { Edit } from '../../src/core/edit/edit.ts';
import { ZERO } from '../../src/core/money/micros.ts';
import { verifyLedger } from '../../src/core/money/verify-ledger.ts';
import type { Story } from '../journeys/story.ts';
import type { Ending } from './outcomes.ts';

/** The slot under which the opening of a thread is remembered: a message of the bot's where nobody else began it. */
const THREAD = 'thread';

/** Everything that is not as promised, one sentence each; nothing when all is well. */
export async function judge(story: Story, edit: Edit, ending: Ending): Promise<string[]> {
  return [
    ...(await ofEdit(story, edit, ending)),
    ...(await ofMoney(story, edit, ending)),
    ...(await ofThread(story, edit, ending)),
  ];
}

async function ofEdit(story: Story, edit: Edit, { state }: Ending): Promise<string[]> {
  const counts = await (await story.house.store()).countByState();
  const edits = Object.values(counts).reduce((sum, count) => sum + count, 0);
  return [
    ...(edits === 1 ? [] : [`one request became ${edits} edits`]),
    ...(edit.state === state ? [] : [`the edit is ${edit.state}, not ${state}`]),
  ];
}

/** Submissions and settlements, the ledger by itself and against what the provider would bill. */
async function ofMoney(story: Story, edit: Edit, { money, submissions }: Ending): Promise<string[]> {
  const store = await story.house.store();
  const rows = await store.ledger({ editId: edit.id });
  const holds = new Set(rows.map(({ holdId }) => holdId));
  const sent = story.house.sandbox.wavespeed.submissions;
  const problems: string[] = [];
  if (sent !== submissions) problems.push(`${sent} submissions for ${holds.size} holds`);
  for (const hold of holds) {
    const settled = rows.filter(({ holdId, kind }) => holdId === hold && kind !== 'hold');
    const accounts = new Set(settled.map(({ scope, period }) => `${scope} ${period}`));
    if (settled.length === 0) problems.push(`hold ${hold} is open without a live edit`);
    if (settled.length !== accounts.size) problems.push(`hold ${hold} was settled more than once`);
  }
  for (const { scope, period } of rows) {
    const balance = await store.balance({ scope, period });
    const posted = rows
      .filter((row) => row.kind === 'post' && row.scope === scope && row.period === period)
      .reduce((sum, { amount }) => sum + amount, 0);
    if (balance.held !== ZERO || balance.posted !== posted)
      problems.push(`the balance of ${scope} is ${JSON.stringify(balance)}`);
    if (posted !== story.house.billed)
      problems.push(`${posted} was posted, ${story.house.billed} was billed`);
  }
  const { findings } = await verifyLedger(store);
  problems.push(...findings.map((finding) => `the ledger: ${JSON.stringify(finding)}`));
  const booked = await story.house.money(edit.id);
  if (booked !== money) problems.push(`the ledger says: ${booked || 'nothing'}`);
  return problems;
}

/** Each slot of the thread is there once, and the last word is the right one. */
async function ofThread(story: Story, edit: Edit, { sentence, takes }: Ending): Promise<string[]> {
  const { thread } = edit.place;
  if (thread === null) return ['the edit has no thread'];
  const told = story.stage.thread(thread).filter(({ bot }) => bot);
  const posted = (await (await story.house.store()).posted(edit.id)).filter(({ slot }) => slot !== THREAD);
  const refs = new Set([thread, ...posted.map(({ ref }) => ref)]);
  const threads = story.stage.threads().length;
  const strays = told.filter(({ id, files }) => !refs.has(id) && files.length === 0);
  const missing = posted.filter(({ ref }) => !told.some(({ id }) => id === ref));
  const files = told.flatMap((message) => message.files);
  const films = files.filter(({ name }) => name.endsWith('.mp4'));
  // The card of an approval has one, of the clip.
  const pictures = files.length - films.length;
  const ends = told.filter(({ lines }) => lines.join('\n').includes(sentence));
  return [
    ...(threads === 1 ? [] : [`${threads} threads were opened`]),
    ...strays.map(({ lines }) => `a message is there twice: ${lines.join(' / ')}`),
    ...missing.map(({ slot }) => `the message of ${slot} is not there`),
    ...(films.length === takes ? [] : [`${films.length} takes in the thread`]),
    ...(pictures <= 1 ? [] : [`${pictures} pictures in the thread`]),
    ...(ends.length > 0 ? [] : [`nothing in the thread says: ${sentence}`]),
    ...(told.some(({ buttons }) => buttons.includes('Cancel')) ? ['the status never ended'] : []),
  ];
}
