import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { EVERYTHING } from '../../src/core/money/ledger.ts';
import { formatDollars } from '../../src/core/money/micros.ts';
import { KyselyStore } from '../../src/core/store/kysely-store.ts';
import { openPostgres } from '../../src/core/store/postgres/open-postgres.ts';
import { emptySchema } from '../postgres/empty-schema.ts';
import { LEFT_OUT } from '../postgres/of-test.ts';
import { STAGES, Story } from './story.ts';

describe.skipIf(LEFT_OUT !== '').each(STAGES)(`a bot on PostgreSQL in %s${LEFT_OUT}`, (_name, stageOf) => {
  let schema: Awaited<ReturnType<typeof emptySchema>>;
  let story: Story;

  beforeAll(async () => {
    const server = inject('postgres');
    if ('missing' in server) return;
    schema = await emptySchema(server.url);
    story = await Story.open(stageOf, { DATABASE_URL: schema.address });
  });
  afterAll(async () => {
    await story?.close();
    await schema?.drop();
  });

  it('delivers take after take, also after it was started anew, and keeps its books there alone', async () => {
    const promo = await story.props.clip('promo.mp4', { seconds: 3 });
    const thread = await story.stage.mention({ text: 'make it dusk', files: [promo] });
    await story.take(thread, 1);
    await story.house.stopBot();
    await story.house.startBot();
    await story.stage.mention({ text: 'and mirror it', thread });
    await story.take(thread, 2);
    await story.done(thread);

    const store = new KyselyStore(await openPostgres(schema.address));
    const rows = await store.ledger({ account: EVERYTHING });
    await store.close();
    const moves = rows.map(({ kind, amount }) => `${kind} ${formatDollars(amount)}`);
    expect(moves).toEqual(['hold $1.08', 'post $1.08', 'hold $1.08', 'post $1.08']);
    expect(existsSync(join(story.house.settings['DATA_DIR'] ?? '', 'recut.db'))).toBe(false);
  });
});
