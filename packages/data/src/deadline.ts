/** A limit to waiting for what may never end. */

/**
 * What `work` resolves to, if it does so in time. It is not stopped when it does not; nobody waits for it any more.
 * @throws what `late` makes, after `ms` milliseconds
 */
export async function within<Result>(ms: number, work: Promise<Result>, late: () => Error): Promise<Result> {
  const timeUp = Promise.withResolvers<never>();
  const timer = setTimeout(() => timeUp.reject(late()), ms);
  try {
    return await Promise.race([work, timeUp.promise]);
  } finally {
    clearTimeout(timer);
  }
}
