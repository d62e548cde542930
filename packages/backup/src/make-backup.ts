/** Making a backup: the engine writes and proves the archive, the catalog keeps what is known about it. */
import {
  AppError,
  ExportOptions,
  toAppError,
  type BackupId,
  type BackupMetadata,
  type BackupSource,
  type ExportResult,
  type NeededArchive,
  type PracticeCounts,
} from '@causebook/contracts';
import { basename, dirname, resolve } from 'node:path';
import { liveGeneration, readSetting, uniqueId } from '@causebook/data';
import type { KnownArchive } from './archive/archive-set.ts';
import type { StoredBackup } from './catalog/catalog.ts';
import type { ExportBase } from './engine/tasks.ts';
import { chooseBase, unfitAsBase, type BasePolicy } from './increment/choose-base.ts';
import { listWithFiles } from './listed-backups.ts';
import type { Operation } from './operation-desk.ts';
import type { Recorder } from './recorder.ts';
import { entryFromArchive } from './rebuild-catalog.ts';
import { rememberDamage } from './remember-damage.ts';
import { removeArchive } from './remove-archive.ts';
import type { BackupServiceParts, Told } from './service-parts.ts';
import type { Signers } from './signers.ts';
import { counted, practiceInWords, sizeInWords } from './words.ts';

export interface BackupRequest {
  readonly options: Partial<ExportOptions>;
  readonly source: BackupSource;
  /** Folder of the archive; the default destination when it is not given. */
  readonly destination?: string | undefined;
  /** For `base: auto`: one full backup, then so many less one increments. */
  readonly fullEvery?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly signers: Pick<Signers, 'ready' | 'known'>;
}

/** @throws AppError */
export function makeBackup(
  parts: BackupServiceParts,
  recorder: Recorder,
  request: BackupRequest,
): Promise<Told<ExportResult>> {
  const { source, signal } = request;
  const options = ExportOptions.parse(request.options);
  if (options.base !== 'none' && !isComplete(options))
    throw new AppError(
      'INVALID_INPUT',
      'An increment holds the database and the documents, with their description.',
    );
  if (!options.includeFiles && !options.includeDatabase) {
    throw new AppError('INVALID_INPUT', 'A backup needs the database, the documents, or both.');
  }
  const startedAt = parts.now();
  const backupId = nextBackupId(parts, startedAt);
  const folder = request.destination ?? parts.session.paths.backups;
  return recorder.run(
    { kind: 'export', source, backupId, folder, fallback: 'BACKUP_FAILED', signal },
    async (operation) => {
      const { signers } = request;
      const createdAt = startedAt;
      const plan = { options, source, startedAt, createdAt, backupId, folder, signers, consolidates: null };
      const policy = { folder, now: startedAt, fullEvery: request.fullEvery ?? 1 };
      const base = await findBase(parts, plan, policy);
      try {
        return await exportAndKeep(parts, operation, { ...plan, base });
      } catch (error) {
        await rememberDamage(parts, error);
        if (base === null || options.base !== 'auto' || !isOfTheBase(error)) throw error;
        // Nobody chose that base; a full backup needs none.
        const why = `It is a full one, because ${basename(base.filePath)} could not be built on.`;
        return exportAndKeep(parts, operation, { ...plan, base: null, note: why });
      }
    },
  );
}

/**
 * Writes a backup anew as a full one, from archives alone; the live practice is not touched. It bears the time of the
 * one that it is made of, because it holds the same moment.
 * @throws AppError; INVALID_INPUT for one that is full already
 */
export function consolidateBackup(
  parts: BackupServiceParts,
  recorder: Recorder,
  backup: StoredBackup,
  { signers, signal }: Pick<BackupRequest, 'signers' | 'signal'>,
): Promise<Told<ExportResult>> {
  if (backup.kind === 'full') throw new AppError('INVALID_INPUT', 'That backup is a full one already.');
  const createdAt = new Date(backup.createdAt);
  const backupId = uniqueId(createdAt) as BackupId;
  const folder = dirname(backup.filePath);
  const { name, compressionLevel } = backup;
  // Whoever asks for it wants to have it, however the increment came about.
  const source: BackupSource = 'manual';
  const options = ExportOptions.parse({ name, compressionLevel });
  return recorder.run(
    { kind: 'export', source: 'manual', backupId, folder, fallback: 'BACKUP_FAILED', signal },
    async (operation) => {
      const startedAt = parts.now();
      const plan = {
        options,
        source,
        startedAt,
        createdAt,
        backupId,
        folder,
        signers,
        base: null,
        consolidates: backup,
      };
      const answer = await exportAndKeep(parts, operation, plan).catch(async (error: unknown) => {
        await rememberDamage(parts, error);
        throw error;
      });
      return {
        ...answer,
        message: `${basename(answer.filePath)} is a full backup of the same moment. ${answer.message}`,
      };
    },
  );
}

