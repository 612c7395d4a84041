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
  /** A picture that the team has saved: the `picture`-th, from 0, of what was saved under this name. */
  | { kind: 'saved'; item: string; picture: number; name: string }
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
  /** What was done to the clip that was given, in the order in which it is told; left out when nothing was. */
  changes?: readonly ClipChange[];
}

/** One thing that was done to a clip so that a model takes it. */
export type ClipChange =
  /** Milliseconds of its own time. */
  | { kind: 'cut'; from: number; to: number }
  /** Its last frame is held until it has this length, in milliseconds. */
  | { kind: 'held'; to: number }
  /** From a container, or from a codec when it is that which no model takes, as the facts name them. */
  | { kind: 'converted'; from: string }
  /** Width and height, as displayed. */
  | { kind: 'scaled'; from: readonly [number, number]; to: readonly [number, number] }
  /** Frames per second; `uneven` when its frames came at no steady rate. */
  | { kind: 'rate'; from: number; to: number; uneven: boolean }
  /** Stands upright by itself, where a note in the file had players turn it. */
  | { kind: 'turned' }
  /** From high dynamic range to the usual one. */
  | { kind: 'toned' }
  /** It had this many bytes. */
  | { kind: 'compressed'; from: number }
  /** It had sound that nothing here can read. */
  | { kind: 'silenced' };

/** How a clip is to be encoded anew, so that a model takes it. Everything that it does not name stays as it is. */
export interface Fit {
  /** In milliseconds of the clip's own time; null for the whole of it. */
  window: { from: number; to: number } | null;
  /** How long it is to be at least, by holding its last frame; in milliseconds. */
  heldTo?: number;
  /** Even, because H.264 keeps colour for every second pixel only. */
  width: number;
  height: number;
  /** The steady rate to bring it to; null keeps its own. */
  fps: number | null;
  /** Of the pictures, per second. */
  bitrate: number;
  /** What the result has to keep to: whole frames may make it a little longer or shorter than what it is made of. */
  limits: { bytes: number; durationMs: { min: number; max: number } };
  changes: readonly ClipChange[];
}

/** One thing that was done to an image so that a model takes it. */
export type ImageChange =
  /** From a format, as libraries name it. */
  | { kind: 'converted'; from: string }
  /** Width and height. */
  | { kind: 'scaled'; from: readonly [number, number]; to: readonly [number, number] }
  /** Bytes. */
  | { kind: 'compressed'; from: number; to: number };

/** A reference image on disk, judged by its bytes. */
export interface ReferenceImage {
  name: string;
  file: string;
  format: 'jpeg' | 'png' | 'webp';
  width: number;
  height: number;
  bytes: number;
  sha256: string;
  /** What was done to the one that was given; left out when nothing was, or nothing that is to be seen. */
  changes?: readonly ImageChange[];
}

/** A file in the edit's folder, and its name as people know it. */
export interface FetchedFile {
  name: string;
  file: string;
}
