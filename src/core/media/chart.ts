import { z } from 'zod';
import type { Chart } from '../report/chart.ts';
import type { MediaChildren } from './child.ts';
import { asMediaError } from './media-error.ts';
import { writeWhole } from './part-file.ts';

const CHART_DEADLINE_MS = 30_000;
const CHART_HEAP_MB = 128;

/**
 * Draws a chart as a PNG and writes it to `destination`.
 * Rejects with a MediaError as `probe` does.
 */
export async function writeChart(
  children: MediaChildren,
  chart: Chart,
  destination: string,
  signal: AbortSignal,
): Promise<void> {
  const script = new URL('./in-child/chart.ts', import.meta.url);
  try {
    await writeWhole(destination, (part) =>
      children.run(
        {
          script,
          input: { ...chart, part },
          result: z.null(),
          deadlineMs: CHART_DEADLINE_MS,
          heapMb: CHART_HEAP_MB,
        },
        signal,
      ),
    );
  } catch (error) {
    throw asMediaError(error);
  }
}
