import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { drawColaCan } from '../../src/sandbox/scene/cola-can.ts';
import { type ClipWanted, makeClip } from '../../src/sandbox/scene/make-clip.ts';
import type { Prop } from './stage.ts';

/** Files that people bring to the stories, made by the test itself. */
export class Props {
  readonly #dir: string;

  private constructor(dir: string) {
    this.#dir = dir;
  }

  static async open(): Promise<Props> {
    return new Props(await mkdtemp(join(tmpdir(), 'recut-props-')));
  }

  async close(): Promise<void> {
    await rm(this.#dir, { recursive: true, force: true });
  }

  /** A clip of exact properties; 1280×720 at 24 frames with sound unless said otherwise. */
  async clip(name: string, wanted: Omit<ClipWanted, 'path'>): Promise<Prop> {
    const path = join(this.#dir, name);
    await makeClip({ path, width: 1280, height: 720, fps: 24, sound: true, ...wanted });
    return { name, path };
  }

  /** A picture of a can of cola, as a PNG. */
  async image(name: string): Promise<Prop> {
    const path = join(this.#dir, name);
    await drawColaCan(path);
    return { name, path };
  }

  async text(name: string, content: string | Uint8Array): Promise<Prop> {
    const path = join(this.#dir, name);
    await writeFile(path, content);
    return { name, path };
  }
}
