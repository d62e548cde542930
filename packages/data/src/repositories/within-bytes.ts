/** Keeps an answer to the window small: a list ends early where its texts are long, and its total says that there is more. */

/** As many entries from the start as have this size together, written as JSON in UTF-8. */
export function withinBytes<Entry>(entries: readonly Entry[], bytes: number): Entry[] {
  let left = bytes;
  return entries.filter((entry) => {
    // Once it does not suffice it never does again, so nothing is left out in the middle.
    left = left < 0 ? left : left - Buffer.byteLength(JSON.stringify(entry));
    return left >= 0;
  });
}
