/** Verify: reads an archive once and hashes everything in it. */
import { readFile } from 'node:fs/promises';
import { AppError } from '@causebook/contracts';
import { ArchiveSet } from '../archive/archive-set.ts';
import { contentOf } from '../archive/entry-names.ts';
import type { AdmittedArchive } from '../archive/strict-reader.ts';
import { ProgressTracker } from '../progress.ts';
import type { EngineHooks, VerifyAnswer, VerifyTask } from './tasks.ts';

export async function verifyArchive(
  task: VerifyTask,
  { signal, threads, onProgress }: EngineHooks,
): Promise<VerifyAnswer> {
  const started = performance.now();
  const progress = new ProgressTracker([{ phase: 'check', weight: 1 }], onProgress);
  // Those that it needs are admitted, not read: each is verified by itself, and drills read them all.
  const set = await ArchiveSet.open(task.filePath, task.known ?? [], signal, () => progress.beat());
  try {
    const { archive } = set.main;
    refuseChanged(archive);
    progress.begin('check', { bytes: archive.size, files: archive.entries.length });
    const { checksum } = await set.main.readAll(
      {
        signal,
        threads,
        onBytes: (bytes) => progress.advance({ bytes }),
        onEntries: (files) => progress.advance({ files }),
      },
      { checksum: task.expectedChecksum, sealed: task.recorded },
    );
    const expected = task.expectedChecksum ?? (await readSidecar(task.filePath));
    compareChecksum(checksum, expected);
    return {
      filePath: task.filePath,
      size: archive.size,
      checksum,
      entries: archive.entries.length,
      files: archive.entries.filter((entry) => contentOf(entry.name) !== null).length,
      bytes: archive.entries.reduce((sum, entry) => sum + entry.size, 0),
      durationMs: Math.round(performance.now() - started),
      metadata: archive.metadata,
      signature: archive.signature,
      warnings: warningsOf(archive.metadata),
    };
  } finally {
    await set.close();
  }
}

/** @throws AppError CHANGED_SINCE_MADE when the signature does not fit */
export function refuseChanged({ signature }: Pick<AdmittedArchive, 'signature'>): void {
  if (signature.kind === 'broken') throw new AppError('CHANGED_SINCE_MADE');
}

export const sidecarPath = (filePath: string): string => `${filePath}.sha256`;

/** The checksum beside an archive, as `sha256sum` writes it; null when there is none. */
export async function readSidecar(filePath: string): Promise<string | null> {
  try {
    return /^([0-9a-f]{64})\b/.exec(await readFile(sidecarPath(filePath), 'utf8'))?.[1] ?? null;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/** @throws AppError FILE_CORRUPTION */
export function compareChecksum(found: string, expected: string | null): void {
  if (expected === null || expected === found) return;
  throw new AppError(
    'FILE_CORRUPTION',
    'The file is not the one that was backed up: its checksum is another.',
    {
      details: { expected, found },
    },
  );
}

export function warningsOf(metadata: VerifyAnswer['metadata']): string[] {
  if (!metadata) return ['The backup carries no metadata, so its counts cannot be compared.'];
  const { missingDocuments } = metadata;
  if (missingDocuments.length === 0) return [];
  const were = missingDocuments.length === 1 ? 'document was' : 'documents were';
  return [
    `${missingDocuments.length} ${were} missing or damaged on the computer already when this backup was made.`,
  ];
}
