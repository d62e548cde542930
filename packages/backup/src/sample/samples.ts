/**
 * The sample practice: a generation of its own beside the person's, made live to look around in, and removed with
 * everything that was done in it. Which practice is live changes in one step, as in a restore, so that whatever ends
 * Causebook leaves the person's own practice or the sample, never a mix.
 */
import { readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { AppError, type GenerationId, type PracticeCounts } from '@causebook/contracts';
import {
  addEmptyPractice,
  dropGeneration,
  exists,
  flipGeneration,
  listGenerations,
  liveGeneration,
  liveRecord,
  newGenerationId,
  ownGeneration,
  removePartialArchives,
  SAMPLE_ID,
  uniqueId,
  type GenerationRecord,
  type ProfilePaths,
} from '@causebook/data';
import { commitRestore, discardFailed } from '../restore/commit-restore.ts';
import { archiveEnding } from '../export/archive-name.ts';
import type { OperationDesk } from '../operation/operation-desk.ts';
import { sweep } from '../operation/sweep.ts';
import { switchPractice } from '../restore/practice-switch.ts';
import { removeArchive } from '../library/remove-archive.ts';
import type { BackupServiceParts, Told } from '../service-parts.ts';
import { dayOfInstant, practiceInWords } from '../words.ts';
import type { Workplace } from '../workplace.ts';

interface OwnPractice {
  readonly id: GenerationId;
  /** What is opened where the practice that the sample was opened from cannot be found, in words. */
  readonly insteadOfIt: string | null;
}

type Opened = Told<{ readonly counts: PracticeCounts }>;

export class Samples {
  readonly #parts: BackupServiceParts;
  readonly #desk: OperationDesk;

  constructor({ parts, desk }: Pick<Workplace, 'parts' | 'desk'>) {
    this.#parts = parts;
    this.#desk = desk;
  }

  /** The sample practice that is open, or null. */
  get openId(): string | null {
    return this.#parts.catalog.sampleId;
  }

  get #paths(): ProfilePaths {
    return this.#parts.session.paths;
  }

  /**
   * Invents a practice beside the person's own and opens it.
   * @param today `YYYY-MM-DD`, the day around which its hearings lie
   * @throws AppError BUSY; INVALID_INPUT when a sample is open already; the practice is then the one it was
   */
  open(today: string): Promise<Opened> {
    const { now, runner } = this.#parts;
    const startedAt = now();
    const id = uniqueId(startedAt);
    return this.#desk.run('sample', id, async (operation) => {
      if ((await liveRecord(this.#paths))?.sampleId) {
        throw new AppError('INVALID_INPUT', 'The sample practice is open already.', {
          remedy: 'Leave it to go back to your own practice.',
        });
      }
      const from = await liveGeneration(this.#paths);
      const generationId = newGenerationId(startedAt);
      const sampleId = `${SAMPLE_ID}${id}`;
      try {
        const made = await runner.run(
          { kind: 'sample', profile: this.#paths.root, generationId, sampleId, today },
          operation,
        );
        const commit = {
          generationId,
          parent: from,
          reason: 'sample' as const,
          staged: { ...made, sampleId, stagedContents: [] },
          backupId: null,
          label: 'The sample practice',
          now: startedAt,
        };
        const flip = (): Promise<void> => commitRestore(this.#paths, commit);
        await switchPractice(this.#parts, operation, { reason: 'sample', from, expected: made.counts, flip });
        const message = `This is a sample practice: ${practiceInWords(made.counts)}. Your own is untouched.`;
        return { counts: made.counts, message };
      } catch (error) {
        await discardFailed(this.#parts, generationId, 'removing a sample that could not be opened');
        throw error;
      }
    });
  }

  /**
   * Opens the person's own practice again and removes every trace of the sample.
   * @throws AppError BUSY; INVALID_INPUT when no sample is open
   */
  leave(): Promise<Opened> {
    const { session, now } = this.#parts;
    return this.#desk.run('sample', uniqueId(now()), async (operation) => {
      const live = await liveRecord(this.#paths);
      if (!live?.sampleId) throw new AppError('INVALID_INPUT', 'No sample practice is open.');
      const own = await this.#ownPractice(live);
      await switchPractice(this.#parts, operation, {
        reason: 'sample',
        from: live.id,
        expected: null,
        flip: () => flipGeneration(this.#paths, own.id),
      });
      await this.tidy();
      return { counts: await session.counts(), message: leftMessage(own) };
    });
  }

  async #ownPractice(sample: GenerationRecord): Promise<OwnPractice> {
    const list = await listGenerations(this.#paths);
    const own = ownGeneration(list, sample.id);
    if (own) return { id: own.id, insteadOfIt: null };
    const other = list.complete.findLast(({ sampleId }) => sampleId === null);
    if (other) return { id: other.id, insteadOfIt: `an earlier one of ${dayOfInstant(other.createdAt)}` };
    return { id: await addEmptyPractice(this.#paths, this.#parts.now()), insteadOfIt: 'an empty one' };
  }

  /**
   * Removes what sample practices have left, unless one is open. Safe to run any number of times; what cannot be
   * removed now is removed at the next start.
   */
  async tidy(): Promise<void> {
    try {
      await this.#removeSamples();
    } catch (error) {
      this.#parts.onTrouble('removing the sample practice', error);
    }
  }

  async #removeSamples(): Promise<void> {
    const { catalog, onChange } = this.#parts;
    const live = await liveRecord(this.#paths);
    if (live === null || live.sampleId !== null) return;
    const { complete } = await listGenerations(this.#paths);
    const samples = complete.filter(({ sampleId }) => sampleId !== null);
    // The generations go last: as long as one is there, a start after a crash knows that there is something to remove.
    await this.#removeBackups(new Set(samples.map(({ sampleId }) => sampleId)));
    await catalog.forgetSamples();
    if (samples.length === 0) return;
    for (const { id } of samples) await dropGeneration(this.#paths, id);
    await sweep(this.#parts);
    onChange?.();
  }

  /** Archives in the profile's own folder go; of those that lie elsewhere only the record. */
  async #removeBackups(sampleIds: ReadonlySet<string | null>): Promise<void> {
    const { catalog } = this.#parts;
    const { backups } = this.#paths;
    for (const { backupId, filePath, practiceId } of await catalog.backups()) {
      if (!sampleIds.has(practiceId)) continue;
      if (dirname(filePath) === backups) await removeArchive(filePath);
      await catalog.forgetBackup(backupId);
    }
    // Also one that was published and, because Causebook ended, never entered in the list.
    const begun = await catalog.operations.sampleExports();
    if (begun.length === 0 || !(await exists(backups))) return;
    for (const backupId of begun) await removePartialArchives(backups, archiveEnding(backupId));
    const endings = begun.map((backupId) => `${archiveEnding(backupId)}.zip`);
    const left = (await readdir(backups)).filter(
      (name) => name.startsWith('causebook-') && endings.some((ending) => name.endsWith(ending)),
    );
    for (const name of left) await removeArchive(join(backups, name));
  }
}

const leftMessage = ({ insteadOfIt }: OwnPractice): string =>
  insteadOfIt === null
    ? 'You are back in your own practice. The sample was removed.'
    : `The sample was removed, but the practice you came from could not be found, so ${insteadOfIt} is open. Restore your newest backup.`;
