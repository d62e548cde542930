/** Keeps a slow answer from overwriting a newer one. */

/** A reader whose answer is used only if no newer request was made while it was under way. */
export function newestOnly<A extends readonly unknown[], T>(
  read: (...args: A) => Promise<T>,
  use: (value: T, ...args: A) => void,
): (...args: A) => Promise<void> {
  let newest = 0;
  return async (...args) => {
    newest += 1;
    const mine = newest;
    const value = await read(...args);
    if (mine === newest) use(value, ...args);
  };
}
