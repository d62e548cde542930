/** The backups that exist: list, look, verify, unpack, delete, and the list made again from the files. */
import { basename, dirname } from 'node:path';
import {
  AppError,
  signatureInWords,
  toAppError,
  type ArchiveChoice,
  type BackupEntry,
  type BackupId,
  type BackupStatistics,
  type Drill,
  type ExportResult,
  type VerifyReport,
} from '@causebook/contracts';
import { exists, freeBytes, readSetting, removeSumWithoutArchive } from '@causebook/data';
import type { KnownArchive } from '../archive/archive-set.ts';
import type { StoredBackup } from '../catalog/catalog.ts';
import { drillBackup, SAYS_SOMETHING_OF_THE_FILE, type DrillRequest } from '../proof/drill-backup.ts';
import { consolidateBackup } from '../export/make-backup.ts';
import type { Operation } from '../operation/operation-desk.ts';
import { proofStatistics } from '../proof/proof-statistics.ts';
import { archivesIn, entryFromArchive } from './rebuild-catalog.ts';
import { shieldsOf } from './protection.ts';
import { rememberDamage } from '../proof/remember-damage.ts';
import type { Recorder } from '../operation/recorder.ts';
import { removeArchive } from './remove-archive.ts';
import { forgetFingerprints } from '../increment/fingerprint-cache.ts';
import { dependants } from '../increment/needed-backups.ts';
import { listWithFiles } from './listed-backups.ts';
import type { BackupServiceParts, Told } from '../service-parts.ts';
import type { Signers } from '../signing/signers.ts';
import { counted, verifiedInWords } from '../words.ts';

const noSuchBackup = (): AppError => new AppError('BACKUP_NOT_FOUND', 'There is no such backup in the list.');

/** Where another backup is the damaged one, that one is marked and named, and nothing is known against this one. */
const saysItIsBad = ({ code, details }: AppError): boolean =>
  SAYS_SOMETHING_OF_THE_FILE.has(code) && typeof details?.['damagedBackup'] !== 'string';

export class BackupLibrary {
  readonly #parts: BackupServiceParts;
  readonly #recorder: Recorder;
  readonly #signers: Signers;

  constructor(parts: BackupServiceParts, recorder: Recorder, signers: Signers) {
    this.#parts = parts;
    this.#recorder = recorder;
    this.#signers = signers;
  }

