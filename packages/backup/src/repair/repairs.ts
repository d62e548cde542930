/**
 * The ways out of a practice that is damaged or cannot be opened: what each would give back and lose, and the steps that
 * build a new state from the damaged one. Never by itself, and never on the damaged state.
 */
import type {
  BackupId,
  Examination,
  GenerationId,
  NewerRows,
  RecoveryOptions,
  RepairChoice,
  RepairResult,
} from '@causebook/contracts';
import { newGenerationId, uniqueId } from '@causebook/data';
import type { RepairTask } from '../engine/tasks.ts';
import type { BackupLibrary } from '../library/backup-library.ts';
import { findArchive, knownArchives } from '../library/stored-backup.ts';
import type { Operation } from '../operation/operation-desk.ts';
import { Confirmations, type Confirmation } from '../restore/confirmations.ts';
import type { Told } from '../service-parts.ts';
import { counted } from '../words.ts';
import type { Workplace } from '../workplace.ts';
import { aboutSource, changeMark, damagedSource, requireSource, type Source } from './damaged-source.ts';
import { switchToRepaired } from './switch-to-repaired.ts';
import { backupsToGoBackTo, statesToGoBackTo } from './ways-out.ts';

export class Repairs {
  readonly #place: Workplace;
  readonly #library: Pick<BackupLibrary, 'list'>;
  readonly #confirmations: Confirmations;

  constructor(place: Workplace, library: Pick<BackupLibrary, 'list'>) {
    this.#place = place;
    this.#library = library;
    this.#confirmations = new Confirmations(place.parts.now);
  }

  /** Backups and earlier states to go back to, those that lose least first. Reads nothing of the damaged practice. */
  async options(): Promise<Omit<RecoveryOptions, 'problem' | 'details'>> {
    const { parts, paths } = this.#place;
    const backups = backupsToGoBackTo(await this.#library.list());
    const states = await statesToGoBackTo(paths, await parts.catalog.operations.generationChanges());
    return { canExamine: (await damagedSource(parts)) !== null, backups, states, folder: paths.root };
  }

  /**
   * Looks at the live database: what is wrong with it, and what the steps that need no backup would give back. Gives way
   * to whatever else is asked for. @param owner who may use the confirmation
   */
  async examine(owner: string): Promise<Told<Examination>> {
    const { parts, desk } = this.#place;
    const id = uniqueId(parts.now());
    const look = async (operation: Operation): Promise<Told<Examination>> => {
      const source = await requireSource(parts);
      const task = { kind: 'examine', ...aboutSource(parts, source, id) } as const;
      const { damage, counts, report, sourceHash } = await parts.runner.run(task, operation);
      const { token, expiresAt } = this.#confirmations.issue({
        filePath: source.sourceId,
        checksum: sourceHash,
        owner,
      });
      return { damage, counts, report, confirmationToken: token, expiresAt, message: damage.sentence };
    };
    return desk.run('check', id, look, { yields: true });
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
    const { parts, desk } = this.#place;
    const { filePath, stored } = await findArchive(parts.catalog, { backupId });
    const recordedChecksum = stored?.checksum ?? null;
    const id = uniqueId(parts.now());
    return desk.run('check', id, async (operation) => {
      const source = await requireSource(parts);
      const about = aboutSource(parts, source, id);
      const known = await knownArchives(parts.catalog);
      const answer = await parts.runner.run(
        { kind: 'compare', ...about, filePath, recordedChecksum, known },
        operation,
      );
      const { token, expiresAt } = this.#confirmations.issue({
        filePath: mergeOf(source, backupId),
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
    const { parts, recorder } = this.#place;
    const startedAt = parts.now();
    const generationId = newGenerationId(startedAt);
    const backupId = choice.way === 'merge' ? choice.backupId : null;
    return recorder.run(
      { kind: 'repair', backupId, toGeneration: generationId, fallback: 'RESTORE_FAILED', signal },
      async (operation) => {
        const source = await requireSource(parts);
        const mark = parts.session.present?.database;
        const unchanged = mark === undefined ? null : changeMark(mark);
        const task = await this.#task(choice, confirmation, { source, generationId, id: operation.id });
        const staged = await parts.runner.run(task, operation);
        const state = { choice, source, generationId, startedAt, staged, unchanged };
        return switchToRepaired(this.#place, operation, state);
      },
    );
  }

  async #task(
    choice: RepairChoice,
    confirmation: Confirmation | null,
    { source, generationId, id }: { source: Source; generationId: GenerationId; id: string },
  ): Promise<RepairTask> {
    const { parts } = this.#place;
    const { way } = choice;
    const about = { kind: 'repair' as const, ...aboutSource(parts, source, id), generationId, way };
    const redeem = (what: string): string | null => this.#confirmations.redeem(confirmation, what);
    if (choice.way !== 'merge')
      return { ...about, expectedSource: redeem(source.sourceId), backup: null, chosen: 'none' };
    const { filePath, stored } = await findArchive(parts.catalog, { backupId: choice.backupId });
    const [expectedSource = null, previewedChecksum = null] =
      redeem(mergeOf(source, choice.backupId))?.split(' ') ?? [];
    const recordedChecksum = stored?.checksum ?? null;
    const known = await knownArchives(parts.catalog);
    const backup = { filePath, previewedChecksum, recordedChecksum, known };
    return { ...about, expectedSource, backup, chosen: choice.chosen };
  }
}

/** What a confirmation of a merge is bound to. */
const mergeOf = ({ sourceId }: Source, backupId: BackupId): string => `${sourceId} ${backupId}`;
