/** The engine writes and proves an archive; the catalog keeps what is known about it. */
import type { BackupId, BackupSource, ExportOptions, ExportResult } from '@causebook/contracts';
import { liveGeneration } from '@causebook/data';
import type { StoredBackup } from '../catalog/backup-rows.ts';
import type { ExportAnswer, ExportBase } from '../engine/tasks.ts';
import { entryFromArchive } from '../library/entry-from-archive.ts';
import { removeArchive } from '../library/remove-archive.ts';
import { archivesOf } from '../library/stored-backup.ts';
import { requireLive } from '../operation/live-practice.ts';
import type { Operation } from '../operation/operation-desk.ts';
import type { BackupServiceParts, Told } from '../service-parts.ts';
import type { Workplace } from '../workplace.ts';
import { archiveName } from './archive-name.ts';
import { exportMessage, inOtherFolders, kindInWords, testMessage } from './export-words.ts';

export interface BackupPlan {
  readonly options: ExportOptions;
  readonly source: BackupSource;
  readonly startedAt: Date;
  /** The moment whose practice it holds. */
  readonly createdAt: Date;
  readonly backupId: BackupId;
  readonly folder: string;
  readonly base: ExportBase | null;
  /** As in ExportTask. */
  readonly consolidates: ExportBase | null;
  /** Something about how it was made that the person should hear. */
  readonly note?: string;
}

/** @throws AppError; the catalog failing is none, because the backup itself is there and sound */
export async function exportAndKeep(
  { parts, paths, signers }: Workplace,
  operation: Operation,
  plan: BackupPlan,
): Promise<Told<ExportResult>> {
  const { options, source, createdAt, backupId, folder, base, consolidates, note } = plan;
  const generationId = consolidates === null ? await requireLive(paths) : await liveGeneration(paths);
  const listed = await parts.catalog.backups();
  const known = archivesOf(listed);
  const answer = await parts.runner.run(
    {
      kind: 'export',
      profile: paths.root,
      generationId,
      backupId,
      destination: folder,
      fileName: archiveName(createdAt, backupId),
      options,
      source,
      createdAt: createdAt.toISOString(),
      appVersion: parts.appVersion,
      signedBy: await signers.ready(),
      base,
      consolidates,
      known,
      storeHeld: practicesWithDocuments(listed),
    },
    operation,
  );
  const { metadata, filePath, size, checksum } = answer;
  const warnings = [
    ...(note === undefined ? [] : [note]),
    ...answer.warnings,
    ...inOtherFolders(metadata.increment?.needs ?? [], known, folder),
  ];
  const result = { backupId, filePath, size, createdAt: metadata.createdAt, checksum, metadata, warnings };
  if (options.test) {
    await removeArchive(filePath);
    return { ...result, message: testMessage(folder, size, warnings) };
  }
  await enterInList(parts, plan, { ...answer, warnings }).catch((error: unknown) => {
    parts.onTrouble('entering a backup in the list', error);
    // The backup itself is there and sound, so this is no failure.
    warnings.push(
      `It could not be entered in the list of backups, so it has to be found there: ${filePath}.`,
    );
  });
  const said = [
    exportMessage(options, answer.counts, size),
    kindInWords(options, base, metadata),
    ...warnings,
  ];
  return { ...result, message: said.filter((sentence) => sentence !== '').join(' ') };
}

async function enterInList(
  { catalog, now }: BackupServiceParts,
  { options, startedAt, backupId }: BackupPlan,
  answer: ExportAnswer,
): Promise<void> {
  const { filePath, size, checksum, counts, warnings } = answer;
  const metadata = { ...answer.metadata, includeMetadata: options.includeMetadata };
  const completedAt = now().toISOString();
  await catalog.putBackup(
    {
      ...entryFromArchive(filePath, size, checksum, metadata),
      counts: JSON.stringify(counts),
      warnings: JSON.stringify(warnings),
      startedAt: startedAt.toISOString(),
      completedAt,
    },
    { verifiedAt: completedAt, outcome: 'good', message: 'Read back when it was made.' },
  );
  if (!options.protect) return;
  await catalog.recordProtection(backupId, {
    by: 'person',
    at: completedAt,
    reason: 'protected by hand',
  });
}
/**
 * Practices of which the store of this computer has held documents: a backup that was made here has some. One that was
 * restored without its documents never had any here, and is backed up without them.
 */
const practicesWithDocuments = (listed: readonly StoredBackup[]): string[] => [
  ...new Set(
    listed
      .filter(({ startedAt, metadata }) => startedAt !== null && (metadata?.fileCount ?? 0) > 0)
      .map(({ practiceId }) => practiceId),
  ),
];
