/** Resolves or rejects as the promise does, or with what `late` says when that takes too long. */
export async function within<Result>(
  ms: number,
  promise: Promise<Result>,
  late: () => Result,
): Promise<Result> {
  const timeout = Promise.withResolvers<void>();
  const timer = setTimeout(timeout.resolve, ms);
  try {
    return await Promise.race([promise, timeout.promise.then(late)]);
  } finally {
    clearTimeout(timer);
  }
}