  /** Newest first. */
  async list(): Promise<BackupEntry[]> {
    return listWithFiles(await this.#parts.catalog.backups(), await this.#signers.known());
  }

  /** @throws AppError BACKUP_NOT_FOUND */
  async get(backupId: BackupId): Promise<BackupEntry> {
    const found = (await this.list()).find((backup) => backup.backupId === backupId);
    if (!found) throw noSuchBackup();
    return found;
  }

  /** Where the backups of the list lie, for those that need others. */
  async known(): Promise<KnownArchive[]> {
    return (await this.#parts.catalog.backups()).map(({ backupId, filePath }) => ({ backupId, filePath }));
  }

  async #stored(backupId: BackupId): Promise<StoredBackup> {
    const stored = await this.#parts.catalog.backup(backupId);
    if (!stored) throw noSuchBackup();
    return stored;
  }

  /** Where an archive lies, and what the catalog keeps about it, if anything. @throws AppError BACKUP_NOT_FOUND */
  async find(choice: ArchiveChoice): Promise<{ filePath: string; stored: StoredBackup | null }> {
    if ('backupId' in choice) {
      const stored = await this.#stored(choice.backupId);
      return { filePath: stored.filePath, stored };
    }
    const stored = (await this.#parts.catalog.backups()).find(
      (backup) => backup.filePath === choice.filePath,
    );
    return { filePath: choice.filePath, stored: stored ?? null };
  }

  /**
   * What stands against deleting a backup, so that nobody is asked about what is refused anyway.
   * @throws AppError BACKUP_NOT_FOUND, BACKUP_NEEDED, PROTECTED, PERMISSION_DENIED in a sample
   */
  async requireDeletable(backupId: BackupId): Promise<void> {
    const { practiceId } = await this.#stored(backupId);
    this.#requireOwn(practiceId);
    await this.#requireUnneeded(backupId);
    this.#requireUnprotected(backupId, await this.#parts.catalog.backups());
  }

  /** Deletes a backup and its checksum file. @throws AppError as `requireDeletable`; BUSY */
  async delete(backupId: BackupId): Promise<Told<{ backupId: BackupId; fileName: string }>> {
    // Before it is begun: what was begun and cut off is finished at the next start.
    await this.requireDeletable(backupId);
    return this.#recorder.run({ kind: 'delete', backupId, fallback: 'INTERNAL' }, async (operation) => {
      const { filePath } = await this.#stored(backupId);
      // Once more: meanwhile an increment may have been finished, or the guard have protected it.
      await this.requireDeletable(backupId);
      operation.pointOfNoReturn();
      const there = await removeArchive(filePath);
      await this.#parts.catalog.forgetBackup(backupId);
      const fileName = basename(filePath);
      const message = there
        ? `Deleted ${fileName}.`
        : `${fileName} was gone already; it was taken off the list.`;
      return { backupId, fileName, message };
    });
  }

  /**
   * After a start: takes backups off the list whose deletion was asked for and cut off after the file was gone. A folder
   * that cannot be reached now says nothing about the file.
   */
  async finishDeletions(): Promise<void> {
    const { catalog } = this.#parts;
    for (const { operationId, backupId } of await catalog.unfinishedDeletions()) {
      const stored = await catalog.backup(backupId);
      // What is protected or needed since then is not wanted gone, and its disk may only be away.
      if (stored === null || shieldsOf(await catalog.backups()).has(backupId)) continue;
      if (!(await exists(dirname(stored.filePath)))) continue;
      if (await exists(stored.filePath)) continue;
      await removeSumWithoutArchive(stored.filePath);
      await catalog.forgetBackup(backupId);
      const message = `Deleted ${basename(stored.filePath)}; finished at the next start.`;
      await catalog.endOperation(operationId, { status: 'completed', message });
    }
  }

  /** After a start: what is kept for increments on backups that never came about, or are gone. */
  async forgetUnlisted(): Promise<void> {
    const { catalog, session, onTrouble } = this.#parts;
    const listed = new Set<string>((await catalog.backups()).map(({ backupId }) => backupId));
    await forgetFingerprints(session.paths, listed).catch((error: unknown) =>
      onTrouble('clearing what is kept for increments', error),
    );
  }

  /** @throws AppError BACKUP_NEEDED naming the newest increment that would be lost */
  async #requireUnneeded(backupId: BackupId): Promise<void> {
    const backups = await this.#parts.catalog.backups();
    const needing = new Set(dependants(backups).get(backupId) ?? []);
    const [newest] = backups.filter((backup) => needing.has(backup.backupId));
    if (!newest) return;
    const others = needing.size === 1 ? 'An increment needs' : `${needing.size} increments need`;
    throw new AppError(
      'BACKUP_NEEDED',
      `${others} this backup; the newest is ${basename(newest.filePath)}. Without it they could not be restored.`,
      { details: { neededBy: needing.size } },
    );
  }

  /** Who looks around in a sample must not lose a backup of the practice that matters. */
  #requireOwn(practiceId: string): void {
    const { catalog, session } = this.#parts;
    const open = session.present;
    if (catalog.sampleId === null || open === null) return;
    if (practiceId === readSetting(open.database, 'practice.id')) return;
    throw new AppError('PERMISSION_DENIED', 'This is a backup of your own practice, not of the sample.', {
      remedy: 'Leave the sample practice first.',
    });
  }

  #requireUnprotected(backupId: BackupId, backups: readonly StoredBackup[]): void {
    const shield = shieldsOf(backups).get(backupId);
    if (shield === undefined) return;
    const fileName = basename(backups.find((backup) => backup.backupId === backupId)?.filePath ?? '');
    throw new AppError('PROTECTED', `${fileName} was not deleted: ${shield.words}.`, {
      remedy: shield.remedy,
    });
  }

  /** Keeps a backup whatever the rules say, and from being deleted. @throws AppError BACKUP_NOT_FOUND */
  async protect(backupId: BackupId): Promise<Told<{ backup: BackupEntry }>> {
    const { catalog, now, onChange } = this.#parts;
    const { protection, filePath, practiceId } = await this.#stored(backupId);
    this.#requireOwn(practiceId);
    const byHand = { by: 'person', at: now().toISOString(), reason: 'protected by hand' } as const;
    if (protection?.by !== 'person') await catalog.recordProtection(backupId, byHand);
    onChange?.();
    const message = `${basename(filePath)} is protected: it stays until you stop protecting it.`;
    return { backup: await this.get(backupId), message };
  }

  /** @throws AppError BACKUP_NOT_FOUND */
  async unprotect(backupId: BackupId): Promise<Told<{ backup: BackupEntry }>> {
    const { catalog, onChange } = this.#parts;
    const { filePath, practiceId } = await this.#stored(backupId);
    this.#requireOwn(practiceId);
    await catalog.recordProtection(backupId, null);
    onChange?.();
    const message = `${basename(filePath)} is not protected any more: the rules decide how long it stays.`;
    return { backup: await this.get(backupId), message };
  }

  async statistics(): Promise<BackupStatistics> {
    const { backups: folder, root } = this.#parts.session.paths;
    const backups = await this.list();
    const totalSize = backups.reduce((sum, backup) => sum + backup.size, 0);
    return {
      totalBackups: backups.length,
      totalSize,
      averageSize: backups.length === 0 ? 0 : Math.round(totalSize / backups.length),
      oldestBackup: backups.at(-1)?.createdAt ?? null,
      newestBackup: backups[0]?.createdAt ?? null,
      manualBackups: backups.filter((backup) => backup.source === 'manual').length,
      scheduledBackups: backups.filter((backup) => backup.source === 'scheduled').length,
      missingFiles: backups.filter((backup) => backup.fileState === 'missing').length,
      failedRuns: await this.#parts.catalog.failedExports(),
      freeBytes: await freeBytes((await exists(folder)) ? folder : root),
      ...proofStatistics(backups),
    };
  }

  /** Hashes everything in an archive. A bad result is thrown, and kept with the backup. */
  async verify(choice: ArchiveChoice, signal?: AbortSignal): Promise<Told<{ report: VerifyReport }>> {
    const { filePath, stored } = await this.find(choice);
    const backupId = stored?.backupId ?? null;
    return this.#recorder.run(
      { kind: 'verify', backupId, fallback: 'INTERNAL', signal },
      async (operation) => {
        try {
          const answer = await this.#proved(filePath, stored?.checksum ?? null, operation);
          const { signature } = answer;
          const message = `${verifiedInWords(answer)} ${signatureInWords(signature)}`;
          await this.#remember(backupId, 'good', message);
          const report = {
            ...answer,
            warnings: [...answer.warnings],
            backupId: backupId ?? answer.metadata?.backupId ?? null,
          };
          return { report, message };
        } catch (error) {
          const failure = toAppError(error);
          await rememberDamage(this.#parts, failure);
          if (saysItIsBad(failure)) await this.#remember(backupId, 'bad', failure.message);
          throw failure;
        }
      },
    );
  }

  async verifyAll(signal?: AbortSignal): Promise<Told<{ good: number; bad: string[] }>> {
    return this.#recorder.run({ kind: 'verify', fallback: 'INTERNAL', signal }, async (operation) => {
      const backups = await this.list();
      const bad: string[] = [];
      for (const { backupId, filePath, fileName, checksum } of backups) {
        try {
          await this.#remember(
            backupId,
            'good',
            verifiedInWords(await this.#proved(filePath, checksum, operation)),
          );
        } catch (error) {
          const failure = toAppError(error);
          if (failure.code === 'CANCELLED') throw failure;
          bad.push(`${fileName}: ${failure.message}`);
          await rememberDamage(this.#parts, failure);
          if (saysItIsBad(failure)) await this.#remember(backupId, 'bad', failure.message);
        }
      }
      const good = backups.length - bad.length;
      const message =
        bad.length === 0
          ? `All ${counted(good, 'backup')} were read and are as they were.`
          : `${good} of ${counted(backups.length, 'backup')} are as they were. ${bad.join(' ')}`;
      return { good, bad, message };
    });
  }

  /** @throws AppError; what was found out about the backup is kept with it */
  async drill(backupId: BackupId, how: DrillRequest): Promise<Told<{ drill: Drill }>> {
    const stored = await this.#stored(backupId);
    return drillBackup(this.#parts, this.#recorder, { ...stored, known: await this.known() }, how);
  }

  /** @throws AppError; INVALID_INPUT for one that is full already */
  async consolidate(backupId: BackupId, signal?: AbortSignal): Promise<Told<ExportResult>> {
    return consolidateBackup(this.#parts, this.#recorder, await this.#stored(backupId), {
      signers: this.#signers,
      signal,
    });
  }

  async #hash(filePath: string, expectedChecksum: string | null, operation: Operation) {
    const task = { kind: 'verify', filePath, expectedChecksum, known: await this.known() } as const;
    return this.#parts.runner.run(task, operation);
  }

  /** @throws AppError; CHANGED_SINCE_MADE for one whose sums fit and whose signature does not */
  async #proved(filePath: string, expectedChecksum: string | null, operation: Operation) {
    const answer = await this.#hash(filePath, expectedChecksum, operation);
    const signature = await this.#signers.judge(answer.signature, answer.metadata);
    if (signature.verdict === 'changed') throw new AppError('CHANGED_SINCE_MADE');
    return { ...answer, signature };
  }

  async #remember(backupId: BackupId | null, outcome: 'good' | 'bad', message: string): Promise<void> {
    if (backupId === null) return;
    await this.#parts.catalog.recordVerification(backupId, {
      verifiedAt: this.#parts.now().toISOString(),
      outcome,
      message,
    });
  }

  /** Makes the list again from the archives alone: in the default folder and wherever backups are known to lie. */
  rebuild(signal?: AbortSignal): Promise<Told<{ found: number; added: number; unreadable: string[] }>> {
    return this.#recorder.run({ kind: 'rebuild', fallback: 'INTERNAL', signal }, async (operation) => {
      const known = await this.#parts.catalog.backups();
      const folders = new Set([
        this.#parts.session.paths.backups,
        ...known.map((backup) => dirname(backup.filePath)),
      ]);
      const files: string[] = [];
      let sound = 0;
      let added = 0;
      const unreadable: string[] = [];
      for (const folder of folders) {
        try {
          files.push(...(await archivesIn(folder)));
        } catch (error) {
          unreadable.push(`${folder}: ${toAppError(error).message}`);
        }
      }
      // What an increment needs may be found after it, in another folder; then it has its turn again.
      let waiting = files;
      for (let before = added - 1; waiting.length > 0;) {
        const isLast = added === before;
        before = added;
        const again: string[] = [];
        for (const filePath of waiting) {
          try {
            if (await this.#addFound(filePath, known, operation)) added += 1;
            sound += 1;
          } catch (error) {
            const failure = toAppError(error);
            if (failure.code === 'CANCELLED') throw failure;
            if (failure.code === 'BASE_MISSING' && !isLast) again.push(filePath);
            else unreadable.push(`${basename(filePath)}: ${failure.message}`);
          }
        }
        waiting = again;
      }
      const bad =
        unreadable.length === 0
          ? ''
          : ` ${counted(unreadable.length, 'file or folder', 'files or folders')} could not be used.`;
      const message = `Found ${counted(sound, 'backup')}; ${added} new in the list.${bad}`;
      return { found: files.length, added, unreadable, message };
    });
  }

  async #addFound(filePath: string, known: readonly StoredBackup[], operation: Operation): Promise<boolean> {
    const answer = await this.#proved(filePath, null, operation);
    const entry = entryFromArchive(filePath, answer.size, answer.checksum, answer.metadata);
    const listed = known.find((backup) => backup.backupId === entry.backupId || backup.filePath === filePath);
    // One that was moved is listed where it is now. A changed one must not take the place of what is out of reach.
    if (listed && listed.filePath !== filePath && listed.checksum !== entry.checksum)
      throw new AppError('CHANGED_SINCE_MADE');
    if (listed && (listed.filePath === filePath || (await exists(listed.filePath)))) return false;
    await this.#parts.catalog.putBackup(
      { ...entry, warnings: JSON.stringify(answer.warnings) },
      {
        verifiedAt: this.#parts.now().toISOString(),
        outcome: 'good',
        message: 'Verified when it was found.',
      },
    );
    return true;
  }

  /** Checks a backup and unpacks it to a new or empty folder. */
  async unpack(
    choice: ArchiveChoice,
    folder: string,
    signal?: AbortSignal,
  ): Promise<Told<{ folder: string; entries: number }>> {
    const { filePath, stored } = await this.find(choice);
    const backupId = stored?.backupId ?? null;
    return this.#recorder.run(
      { kind: 'unpack', backupId, fallback: 'INTERNAL', signal },
      async (operation) => {
        const task = { kind: 'unpack', filePath, folder, known: await this.known() } as const;
        const answer = await this.#parts.runner.run(task, operation);
        return { ...answer, message: `Unpacked ${counted(answer.entries, 'file')} to ${answer.folder}.` };
      },
    );
  }
}
