/** The damaged state that the next one is made from. */
import { AppError, type GenerationId } from '@causebook/contracts';
import { exists, generationFolder, readCurrent, type Practice, type ProfilePaths } from '@causebook/data';
import type { BackupServiceParts } from '../service-parts.ts';

export interface Source {
  readonly sourceId: GenerationId;
  readonly isOpen: boolean;
}

/** Null where there is no database to look at. */
export async function damagedSource({ session }: BackupServiceParts): Promise<Source | null> {
  const { paths } = session;
  const current = await readCurrent(paths);
  if (current.kind !== 'named' || !(await exists(generationFolder(paths, current.id).database))) return null;
  return { sourceId: current.id, isOpen: session.present !== null };
}

/** @throws AppError PRACTICE_UNREADABLE */
export async function requireSource(parts: BackupServiceParts): Promise<Source> {
  const source = await damagedSource(parts);
  if (source !== null) return source;
  throw new AppError('PRACTICE_UNREADABLE', undefined, {
    remedy: 'Choose one of the states that are still there, or restore a backup.',
  });
}

/** What every task of the engine must know of it. */
export function aboutSource(
  { now, session }: BackupServiceParts,
  { sourceId, isOpen }: Source,
  operationId: string,
): Source & { profile: ProfilePaths['root']; operationId: string; now: string } {
  return { profile: session.paths.root, sourceId, isOpen, operationId, now: now().toISOString() };
}

/** Another after everything that is written, by this connection or by any other. */
export function changeMark(database: Practice['database']): string {
  const own = database.prepare<[], number>('SELECT total_changes()').pluck().get();
  return `${own} ${String(database.pragma('data_version', { simple: true }))}`;
}
