/**
 * The ways out of a practice that is damaged or cannot be opened: what each would give back and lose, and the steps that
 * build a new state from the damaged one. Never by itself, and never on the damaged state.
 */
import {
  AppError,
  type BackupEntry,
  type BackupId,
  type Examination,
  type GenerationId,
  type NewerRows,
  type RecoveryOptions,
  type RepairChoice,
  type RepairResult,
} from '@causebook/contracts';
import {
  exists,
  generationFolder,
  liveRecord,
  newGenerationId,
  readCurrent,
  uniqueId,
  type Practice,
  type ProfilePaths,
} from '@causebook/data';
import type { BackupLibrary } from '../library/backup-library.ts';
import { commitRestore, discardStaged } from '../restore/commit-restore.ts';
import { Confirmations } from '../restore/confirmations.ts';
import type { RepairAnswer, RepairTask } from '../engine/tasks.ts';
import { lacksFiles } from '../increment/needed-backups.ts';
import type { Operation, OperationDesk } from '../operation/operation-desk.ts';
import { switchPractice } from '../restore/practice-switch.ts';
import type { Recorder } from '../operation/recorder.ts';
import { recoveredInWords, recoveryLabel } from './recovery-words.ts';
import { listRestorePoints } from '../restore-points/restore-points.ts';
import type { Confirmation } from '../restore/restores.ts';
import type { BackupServiceParts, Told } from '../service-parts.ts';
import { counted } from '../words.ts';

interface Workplace {
  readonly desk: OperationDesk;
  readonly recorder: Recorder;
  readonly library: BackupLibrary;
}

/** What the next state is made from. */
interface Source {
  readonly sourceId: GenerationId;
  readonly isOpen: boolean;
}

export class Repairs {
  readonly #parts: BackupServiceParts;
  readonly #place: Workplace;
  readonly #confirmations: Confirmations;

  constructor(parts: BackupServiceParts, place: Workplace) {
    this.#parts = parts;
    this.#place = place;
    this.#confirmations = new Confirmations(parts.now);
  }

