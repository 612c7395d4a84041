import { copyFile, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Dispatcher, request } from 'undici';
import type { EditClip } from '../../../src/sandbox/effects/edit-clip.ts';
import { FalStandIn, type StandInOptions } from '../../../src/sandbox/fal/stand-in.ts';
import { type ClipWanted, makeClip } from '../../../src/sandbox/scene/make-clip.ts';

export const APP = 'fal-ai/kling-video';
export const PRO = `${APP}/o3/pro/video-to-video/edit`;
export const STD = `${APP}/o3/standard/video-to-video/edit`;

/** The body of an answer, looked at field by field. */
// biome-ignore lint/suspicious/noExplicitAny: a test reads what the wire brought, whatever it is
export type Wire = any;

interface Answer {
  status: number;
  headers: Dispatcher.ResponseData['headers'];
  body: Wire;
}

/** For tests about anything but the picture: the take is the clip. */
const copied: EditClip = async ({ clip, take }) => copyFile(clip, take);

/** Somebody with the stand-in's key and nothing else: raw requests, and the few steps every test needs. */
export class Caller {
  readonly standIn: FalStandIn;
  readonly dir: string;

  private constructor(standIn: FalStandIn, dir: string) {
    this.standIn = standIn;
    this.dir = dir;
  }

  static async start(options: Partial<StandInOptions> = {}): Promise<Caller> {
    const dir = await mkdtemp(path.join(tmpdir(), 'recut-fal-'));
    return new Caller(await FalStandIn.start({ dir, edit: copied, ...options }), dir);
  }

  async stop(): Promise<void> {
    await this.standIn.stop();
    await rm(this.dir, { recursive: true });
  }

  /** To a path of the stand-in, or to any address; with the key unless other headers are given. */
  async send(
    method: 'GET' | 'POST' | 'PUT',
    address: string,
    body: string | Uint8Array | null = null,
    headers: Readonly<Record<string, string>> = { authorization: `Key ${this.standIn.apiKey}` },
  ): Promise<Answer> {
    const url = address.startsWith('http') ? address : this.standIn.url + address;
    const type = typeof body === 'string' ? { 'content-type': 'application/json' } : {};
    return await read(await request(url, { method, headers: { ...type, ...headers }, body }));
  }

  get(address: string): Promise<Answer> {
    return this.send('GET', address);
  }

  post(address: string, body: unknown): Promise<Answer> {
    return this.send('POST', address, JSON.stringify(body));
  }

  startUpload(inParts = false): Promise<Answer> {
    const address = `/storage/upload/initiate${inParts ? '-multipart' : ''}?storage_type=fal-cdn-v3`;
    return this.post(address, { content_type: 'video/mp4', file_name: 'my clip.mp4' });
  }

  /** Makes a clip of these properties, uploads it as a client should, and gives its address. */
  async clip(wanted: Omit<ClipWanted, 'path'>): Promise<string> {
    const file = path.join(this.dir, `made.${wanted.container ?? 'mp4'}`);
    await makeClip({ path: file, ...wanted });
    const { body } = await this.startUpload();
    const { status } = await this.send('PUT', body.upload_url, await readFile(file), {
      'content-type': 'video/mp4',
    });
    if (status !== 200) throw new Error(`The upload got ${status}`);
    return body.file_url;
  }

  submit(video: string, more: object = {}, endpoint = PRO): Promise<Answer> {
    return this.post(`/${endpoint}`, { prompt: 'make it dusk', video_url: video, ...more });
  }

  /** Submits, and gives the status and the result once the request is over. */
  async outcome(video: string, more: object = {}): Promise<{ status: Answer; result: Answer }> {
    const { body } = await this.submit(video, more);
    return await this.over(body.request_id);
  }

  async over(id: string): Promise<{ status: Answer; result: Answer }> {
    for (const deadline = Date.now() + 20_000; Date.now() < deadline; ) {
      const status = await this.get(`/${APP}/requests/${id}/status`);
      if (status.body.status === 'COMPLETED') {
        return { status, result: await this.get(`/${APP}/requests/${id}`) };
      }
      await new Promise((resolve) => setTimeout(resolve, 15));
    }
    throw new Error(`${id} does not end`);
  }
}

async function read({ statusCode, headers, body }: Dispatcher.ResponseData): Promise<Answer> {
  const text = await body.text();
  try {
    return { status: statusCode, headers, body: JSON.parse(text) };
  } catch {
    return { status: statusCode, headers, body: text };
  }
}
