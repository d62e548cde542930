/** Documents that a backup is made without: not in the store, not what they should be, or refused by the disk. */
import { statSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { AppError, throwIfCancelled, toAppError, type MissingDocument } from '@causebook/contracts';
import { documentPath, type ReferencedContent } from '@causebook/data';
import { isRefusal, twice } from '../archive/refused-reads.ts';

/**
 * A bad place on a disk costs the file that lies there and perhaps its neighbours. More than these are a disk that is
 * dying, a folder that may not be read, or a store that is gone: then no backup is made, and that is told, because one
 * with thousands of holes would take the place of better ones. It is a number and not a share, because a dying disk may
 * take half a minute for every attempt, and a backup has to come to an end.
 */
export const MOST_REFUSED = 16;

/** So many documents are looked for before a cancel is heard. */
const LOOKS_AT_ONCE = 256;

/** A folder of the store is named by the first two characters of the hashes in it. */
const HOLDS_DOCUMENTS = /^[0-9a-f]{2}$/;

/** The documents that one backup does without, and why. */
export class LeftOut {
  readonly #missing = new Map<string, MissingDocument>();
  readonly #refused = new Set<string>();
  readonly #isAllowed: boolean;

  /** @param isAllowed whether a document that the disk refuses may be left out at all */
  constructor(isAllowed: boolean) {
    this.#isAllowed = isAllowed;
  }

  get documents(): ReadonlyMap<string, MissingDocument> {
    return this.#missing;
  }

  /** How many of them the disk refuses to give. */
  get refused(): number {
    return this.#refused.size;
  }

  absent(sha256: string): void {
    this.#missing.set(sha256, { sha256, reason: 'absent' });
  }

  damaged(sha256: string): void {
    this.#missing.set(sha256, { sha256, reason: 'damaged' });
  }

  /** @throws the error where it may not be left out; AppError DEVICE_ERROR or PERMISSION_DENIED when there are too many */
  refuse(sha256: string, error: NodeJS.ErrnoException): void {
    if (!this.#isAllowed) throw error;
    this.damaged(sha256);
    this.#refused.add(sha256);
    if (this.#refused.size <= MOST_REFUSED) return;
    const { code, remedy } = toAppError(error, 'DEVICE_ERROR');
    throw new AppError(
      code,
      `More than ${MOST_REFUSED} documents cannot be read from this computer's disk, so there is no backup.`,
      { cause: error, remedy, details: { reason: error.message } },
    );
  }
}

/**
 * Looks for every document in the store, by its size.
 * @param files the store
 * @throws AppError DEVICE_ERROR when the store itself is gone; as LeftOut.refuse
 */
export async function lookForDocuments(
  contents: readonly ReferencedContent[],
  files: string,
  leftOut: LeftOut,
  signal: AbortSignal,
): Promise<void> {
  for (const [index, { sha256, size }] of contents.entries()) {
    if (index % LOOKS_AT_ONCE === 0) await new Promise((resolve) => setImmediate(resolve));
    throwIfCancelled(signal);
    try {
      const found = twice(() => statSync(documentPath(files, sha256), { throwIfNoEntry: false }));
      if (found === undefined) leftOut.absent(sha256);
      else if (found.size !== size) leftOut.damaged(sha256);
    } catch (error) {
      if (!isRefusal(error)) throw error;
      leftOut.refuse(sha256, error);
    }
  }
}

/**
 * A store that held documents and is not there, or is an empty folder where a disk should be, has lost nothing: it is
 * somewhere else. One that was emptied by hand cannot be told from it; documents come back into either with Health.
 * @throws AppError DEVICE_ERROR
 */
export async function requireStore(contents: readonly ReferencedContent[], files: string): Promise<void> {
  if (contents.length === 0) return;
  const names = await readdir(files).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return [];
    throw error;
  });
  // A system leaves files of its own even in an empty folder: `.DS_Store`, `lost+found`.
  if (names.some((name) => HOLDS_DOCUMENTS.test(name))) return;
  throw new AppError(
    'DEVICE_ERROR',
    `The folder with the documents of the practice is gone or empty (${files}), so there is no backup.`,
    {
      remedy:
        'If it lies on a disk of its own, connect that. Otherwise bring the documents back under Settings, Backup, Health; until then a backup without documents can be made.',
    },
  );
}
