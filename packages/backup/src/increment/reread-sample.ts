/**
 * Reads again a part of what an increment leaves to other archives: a disk may have lost since what was good when it was
 * written, and the computer still has it now. Another part each time, so that in time everything is read.
 */
import { basename } from 'node:path';
import { toAppError, AppError } from '@causebook/contracts';
import { byPlace, type PlacedDocument } from '../archive/archive-set.ts';
import type { ReadHooks } from '../archive/strict-reader.ts';

/** The share of the bytes that is read, and the least. */
const SHARE = 1 / 16;
const LEAST = 16 << 20;

/** From there on, in the order given and round to the beginning, as many as make up that many bytes. */
export function sampleOf<Item extends { readonly size: number }>(
  items: readonly Item[],
  start: number,
  bytes: number,
): Item[] {
  const first = Math.floor(start * items.length);
  const chosen: Item[] = [];
  let left = bytes;
  for (const item of [...items.slice(first), ...items.slice(0, first)]) {
    if (left <= 0) break;
    chosen.push(item);
    left -= item.size;
  }
  return chosen;
}

/**
 * @param documents that are to stay where they are
 * @param start where to begin, from 0 to 1; by chance, so that no place is passed over for ever
 * @throws AppError FILE_CORRUPTION; `details.damagedBackup` is the backup whose archive is damaged
 */
export async function rereadSample(
  documents: readonly PlacedDocument[],
  start: number,
  hooks: Pick<ReadHooks, 'signal' | 'threads' | 'onBytes'>,
): Promise<void> {
  const total = documents.reduce((sum, { size }) => sum + size, 0);
  const inOrder = documents.toSorted(byPlace);
  const chosen = sampleOf(inOrder, start, Math.max(LEAST, total * SHARE));
  for (const [reader, placed] of Map.groupBy(chosen, (document) => document.reader)) {
    const entries = placed.map(({ entry }) => entry);
    await reader.readSome(entries, hooks).catch((error: unknown) => {
      const failure = toAppError(error);
      if (failure.code !== 'FILE_CORRUPTION') throw failure;
      const { filePath, metadata } = reader.archive;
      throw new AppError('FILE_CORRUPTION', `${basename(filePath)} is damaged. ${failure.message}`, {
        details: { ...failure.details, damagedBackup: metadata?.backupId ?? null },
        cause: error,
      });
    });
  }
}
