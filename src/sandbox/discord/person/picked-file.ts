/** A file that a person picks from their own disk, and the name they have it under. */
export interface PickedFile {
  readonly name: string;
  readonly path: string;
}
