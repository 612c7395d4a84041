import { copyFile, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Dispatcher, request } from 'undici';
import type { EditClip } from '../../../src/sandbox/effects/edit-clip.ts';
import { type ClipWanted, makeClip } from '../../../src/sandbox/scene/make-clip.ts';
import { type StandInOptions, WaveSpeedStandIn } from '../../../src/sandbox/wavespeed/stand-in.ts';

export const PRO = 'kwaivgi/kling-video-o3-pro/video-edit';
export const STD = 'kwaivgi/kling-video-o3-std/video-edit';

/** The body of an answer; its `data` is looked at field by field. */
// biome-ignore lint/suspicious/noExplicitAny: a test reads what the wire brought, whatever it is
export type Wire = any;

/** For tests about anything but the picture: the take is the clip. */
const copied: EditClip = async ({ clip, take }) => copyFile(clip, take);

/** Somebody with the stand-in's key and nothing else: raw requests, and the few steps every test needs. */
export class Caller {
  readonly standIn: WaveSpeedStandIn;
  readonly dir: string;

  private constructor(standIn: WaveSpeedStandIn, dir: string) {
    this.standIn = standIn;
    this.dir = dir;
  }

  static async start(options: Partial<StandInOptions> = {}): Promise<Caller> {
    const dir = await mkdtemp(path.join(tmpdir(), 'recut-wavespeed-'));
    return new Caller(await WaveSpeedStandIn.start({ dir, edit: copied, ...options }), dir);
  }

  async stop(): Promise<void> {
    await this.standIn.stop();
    await rm(this.dir, { recursive: true });
  }

  async get(
    address: string,
    headers: Record<string, string> = this.#auth,
  ): Promise<{ status: number; body: Wire }> {
    return await read(await request(this.#at(address), { headers }));
  }

  async post(address: string, body: unknown, headers: Record<string, string> = this.#auth) {
    return await this.postText(address, JSON.stringify(body), headers);
  }

  async postText(address: string, body: string, headers: Record<string, string> = this.#auth) {
    const all = { 'content-type': 'application/json', ...headers };
    return await read(await request(this.#at(address), { method: 'POST', headers: all, body }));
  }

  async ticket(size: number, filename = 'clip.mp4', contentType = 'video/mp4') {
    return await this.post('/api/v3/media/uploads', { filename, size, content_type: contentType });
  }

  /** Uploads bytes as a client should and gives their address. */
  async upload(bytes: Uint8Array, filename = 'clip.mp4', contentType = 'video/mp4'): Promise<string> {
    const { body } = await this.ticket(bytes.length, filename, contentType);
    const { url, headers } = body.data.upload;
    const { statusCode, body: answer } = await request(url, { method: 'PUT', headers, body: bytes });
    await answer.dump();
    if (statusCode !== 200) throw new Error(`The upload got ${statusCode}`);
    return body.data.download_url;
  }

  /** Makes a clip of these properties and uploads it. */
  async clip(wanted: Omit<ClipWanted, 'path'>): Promise<string> {
    const file = path.join(this.dir, `made.${wanted.container ?? 'mp4'}`);
    await makeClip({ path: file, ...wanted });
    return await this.upload(await readFile(file));
  }

  async submit(video: string, more: object = {}, address = `/api/v3/${PRO}`) {
    return await this.post(address, { prompt: 'make it dusk', video, ...more });
  }

  /** Submits, asks until the prediction is over, and gives its last state. */
  async outcome(video: string, more: object = {}): Promise<Wire> {
    const { body } = await this.submit(video, more);
    return await this.over(body.data.id);
  }

  async over(id: string): Promise<Wire> {
    for (const deadline = Date.now() + 20_000; Date.now() < deadline; ) {
      const { body } = await this.get(`/api/v3/predictions/${id}/result`);
      if (!['created', 'processing'].includes(body.data.status)) return body.data;
      await new Promise((resolve) => setTimeout(resolve, 15));
    }
    throw new Error(`${id} does not end`);
  }

  get #auth(): Record<string, string> {
    return { authorization: `Bearer ${this.standIn.apiKey}` };
  }

  #at(address: string): string {
    return address.startsWith('http') ? address : this.standIn.url + address;
  }
}

async function read({ statusCode, body }: Dispatcher.ResponseData): Promise<{ status: number; body: Wire }> {
  const text = await body.text();
  try {
    return { status: statusCode, body: JSON.parse(text) };
  } catch {
    return { status: statusCode, body: text };
  }
}
