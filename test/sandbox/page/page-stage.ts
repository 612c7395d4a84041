import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeProps, type Props } from '../../../src/sandbox/demo/props.ts';
import { PageServer } from '../../../src/sandbox/demo/serve/page-server.ts';
import { Theatre } from '../../../src/sandbox/demo/theatre.ts';
import type { EditClip } from '../../../src/sandbox/effects/edit-clip.ts';
import { makeClip } from '../../../src/sandbox/scene/make-clip.ts';

/** The page as `npm run demo -- --serve` serves it, with the real bot behind it. */
export class PageStage {
  readonly url: string;
  readonly theatre: Theatre;
  readonly props: Props;
  readonly #server: PageServer;
  readonly #dir: string;

  private constructor(theatre: Theatre, props: Props, server: PageServer, dir: string) {
    this.theatre = theatre;
    this.props = props;
    this.url = server.url;
    this.#server = server;
    this.#dir = dir;
  }

  /** With quick edits that change nothing, unless the `real` ones are wanted, of the demo's own scene. */
  static async open({ real = false } = {}): Promise<PageStage> {
    const dir = await mkdtemp(join(tmpdir(), 'recut-page-'));
    const clip = join(dir, 'clip.mp4');
    if (!real) await makeClip({ path: clip, seconds: 3 });
    const props = await makeProps(dir, real ? undefined : clip);
    const theatre = await Theatre.open({
      logFile: join(dir, 'recut.log'),
      editMs: real ? 2_500 : 400,
      ...(real ? {} : { edit: quickEdit }),
    });
    return new PageStage(theatre, props, await PageServer.start(theatre, props, 0), dir);
  }

  async close(): Promise<void> {
    await this.#server.stop();
    await this.theatre[Symbol.asyncDispose]();
    await rm(this.#dir, { recursive: true, force: true });
  }
}

const quickEdit: EditClip = async ({ clip, take }) => copyFile(clip, take);