const isComplete = ({ includeDatabase, includeFiles, includeMetadata }: ExportOptions): boolean =>
  includeDatabase && includeFiles && includeMetadata;

/** Whether an export failed for what it was to build on, and would not without it. */
function isOfTheBase(error: unknown): boolean {
  const { code, details } = toAppError(error);
  return code === 'BASE_MISSING' || details?.['ofBase'] === true;
}

/** @throws AppError when nothing can be built on the backup that was named */
async function findBase(
  { catalog, session }: BackupServiceParts,
  { options, signers }: Pick<BackupPlan, 'options' | 'signers'>,
  policy: Omit<BasePolicy, 'practiceId'>,
): Promise<ExportBase | null> {
  if (options.base === 'none') return null;
  const backups = await listWithFiles(await catalog.backups(), await signers.known());
  const practiceId = await session.use(({ database }) => readSetting(database, 'practice.id') ?? '');
  if (options.base === 'auto') return chooseBase(backups, { ...policy, practiceId });
  const base = backups.find(({ backupId }) => backupId === options.base);
  if (!base) throw new AppError('BACKUP_NOT_FOUND', 'There is no such backup in the list.');
  const why = unfitAsBase(base, practiceId);
  if (why !== null)
    throw new AppError('INVALID_INPUT', `An increment cannot build on that backup. ${why}`, {
      remedy: 'Choose another one, or make a full backup.',
    });
  return base;
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
  /** The moment whose practice it holds. */
  readonly createdAt: Date;
  readonly backupId: BackupId;
  readonly folder: string;
  readonly signers: BackupRequest['signers'];
  readonly base: ExportBase | null;
  /** As in ExportTask. */
  readonly consolidates: ExportBase | null;
  /** Something about how it was made that the person should hear. */
  readonly note?: string;
}

async function exportAndKeep(
  { session, runner, catalog, appVersion, now, onTrouble }: BackupServiceParts,
  operation: Operation,
  { options, source, startedAt, createdAt, backupId, folder, base, consolidates, note, signers }: BackupPlan,
): Promise<Told<ExportResult>> {
  const { root } = session.paths;
  const generationId = await liveGeneration(session.paths);
  if (generationId === null && consolidates === null)
    throw new AppError('PRACTICE_MISSING', `There is no practice in ${root} yet.`);
  const listed = await catalog.backups();
  const known = listed.map(({ backupId: id, filePath: path }) => ({ backupId: id, filePath: path }));
  const answer = await runner.run(
    {
      kind: 'export',
      profile: root,
      generationId,
      backupId,
      destination: folder,
      fileName: archiveName(createdAt, backupId),
      options,
      source,
      createdAt: createdAt.toISOString(),
      appVersion,
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
  const said = [
    exportMessage(options, answer.counts, size),
    kindInWords(options, base, metadata),
    ...warnings,
  ];
  return { ...result, message: said.filter((sentence) => sentence !== '').join(' ') };
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

/** Whoever carries a disk away must know what is not on it. */
function inOtherFolders(
  needs: readonly NeededArchive[],
  known: readonly KnownArchive[],
  folder: string,
): string[] {
  const away = needs.filter(({ backupId }) => {
    const found = known.find((archive) => archive.backupId === backupId);
    return found !== undefined && resolve(dirname(found.filePath)) !== resolve(folder);
  });
  const [first] = away;
  if (!first) return [];
  const more = away.length === 1 ? '' : ` and ${counted(away.length - 1, 'other file')}`;
  return [`It needs ${first.fileName}${more} in another folder, and cannot be restored from this one alone.`];
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

function exportMessage(options: ExportOptions, counts: PracticeCounts, size: number): string {
  const cases = `${counted(counts.cases, 'case')} and ${counted(counts.hearings, 'hearing')}, without documents`;
  const all = options.includeFiles ? practiceInWords(counts) : cases;
  const what = options.includeDatabase ? all : counted(counts.documents, 'document');
  return `Backup made, read back and checked: ${what} (${sizeInWords(size)}).`;
}

/** What a person who thinks of one file must hear about an increment; empty for a full backup that was wanted. */
function kindInWords(options: ExportOptions, base: ExportBase | null, { increment }: BackupMetadata): string {
  if (increment) {
    const needed = counted(increment.needs.length, 'other file');
    const name = base === null ? '' : ` since ${basename(base.filePath)}`;
    return `It holds only what is new${name}, and needs ${needed}.`;
  }
  const wasNamed = options.base !== 'none' && options.base !== 'auto';
  return wasNamed ? 'It is a full backup, because nothing could be left to the other one.' : '';
}
