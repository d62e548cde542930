/** Making a backup: the engine writes and proves the archive, the catalog keeps what is known about it. */
import {
  AppError,
  ExportOptions,
  type BackupId,
  type BackupSource,
  type ExportResult,
  type PracticeCounts,
} from '@causebook/contracts';
import { liveGeneration, uniqueId } from '@causebook/data';
import type { Operation } from './operation-desk.ts';
import type { Recorder } from './recorder.ts';
import { entryFromArchive } from './rebuild-catalog.ts';
import { removeArchive } from './remove-archive.ts';
import type { BackupServiceParts, Told } from './service-parts.ts';
import type { Signers } from './signers.ts';
import { counted, practiceInWords, sizeInWords } from './words.ts';

export interface BackupRequest {
  readonly options: Partial<ExportOptions>;
  readonly source: BackupSource;
  /** Folder of the archive; the default destination when it is not given. */
  readonly destination?: string | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly signers: Pick<Signers, 'ready'>;
}

/** @throws AppError */
export function makeBackup(
  parts: BackupServiceParts,
  recorder: Recorder,
  request: BackupRequest,
): Promise<Told<ExportResult>> {
  const { source, signal } = request;
  const options = ExportOptions.parse(request.options);
  if (!options.includeFiles && !options.includeDatabase) {
    throw new AppError('INVALID_INPUT', 'A backup needs the database, the documents, or both.');
  }
  const startedAt = parts.now();
  const backupId = nextBackupId(parts, startedAt);
  const folder = request.destination ?? parts.session.paths.backups;
  return recorder.run(
    { kind: 'export', source, backupId, folder, fallback: 'BACKUP_FAILED', signal },
    (operation) =>
      exportAndKeep(parts, operation, {
        options,
        source,
        startedAt,
        backupId,
        folder,
        signers: request.signers,
      }),
  );
}

/** Longer than any clock was ever wrong; beyond it an id was not made by one. */
const FAR_AHEAD_MS = 50 * 365 * 86_400_000;

/** Greater than that of every backup in the list, also after the clock was set back: ids say which one is newer. */
function nextBackupId({ catalog }: BackupServiceParts, startedAt: Date): BackupId {
  const latest = catalog.latestBackupId();
  const after = latest === null ? 0 : Number.parseInt(latest.replaceAll('-', '').slice(0, 12), 16) + 1;
  const time = startedAt.getTime();
  return uniqueId(new Date(after > time && after < time + FAR_AHEAD_MS ? after : time)) as BackupId;
}

interface BackupPlan {
  readonly options: ExportOptions;
  readonly source: BackupSource;
  readonly startedAt: Date;
  readonly backupId: BackupId;
  readonly folder: string;
  readonly signers: BackupRequest['signers'];
}

async function exportAndKeep(
  { session, runner, catalog, appVersion, now, onTrouble }: BackupServiceParts,
  operation: Operation,
  { options, source, startedAt, backupId, folder, signers }: BackupPlan,
): Promise<Told<ExportResult>> {
  const { root } = session.paths;
  const generationId = await liveGeneration(session.paths);
  if (generationId === null) throw new AppError('PRACTICE_MISSING', `There is no practice in ${root} yet.`);
  const answer = await runner.run(
    {
      kind: 'export',
      profile: root,
      generationId,
      backupId,
      destination: folder,
      fileName: archiveName(startedAt, backupId),
      options,
      source,
      createdAt: startedAt.toISOString(),
      appVersion,
      signedBy: await signers.ready(),
    },
    operation,
  );
  const { metadata, filePath, size, checksum } = answer;
  const warnings = [...answer.warnings];
  const result = { backupId, filePath, size, createdAt: metadata.createdAt, checksum, metadata, warnings };
  if (options.test) {
    await removeArchive(filePath);
    return { ...result, message: testMessage(folder, size, warnings) };
  }
  const completedAt = now().toISOString();
  const entered = catalog.putBackup(
    {
      ...entryFromArchive(filePath, size, checksum, {
        ...metadata,
        includeMetadata: options.includeMetadata,
      }),
      counts: JSON.stringify(answer.counts),
      warnings: JSON.stringify(warnings),
      startedAt: startedAt.toISOString(),
      completedAt,
    },
    { verifiedAt: completedAt, outcome: 'good', message: 'Read back when it was made.' },
  );
  const isProtected = entered.then(() =>
    options.protect
      ? catalog.recordProtection(backupId, { by: 'person', at: completedAt, reason: 'protected by hand' })
      : undefined,
  );
  await isProtected.catch((error: unknown) => {
    onTrouble('entering a backup in the list', error);
    // The backup itself is there and sound, so this is no failure.
    warnings.push(
      `It could not be entered in the list of backups, so it has to be found there: ${filePath}.`,
    );
  });
  return { ...result, message: exportMessage(options, answer.counts, size, warnings) };
}

/** `causebook-20261120-142107Z-1a2b3c4d.zip`: sorts by time, in UTC, and is unique. */
function archiveName(startedAt: Date, backupId: BackupId): string {
  const stamp = startedAt.toISOString().replaceAll(/[-:]/g, '').replace('T', '-').replace(/\.\d+/, '');
  return `causebook-${stamp}${archiveEnding(backupId)}.zip`;
}

/** How the name of a backup's archive ends before `.zip`. */
export const archiveEnding = (backupId: string): string => `-${backupId.slice(-8)}`;

function testMessage(folder: string, size: number, warnings: readonly string[]): string {
  const done = `The test succeeded: a backup of ${sizeInWords(size)} was written to ${folder}, read back, checked and deleted again.`;
  return [done, ...warnings].join(' ');
}

function exportMessage(
  options: ExportOptions,
  counts: PracticeCounts,
  size: number,
  warnings: readonly string[],
): string {
  const cases = `${counted(counts.cases, 'case')} and ${counted(counts.hearings, 'hearing')}, without documents`;
  const all = options.includeFiles ? practiceInWords(counts) : cases;
  const what = options.includeDatabase ? all : counted(counts.documents, 'document');
  return [`Backup made, read back and checked: ${what} (${sizeInWords(size)}).`, ...warnings].join(' ');
}
