/** Takes an import back as a whole, without losing what people did with its cases since. */
import { throwIfCancelled } from '@causebook/contracts';
import { openDatabase, type Database } from '../database.ts';
import { queryBuilder } from '../query-builder.ts';
import { deleteWithin } from '../repositories/deletions.ts';
import {
  casesOfDeletions,
  casesOfImport,
  fingerprintsOf,
  forgetFingerprints,
  markUndone,
  removeCase,
  wholeCases,
} from '../repositories/imports.ts';
import type { PracticeSchema } from '../schema.ts';
import { fingerprint } from './fingerprint.ts';
import { everyNow, type ImportHooks } from './import-hooks.ts';

export interface UndoTask {
  readonly kind: 'import-undo';
  /** The database of the live practice. */
  readonly database: string;
  readonly importId: string;
  readonly by: string;
  /** An instant. */
  readonly now: string;
}

export interface UndoAnswer {
  readonly removed: number;
  /** Cases that were worked on since; they lie among the deleted entries. */
  readonly keptAsDeleted: number;
}

const AT_ONCE = 200;

/**
 * In one transaction. A case that is not exactly as it was imported, with everything in it, goes to the deleted entries;
 * so does one that something deleted can be brought back to, and every case of an import whose cases cannot be known again.
 * @throws AppError NOT_FOUND, INVALID_INPUT when it was taken back already, CANCELLED
 */
export async function undoImport(task: UndoTask, hooks: ImportHooks): Promise<UndoAnswer> {
  const database = openDatabase(task.database);
  const query = queryBuilder<PracticeSchema>(database);
  try {
    return await query.transaction().execute(async (change) => {
      markUndone(database, task.importId, task.now);
      return takeBack(database, { ...task, change }, hooks);
    });
  } finally {
    await query.destroy();
  }
}

async function takeBack(
  database: Database,
  { importId, by, now, change }: UndoTask & { readonly change: Parameters<typeof deleteWithin>[0] },
  { signal, onProgress }: ImportHooks,
): Promise<UndoAnswer> {
  const untouched = fingerprintsOf(database, importId);
  const awaited = casesOfDeletions(database);
  const ids = casesOfImport(database, importId);
  const counts = { removed: 0, keptAsDeleted: 0 };
  const pause = everyNow();
  for (let at = 0; at < ids.length; at += AT_ONCE) {
    for (const [id, whole] of wholeCases(database, ids.slice(at, at + AT_ONCE))) {
      if (untouched.has(fingerprint(whole)) && !awaited.has(id)) {
        removeCase(database, id);
        counts.removed += 1;
      } else {
        await deleteWithin(change, { kind: 'case', id, by, now: new Date(now) });
        counts.keptAsDeleted += 1;
      }
    }
    if (await pause()) {
      throwIfCancelled(signal);
      onProgress({ done: at, total: ids.length });
    }
  }
  forgetFingerprints(database, importId);
  return counts;
}
