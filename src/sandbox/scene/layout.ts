export interface Size {
  width: number;
  height: number;
}

interface Box extends Size {
  x: number;
  y: number;
}

/** Where the parts of the scene stand, in pixels. */
export interface Layout extends Size {
  /** One seven-hundred-and-twentieth of the picture's shorter side: all parts are drawn in it. */
  unit: number;
  window: Box;
  /** Where the table's far edge is. */
  table: number;
  /** The middle of the glass's foot, and how much larger than in landscape it is drawn. */
  glass: { x: number; y: number; scale: number };
  lamp: { x: number; drop: number };
  /** The left end of the shelf on the wall; there is no room for one in a portrait. */
  shelf: { x: number; y: number } | undefined;
}

/** Arranges the scene for a landscape or a portrait picture. */
export function layoutFor({ width, height }: Size): Layout {
  const unit = Math.min(width, height) / 720;
  if (width >= height) {
    return {
      width,
      height,
      unit,
      window: { x: width * 0.07, y: height * 0.09, width: width * 0.4, height: height * 0.53 },
      table: height * 0.76,
      glass: { x: width * 0.64, y: height * 0.9, scale: unit },
      lamp: { x: width * 0.64, drop: height * 0.16 },
      shelf: { x: width * 0.78, y: height * 0.42 },
    };
  }
  return {
    width,
    height,
    unit,
    window: { x: width * 0.12, y: height * 0.1, width: width * 0.62, height: height * 0.38 },
    table: height * 0.72,
    glass: { x: width * 0.6, y: height * 0.86, scale: unit * 1.35 },
    lamp: { x: width * 0.86, drop: height * 0.12 },
    shelf: undefined,
  };
}
