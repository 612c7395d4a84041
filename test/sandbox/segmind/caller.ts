import { copyFile, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Dispatcher, request } from 'undici';
import type { EditClip } from '../../../src/sandbox/effects/edit-clip.ts';
import { type ClipWanted, makeClip } from '../../../src/sandbox/scene/make-clip.ts';
import { SegmindStandIn, type StandInOptions } from '../../../src/sandbox/segmind/stand-in.ts';

const MODEL = '/v2/kling-o3-video2video-edit';

/** The body of an answer; it is looked at field by field. */
// biome-ignore lint/suspicious/noExplicitAny: a test reads what the wire brought, whatever it is
export type Wire = any;

/** For tests about anything but the picture: the take is the clip. */
const copied: EditClip = async ({ clip, take }) => copyFile(clip, take);

/** Somebody with the stand-in's key and nothing else: raw requests, and the few steps every test needs. */
export class Caller {
  readonly standIn: SegmindStandIn;
  readonly dir: string;

  private constructor(standIn: SegmindStandIn, dir: string) {
    this.standIn = standIn;
    this.dir = dir;
  }

  static async start(options: Partial<StandInOptions> = {}): Promise<Caller> {
    const dir = await mkdtemp(path.join(tmpdir(), 'recut-segmind-'));
    return new Caller(await SegmindStandIn.start({ dir, edit: copied, ...options }), dir);
  }

  async stop(): Promise<void> {
    await this.standIn.stop();
    await rm(this.dir, { recursive: true });
  }

  async get(address: string, headers: Record<string, string> = this.#auth): Promise<Answered> {
    return await read(await request(this.#at(address), { headers }));
  }

  async post(address: string, body: unknown, headers: Record<string, string> = this.#auth) {
    const all = { 'content-type': 'application/json', ...headers };
    return await read(
      await request(this.#at(address), { method: 'POST', headers: all, body: JSON.stringify(body) }),
    );
  }

  /** Sends a file as a form. */
  async postForm(field: string, bytes: Uint8Array<ArrayBuffer>): Promise<Answered> {
    const body = new FormData();
    body.set(field, new File([bytes], 'clip.mp4', { type: 'video/mp4' }));
    const answer = await fetch(this.#at('/upload-asset'), { method: 'POST', headers: this.#auth, body });
    return { status: answer.status, body: await answer.json() };
  }

  /** Uploads bytes as a client should and gives their address. */
  async upload(bytes: Uint8Array, contentType = 'video/mp4'): Promise<string> {
    const address = `data:${contentType};base64,${Buffer.from(bytes).toString('base64')}`;
    const { status, body } = await this.post('/upload-asset', { data_urls: [address] });
    if (status !== 200) throw new Error(`The upload got ${status}`);
    return body.urls[0];
  }

  /** Makes a clip of these properties and uploads it. */
  async clip(wanted: Omit<ClipWanted, 'path'>): Promise<string> {
    const file = path.join(this.dir, `made.${wanted.container ?? 'mp4'}`);
    await makeClip({ path: file, ...wanted });
    return await this.upload(await readFile(file));
  }

  async submit(video: string, more: object = {}, address = MODEL): Promise<Answered> {
    return await this.post(address, { prompt: 'make it dusk', video_url: video, ...more });
  }

  /** Submits, asks until the request is over, and gives its result. */
  async outcome(video: string, more: object = {}): Promise<Answered> {
    const { body } = await this.submit(video, more);
    return await this.over(body.request_id);
  }

  async over(id: string): Promise<Answered> {
    for (const deadline = Date.now() + 20_000; Date.now() < deadline; ) {
      const { body } = await this.get(`/v2/requests/${id}/status`);
      if (!['QUEUED', 'PROCESSING'].includes(body.status)) return await this.get(`/v2/requests/${id}`);
      await new Promise((resolve) => setTimeout(resolve, 15));
    }
    throw new Error(`${id} does not end`);
  }

  get #auth(): Record<string, string> {
    return { 'x-api-key': this.standIn.apiKey };
  }

  #at(address: string): string {
    return address.startsWith('http') ? address : this.standIn.url + address;
  }
}

interface Answered {
  status: number;
  body: Wire;
}

async function read({ statusCode, body }: Dispatcher.ResponseData): Promise<Answered> {
  const text = await body.text();
  try {
    return { status: statusCode, body: JSON.parse(text) };
  } catch {
    return { status: statusCode, body: text };
  }
}
