import { pino } from 'pino';
import { expect, it } from 'vitest';
import { DiskRoom } from '../../../src/core/media/disk-room.ts';
import { takePlace } from '../../../src/core/runner/steps/prepare.ts';
import { anEdit } from '../edit/an-edit.ts';

function aRoom(folder: string, least?: number) {
  const log: string[] = [];
  const logger = pino({ level: 'info' }, { write: (line: string) => void log.push(line) });
  return { room: new DiskRoom(folder, logger, least), log };
}

it('has room, or says once to its operator that it has none', async () => {
  expect(await aRoom('.', 1).room.has()).toBe(true);
  const { room, log } = aRoom('.', Number.MAX_SAFE_INTEGER);
  expect([await room.has(), await room.has()]).toEqual([false, false]);
  expect(log).toHaveLength(1);
  expect(log[0]).toContain('nothing new is submitted until there is room in DATA_DIR');
  expect(await aRoom('/no/such/folder').room.has()).toBe(false);
});

it('has no room where nothing can be written, and says why', async () => {
  // A file is no folder: whatever is written below it fails, as on a disk that answers with errors.
  const { room, log } = aRoom(import.meta.filename, 1);
  expect(await room.has()).toBe(false);
  expect(log[0]).toContain('the disk cannot be written to (ENOTDIR)');
});

it('lets nothing be submitted while it is full', async () => {
  const now = 1_000;
  const rules = { paused: false };
  const kit = { clock: { now: () => now }, rules: { at: async () => rules }, hasRoom: async () => false };
  const signal = new AbortController().signal;
  expect(await takePlace(anEdit('approved'), kit as never, signal)).toEqual({ later: now + 15_000 });
  const roomy = { ...kit, hasRoom: async () => true };
  expect(await takePlace(anEdit('approved'), roomy as never, signal)).toMatchObject({
    event: { type: 'slot_taken' },
  });
});
