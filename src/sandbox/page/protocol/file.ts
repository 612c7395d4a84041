/** A file as the page shows it. */
export interface ShownFile {
  readonly id: string;
  readonly name: string;
  readonly bytes: number;
  readonly kind: 'video' | 'image' | 'other';
  /** Where the page gets it; with `?download` it is saved instead of shown. */
  readonly url: string;
  readonly alt: string;
}
