import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { z } from 'zod';
import type { ClipFacts } from '../../../src/core/edit/clip.ts';

const run = promisify(execFile);

const probed = z.object({
  streams: z.array(
    z.object({
      codec_type: z.string(),
      codec_name: z.string().optional(),
      width: z.number().optional(),
      height: z.number().optional(),
      sample_aspect_ratio: z.string().optional(),
      side_data_list: z.array(z.object({ rotation: z.number().optional() })).optional(),
    }),
  ),
  format: z.object({ duration: z.coerce.number().optional() }),
});

/** The names that FFmpeg has for codecs where ours are others; what it does not know is anything. */
const CODECS: Readonly<Record<string, string>> = { avc: 'h264', vvc1: 'unknown' };
/** Sound may outlast pictures, edit lists hide some of them, and containers round. */
const ROOM_SECONDS = 0.12;

/**
 * What another program reads differently in a clip, in words; empty when it agrees. Null where the machine has no ffprobe.
 * The clip is one of the file's video streams.
 */
export async function ffprobeDisagrees(path: string, facts: ClipFacts): Promise<string[] | null> {
  const args = ['-v', 'error', '-show_streams', '-show_format', '-of', 'json', path];
  const answer = await run('ffprobe', args).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (!answer) return null;
  const { streams, format } = probed.parse(JSON.parse(answer.stdout));
  const videos = streams.filter(({ codec_type }) => codec_type === 'video');
  const audios = streams.filter(({ codec_type }) => codec_type === 'audio');
  const codec = CODECS[facts.videoCodec ?? ''] ?? facts.videoCodec;
  const sizes = videos.map(sizeOf);
  const { duration } = format;
  const disagreements: string[] = [];
  if (!sizes.includes(`${facts.width}×${facts.height}`)) disagreements.push(`size ${sizes.join(' or ')}`);
  if (!videos.some(({ codec_name = 'unknown' }) => codec_name === codec)) disagreements.push(`not ${codec}`);
  if (audios.length !== facts.audioTracks) disagreements.push(`${audios.length} audio tracks`);
  if (duration !== undefined && Math.abs(duration - facts.durationMs / 1000) > ROOM_SECONDS) {
    disagreements.push(`${duration} s`);
  }
  return disagreements;
}

/** As it is displayed. */
function sizeOf(stream: z.infer<typeof probed>['streams'][number]): string {
  const { width = 0, height = 0, sample_aspect_ratio = '1:1', side_data_list = [] } = stream;
  const [over = 1, under = 1] = sample_aspect_ratio.split(':').map(Number);
  const shown = over > 0 && under > 0 ? Math.round((width * over) / under) : width;
  const turned = side_data_list.some(({ rotation = 0 }) => Math.abs(rotation) % 180 === 90);
  return turned ? `${height}×${shown}` : `${shown}×${height}`;
}
