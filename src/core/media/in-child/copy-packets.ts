import {
  EncodedAudioPacketSource,
  EncodedPacketSink,
  EncodedVideoPacketSource,
  type Input,
  type InputVideoTrack,
  Mp4OutputFormat,
  type Output,
} from 'mediabunny';
import { Refusal } from './serve.ts';
import type { Span } from './span.ts';

/**
 * Adds the pictures of a track to an output that has not started yet, as they are encoded; the returned function feeds them
 * once it has. Refuses with `unsupported_codec` what an MP4 cannot hold.
 */
export async function copyPictures(video: InputVideoTrack, output: Output): Promise<() => Promise<void>> {
  const codec = await video.getCodec();
  const decoderConfig = await video.getDecoderConfig();
  if (!codec || !decoderConfig || !new Mp4OutputFormat().getSupportedVideoCodecs().includes(codec)) {
    throw new Refusal('unsupported_codec', 'its pictures cannot be put into an MP4');
  }
  const source = new EncodedVideoPacketSource(codec);
  output.addVideoTrack(source, { rotation: await video.getRotation() });
  return async () => {
    for await (const packet of new EncodedPacketSink(video).packets()) {
      await source.add(packet, { decoderConfig });
    }
    source.close();
  };
}

/** The same for the sound of a span. Null when it is not AAC, the one that every player takes in an MP4. */
export async function copySound(
  input: Input,
  output: Output,
  { start, end }: Span,
): Promise<(() => Promise<void>) | null> {
  const track = await input.getPrimaryAudioTrack();
  const decoderConfig = await track?.getDecoderConfig();
  if (!track || !decoderConfig || (await track.getCodec()) !== 'aac') return null;
  const source = new EncodedAudioPacketSource('aac');
  output.addAudioTrack(source);
  return async () => {
    for await (const packet of new EncodedPacketSink(track).packets()) {
      // What comes before the start is there for the decoder alone, and a track cannot begin before its file.
      if (packet.timestamp < start) continue;
      if (packet.timestamp + packet.duration > end) break;
      await source.add(packet.clone({ timestamp: packet.timestamp - start }), { decoderConfig });
    }
    source.close();
  };
}
