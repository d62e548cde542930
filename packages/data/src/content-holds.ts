/**
 * Contents that are in the store while their record is still on its way. A sweep that runs meanwhile would take them for
 * leftovers; it asks here first. Only within one process, which is enough: one process holds a profile.
 */

/** A stretch of work that adds contents. */
export interface ContentHold {
  /** From now on no sweep removes that content. */
  keep(sha256: string): void;
  /** The records are there, or never will be. */
  end(): void;
}

interface Held {
  readonly files: string;
  readonly contents: Set<string>;
}

const holds = new Set<Held>();
const sweeps = new Set<Held>();

/** @param files the store's folder */
export function holdContents(files: string): ContentHold {
  const held: Held = { files, contents: new Set() };
  holds.add(held);
  return {
    keep: (sha256) => {
      held.contents.add(sha256);
      // A hold may end while a sweep still goes by what the records said before.
      for (const sweep of sweeps) if (sweep.files === files) sweep.contents.add(sha256);
    },
    end: () => void holds.delete(held),
  };
}

/** What a sweep has to spare: everything that is held, or was at any time since the sweep began. */
export function beginSweep(files: string): { has(sha256: string): boolean; end(): void } {
  const contents = new Set<string>();
  for (const hold of holds)
    if (hold.files === files) for (const sha256 of hold.contents) contents.add(sha256);
  const sweep: Held = { files, contents };
  sweeps.add(sweep);
  return {
    has: (sha256) => contents.has(sha256),
    end: () => void sweeps.delete(sweep),
  };
}
