import type { Desk } from './desk.ts';
import { EditInput } from './edit-input.ts';
import { isOver, newPrediction } from './prediction.ts';
import { failure } from './problem.ts';
import { priceOf, SOLD_MODEL } from './sold-model.ts';
import { acceptedOnTheWire } from './wire.ts';

/** `POST /v2/{model}`: takes a request and answers at once. */
export async function submit(desk: Desk, model: string, request: Request): Promise<Response> {
  const { predictions, switches, workshop } = desk;
  if (model !== SOLD_MODEL) return failure(404, `Model ${model} not found`);
  if (submittedLately(desk) >= switches.submissionsPerMinute) return failure(429, 'Rate limit exceeded');
  const type = request.headers.get('content-type') ?? '';
  if (!type.startsWith('application/json')) return failure(415, 'Content-Type must be application/json');
  const body: unknown = await request.json().catch(() => undefined);
  const parsed = EditInput.safeParse(body);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const field = issue?.path.join('.') || 'body';
    return failure(400, `Validation error: ${field}: ${issue?.message ?? 'unreadable'}`);
  }
  const input = parsed.data;
  const priceMicros = priceOf(input);
  if (priceMicros > left(desk)) {
    return failure(switches.needsFundsStatus, 'Insufficient credits. Please add credits to your account.');
  }
  const prediction = predictions.add(newPrediction({ model, input, priceMicros }));
  workshop.enqueue(prediction.id);
  return Response.json(acceptedOnTheWire(prediction, desk));
}

function submittedLately({ predictions }: Desk): number {
  return predictions.all().filter(({ createdAt }) => createdAt > Date.now() - 60_000).length;
}

/** What of the credits is not meant for requests that are still being made. */
function left({ account, predictions }: Desk): number {
  const open = predictions.all().filter((prediction) => !isOver(prediction));
  return open.reduce((rest, { priceMicros }) => rest - priceMicros, account.balanceMicros);
}
