/** Makes the whole database of an increment: that of its base, with the changed pages laid over it. */
import { rm } from 'node:fs/promises';
import { DATABASE, PAGES } from '../archive/entry-names.ts';
import { inWordsOf, type ArchiveSet } from '../archive/archive-set.ts';
import type { ReadHooks } from '../archive/strict-reader.ts';
import { applyDelta } from '../increment/page-delta.ts';

/**
 * Does nothing where the database travels whole.
 * @param delta the file that `database.pages` was read to; it is removed
 * @param target the database file; must not exist
 * @throws AppError FILE_CORRUPTION, CANCELLED
 */
export async function completeDatabase(
  set: ArchiveSet,
  delta: string,
  target: string,
  hooks: Omit<ReadHooks, 'targetFor'>,
): Promise<void> {
  const base = set.databaseBase;
  const pages = set.main.archive.metadata?.increment?.pages;
  if (base === null || !pages) return;
  const entry = base.archive.entries.find(({ name }) => name === DATABASE);
  if (!entry) throw new TypeError('A base without its database was admitted.');
  try {
    await base.readSome([entry], { ...hooks, targetFor: () => target });
  } catch (error) {
    throw inWordsOf(base, error);
  }
  await applyDelta(delta, target, pages, hooks.signal);
  await rm(delta);
}

/** Bytes that a restore has to write, and for an increment to read beside the archive, for the database. */
export function databaseSize({ main, databaseBase }: ArchiveSet): number {
  const whole = main.archive.entries.find(({ name }) => name === DATABASE);
  if (whole) return whole.size;
  const pages = main.archive.metadata?.increment?.pages;
  const base = databaseBase?.archive.entries.find(({ name }) => name === DATABASE);
  const delta = main.archive.entries.find(({ name }) => name === PAGES);
  // The base's is made longer or shorter, and the changed pages lie beside it until then.
  return Math.max(base?.size ?? 0, pages?.size ?? 0) + (delta?.size ?? 0);
}

/** Bytes of other archives that will be read: of the base's database, and of documents that are wanted. */
export function bytesElsewhere(set: ArchiveSet, wanted: (sha256: string) => boolean): number {
  const base = set.databaseBase?.archive.entries.find(({ name }) => name === DATABASE);
  let bytes = base?.packedSize ?? 0;
  for (const { sha256, reader, entry } of set.documents.values())
    if (reader !== set.main && wanted(sha256)) bytes += entry.packedSize;
  return bytes;
}
