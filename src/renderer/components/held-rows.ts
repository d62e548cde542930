/** Entries that the person has just finished or deleted stay where they stood, with a way back, as long as the list is in sight. */

interface Entry {
  readonly id: string;
}

export interface Held<E extends Entry> {
  /** As it is now. */
  readonly entry: E;
  /** As the list had it. */
  readonly was: E;
  /** What stood above it; null for the first. */
  readonly after: string | null;
  /** What brings it back, where it is deleted. */
  readonly deletionId: string | null;
}

export interface Row<E extends Entry> {
  readonly entry: E;
  /** By this it finds its place among others; differs from `entry` where it is held. */
  readonly was: E;
  readonly deletionId: string | null;
  /** Whether the list itself has it no more. */
  readonly isGone: boolean;
}

function rowOf<E extends Entry>({ entry, was, deletionId }: Held<E>, entries: readonly E[]): Row<E> {
  const listed = entries.find(({ id }) => id === entry.id);
  // What the list had when it was held is older than what is held; whatever it has got since is newer.
  const isNewer = listed !== undefined && listed !== was && deletionId === null;
  return { entry: isNewer ? listed : entry, was, deletionId, isGone: listed === undefined };
}

/** The list as it is shown: what is held stands below what it stood below, and is shown once. */
export function rowsOf<E extends Entry>(entries: readonly E[], held: readonly Held<E>[]): Row<E>[] {
  const heldIds = new Set(held.map(({ entry }) => entry.id));
  const rows: Row<E>[] = entries
    .filter(({ id }) => !heldIds.has(id))
    .map((entry) => ({ entry, was: entry, deletionId: null, isGone: false }));
  let waiting = [...held];
  while (waiting.length > 0) {
    const placed = waiting.filter(
      ({ after }) => after === null || rows.some((row) => row.entry.id === after),
    );
    // What it stood below has gone by another hand: it goes to the end.
    const next = placed[0] ?? waiting[0]!;
    const above = rows.findIndex((row) => row.entry.id === next.after);
    const place = above === -1 && next.after !== null ? rows.length : above + 1;
    rows.splice(place, 0, rowOf(next, entries));
    waiting = waiting.filter((one) => one !== next);
  }
  return rows;
}

/** Holds an entry at its present place, or changes what is held of it. */
export function hold<E extends Entry>(
  held: readonly Held<E>[],
  rows: readonly Row<E>[],
  change: { readonly entry: E; readonly deletionId: string | null },
): Held<E>[] {
  const { id } = change.entry;
  const known = held.find(({ entry }) => entry.id === id);
  if (known) return held.map((one) => (one === known ? { ...known, ...change } : one));
  const at = rows.findIndex((row) => row.entry.id === id);
  const was = rows[at]?.entry ?? change.entry;
  return [...held, { ...change, was, after: rows[at - 1]?.entry.id ?? null }];
}
