import type { EditId } from './edit.ts';

/** Where the clip of an edit comes from. Resolved to bytes on disk by the first step, never while a person waits. */
export type ClipSource =
  /** An upload on the chat platform; `ref` is the platform's own address of it, opaque to the core. */
  | { kind: 'upload'; ref: string; name: string; bytes: number | null }
  /** A public web address. */
  | { kind: 'link'; url: string }
  /** What an earlier edit produced. */
  | { kind: 'take'; edit: EditId }
  /** The clip that an earlier edit was given; that edit's own source is never of this kind. */
  | { kind: 'same'; edit: EditId }
  /** Not said outright: the clip of the message that the request replies to, or of its thread's first messages. */
  | { kind: 'thread' };

/** An image the prompt may name: `@Image1` is the first of an edit's images. */
export type ImageSource =
  | { kind: 'upload'; ref: string; name: string; bytes: number | null }
  | { kind: 'link'; url: string }
  /** An image that an earlier edit was given; that edit's own source of it is never of this kind. */
  | { kind: 'same'; edit: EditId; index: number };

/** The facts of a clip as its bytes tell them, never its name or declared type. */
export interface ClipFacts {
  container: 'mp4' | 'mov' | 'webm' | 'mkv';
  videoCodec: string | null;
  audioCodec: string | null;
  durationMs: number;
  /** As displayed: rotation and pixel aspect applied. */
  width: number;
  height: number;
  /** Average frames per second, to two decimals. */
  fps: number;
  variableFps: boolean;
  rotation: 0 | 90 | 180 | 270;
  hdr: boolean;
  audioTracks: number;
  bytes: number;
  /** Of the whole file, lower-case hex. */
  sha256: string;
}

/** A clip on disk. `file` is a name inside the edit's own folder of the workspace. */
export interface Clip {
  name: string;
  file: string;
  facts: ClipFacts;
}

/** A reference image on disk, judged by its bytes. */
export interface ReferenceImage {
  name: string;
  file: string;
  format: 'jpeg' | 'png' | 'webp';
  width: number;
  height: number;
  bytes: number;
  sha256: string;
}