  get #paths(): ProfilePaths {
    return this.#parts.session.paths;
  }

  /** Backups and earlier states to go back to, those that lose least first. Reads nothing of the damaged practice. */
  async options(): Promise<Omit<RecoveryOptions, 'problem' | 'details'>> {
    const backups = (await this.#place.library.list())
      .filter((backup) => backup.fileState === 'present' && backup.includeDatabase && !lacksFiles(backup))
      .map((backup) => ({
        backupId: backup.backupId,
        fileName: backup.fileName,
        createdAt: backup.createdAt,
        proof: proofOf(backup),
        hasDocuments: backup.includeFiles,
        counts: backup.counts,
      }))
      .filter(({ proof }) => proof !== 'bad')
      .map((backup) => ({ ...backup, proof: backup.proof as Exclude<typeof backup.proof, 'bad'> }));
    const isShown = ({ proof }: { readonly proof: string }): number => (proof === 'none' ? 1 : 0);
    // When they expire is not told here, so no proof is asked for.
    const changes = await this.#parts.catalog.generationChanges();
    const points = await listRestorePoints(this.#paths, changes, null);
    const states = points.map(({ generationId, replacedAt, createdAt, reason, label, counts }) => {
      return { generationId, at: replacedAt ?? createdAt, reason, label, counts };
    });
    return {
      canExamine: (await this.#source()) !== null,
      backups: backups.toSorted((one, other) => isShown(one) - isShown(other)),
      states: states.toSorted((one, other) => Number(one.counts === null) - Number(other.counts === null)),
      folder: this.#paths.root,
    };
  }

  /**
   * Looks at the live database: what is wrong with it, and what the steps that need no backup would give back. Gives way
   * to whatever else is asked for. @param owner who may use the confirmation
   */
  async examine(owner: string): Promise<Told<Examination>> {
    const id = uniqueId(this.#parts.now());
    return this.#place.desk.run(
      'check',
      id,
      async (operation) => {
        const source = await this.#requireSource();
        const answer = await this.#parts.runner.run(
          { kind: 'examine', ...this.#about(source, id) },
          operation,
        );
        const { token, expiresAt } = this.#confirmations.issue({
          filePath: source.sourceId,
          checksum: answer.sourceHash,
          owner,
        });
        const { damage, counts, report } = answer;
        return { damage, counts, report, confirmationToken: token, expiresAt, message: damage.sentence };
      },
      { yields: true },
    );
  }

  /**
   * What the damaged practice has that a backup has not, in diary words.
   * @param mayName whether the entries may be named to who asks, where people have to say who they are
   */
  async newerRows(
    backupId: BackupId,
    owner: string,
    mayName: (asksWho: boolean) => boolean,
  ): Promise<Told<NewerRows>> {
    const { filePath, stored } = await this.#place.library.find({ backupId });
    const id = uniqueId(this.#parts.now());
    return this.#place.desk.run('check', id, async (operation) => {
      const source = await this.#requireSource();
      const answer = await this.#parts.runner.run(
        {
          kind: 'compare',
          ...this.#about(source, id),
          filePath,
          recordedChecksum: stored?.checksum ?? null,
          known: await this.#place.library.known(),
        },
        operation,
      );
      const { token, expiresAt } = this.#confirmations.issue({
        filePath: `${source.sourceId} ${backupId}`,
        checksum: `${answer.sourceHash} ${answer.checksum}`,
        owner,
      });
      const isNamed = mayName(answer.asksWho);
      const rows = answer.rows.map((row) =>
        isNamed ? row : { ...row, label: '', caseLabel: '', day: null },
      );
      return {
        backupId,
        rows,
        isNamed,
        onlyInBackup: answer.onlyInBackup,
        confirmationToken: token,
        expiresAt,
        message: `The damaged practice has ${counted(rows.length, 'entry', 'entries')} that the backup has not, or has otherwise.`,
      };
    });
  }

  /**
   * Builds the next state in one of the ways and makes it live, as a restore does. The damaged one is kept as it is.
   * @param confirmation null when the person has confirmed in another way
   * @throws AppError; the practice is then as it was
   */
  async repair(
    choice: RepairChoice,
    confirmation: Confirmation | null,
    signal?: AbortSignal,
  ): Promise<Told<RepairResult>> {
    const startedAt = this.#parts.now();
    const generationId = newGenerationId(startedAt);
    const backupId = choice.way === 'merge' ? choice.backupId : null;
    return this.#place.recorder.run(
      { kind: 'repair', backupId, toGeneration: generationId, fallback: 'RESTORE_FAILED', signal },
      async (operation) => {
        const source = await this.#requireSource();
        const mark = this.#parts.session.present?.database;
        const unchanged = mark === undefined ? null : changeMark(mark);
        const task = await this.#task(choice, confirmation, { source, generationId, id: operation.id });
        const staged = await this.#parts.runner.run(task, operation);
        await this.#switch(operation, { choice, source, generationId, startedAt, staged, unchanged });
        return this.#result(operation.id, { choice, source, generationId, startedAt, staged });
      },
    );
  }

  async #task(
    choice: RepairChoice,
    confirmation: Confirmation | null,
    { source, generationId, id }: { source: Source; generationId: GenerationId; id: string },
  ): Promise<RepairTask> {
    const about = { kind: 'repair' as const, ...this.#about(source, id), generationId, way: choice.way };
    const redeem = (filePath: string): string | null =>
      confirmation && this.#confirmations.redeem(confirmation.token, { filePath, owner: confirmation.owner });
    if (choice.way !== 'merge')
      return { ...about, expectedSource: redeem(source.sourceId), backup: null, chosen: 'none' };
    const { filePath, stored } = await this.#place.library.find({ backupId: choice.backupId });
    const [expectedSource = null, previewedChecksum = null] =
      redeem(`${source.sourceId} ${choice.backupId}`)?.split(' ') ?? [];
    const recordedChecksum = stored?.checksum ?? null;
    const known = await this.#place.library.known();
    const backup = { filePath, previewedChecksum, recordedChecksum, known };
    return { ...about, expectedSource, backup, chosen: choice.chosen };
  }

  async #switch(operation: Operation, work: Work): Promise<void> {
    const { source, generationId, startedAt, staged, unchanged } = work;
    const sampleId = staged.sampleId ?? (await liveRecord(this.#paths))?.sampleId ?? null;
    const commit = {
      generationId,
      parent: source.sourceId,
      reason: 'repaired' as const,
      staged: { ...staged, sampleId },
      backupId: staged.metadata?.backupId ?? null,
      label: recoveryLabel(staged, work.choice),
      now: startedAt,
    };
    try {
      await switchPractice(this.#parts, operation, {
        reason: 'repair',
        from: source.sourceId,
        expected: staged.counts,
        flip: () => commitRestore(this.#paths, commit),
        requireUnchanged: ({ database }) => {
          if (unchanged !== null && changeMark(database) === unchanged) return;
          throw new AppError(
            'BUSY',
            'Something was written to the practice meanwhile. Nothing was changed.',
            {
              remedy: 'Try again when nobody enters anything.',
            },
          );
        },
      });
    } catch (error) {
      await discardStaged(this.#paths, generationId).catch((trouble: unknown) =>
        this.#parts.onTrouble('discarding a failed repair', trouble),
      );
      throw error;
    }
    const { catalog, onTrouble } = this.#parts;
    await catalog
      .endOperation(operation.id, { fromGeneration: source.sourceId, toGeneration: generationId })
      .catch((trouble: unknown) => onTrouble('recording which state is live', trouble));
  }

  #result(restoreId: string, { choice, source, generationId, startedAt, staged }: Omit<Work, 'unchanged'>) {
    const now = this.#parts.now();
    const { report, setAsideIn, counts, errors } = staged;
    return {
      restoreId,
      restoredAt: now.toISOString(),
      errors: [...errors],
      counts,
      generationId,
      restorePointId: source.sourceId,
      durationMs: Math.max(0, now.getTime() - startedAt.getTime()),
      way: choice.way,
      report,
      setAsideIn,
      message: recoveredInWords(staged, choice),
    };
  }

  #about({ sourceId, isOpen }: Source, operationId: string) {
    const now = this.#parts.now().toISOString();
    return { profile: this.#paths.root, sourceId, isOpen, operationId, now };
  }

  async #source(): Promise<Source | null> {
    const current = await readCurrent(this.#paths);
    if (current.kind !== 'named' || !(await exists(generationFolder(this.#paths, current.id).database)))
      return null;
    return { sourceId: current.id, isOpen: this.#parts.session.present !== null };
  }

  async #requireSource(): Promise<Source> {
    const source = await this.#source();
    if (source !== null) return source;
    throw new AppError('PRACTICE_UNREADABLE', undefined, {
      remedy: 'Choose one of the states that are still there, or restore a backup.',
    });
  }
}

interface Work {
  readonly choice: RepairChoice;
  readonly source: Source;
  readonly generationId: GenerationId;
  readonly startedAt: Date;
  readonly staged: RepairAnswer;
  /** As `changeMark` gave it before the look; null when the practice was not open. */
  readonly unchanged: string | null;
}

/** Another after everything that is written, by this connection or by any other. */
function changeMark(database: Practice['database']): string {
  const own = database.prepare<[], number>('SELECT total_changes()').pluck().get();
  return `${own} ${String(database.pragma('data_version', { simple: true }))}`;
}

function proofOf({ drill, verification }: BackupEntry): 'proven' | 'verified' | 'none' | 'bad' {
  if (drill?.outcome === 'failed' || verification?.outcome === 'bad') return 'bad';
  if (drill?.outcome === 'proven') return 'proven';
  return verification?.outcome === 'good' ? 'verified' : 'none';
}
