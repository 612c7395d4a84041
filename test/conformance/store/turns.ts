import { describe, expect, it } from 'vitest';
import { type StoreKind, storesOf } from './place.ts';

export function turnConformance(kind: StoreKind): void {
  describe('a turn', () => {
    const open = storesOf(kind);
    const LONG = 60_000;

    it('is taken by one of many who ask at once, and the others learn by whom', async () => {
      const { store } = await open();
      const names = Array.from({ length: 20 }, (_, index) => `host:${index}:w`);
      const answers = await Promise.all(names.map((name) => store.takeTurn('threads', name, LONG)));
      expect(answers.filter(({ kind }) => kind === 'taken')).toHaveLength(1);
      const holder = names[answers.findIndex(({ kind }) => kind === 'taken')];
      expect(await store.takeTurn('threads', 'host:99:w', LONG)).toEqual({ kind: 'held', by: holder });
    });

    it('is renewed by its holder, and is free again once that ends it', async () => {
      const { store } = await open();
      await store.takeTurn('threads', 'a', LONG);
      expect(await store.takeTurn('threads', 'a', LONG)).toEqual({ kind: 'taken' });
      await store.endTurn('threads', 'b');
      expect(await store.takeTurn('threads', 'b', LONG)).toEqual({ kind: 'held', by: 'a' });
      await store.endTurn('threads', 'a');
      expect(await store.takeTurn('threads', 'b', LONG)).toEqual({ kind: 'taken' });
    });

    it('passes on when its time is over, or from a holder that is known to be gone', async () => {
      const { store } = await open();
      await store.takeTurn('threads', 'a', -1);
      expect(await store.takeTurn('threads', 'b', LONG)).toEqual({ kind: 'taken' });
      expect(await store.takeTurn('threads', 'c', LONG, 'a')).toEqual({ kind: 'held', by: 'b' });
      expect(await store.takeTurn('threads', 'c', LONG, 'b')).toEqual({ kind: 'taken' });
    });

    it('written by a clock that is far ahead keeps nobody waiting', async () => {
      const { store } = await open();
      await store.takeTurn('threads', 'a', 3_600_000);
      expect(await store.takeTurn('threads', 'b', 6_000)).toEqual({ kind: 'taken' });
    });

    it('is one for each name', async () => {
      const { store } = await open();
      await store.takeTurn('threads', 'a', LONG);
      expect(await store.takeTurn('gateway', 'b', LONG)).toEqual({ kind: 'taken' });
    });
  });
}
