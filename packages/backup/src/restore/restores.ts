/** Restores and the ways back. The present state is kept as a restore point by each of them. */
import type { ArchiveChoice, GenerationId, RestorePreview, RestoreResult } from '@causebook/contracts';
import { liveGeneration, newGenerationId } from '@causebook/data';
import { findArchive, recordedSeal } from '../library/stored-backup.ts';
import { requirePoint, undoTarget } from '../restore-points/restore-points.ts';
import type { Samples } from '../sample/samples.ts';
import type { Told } from '../service-parts.ts';
import type { Workplace } from '../workplace.ts';
import { Confirmations, type Confirmation } from './confirmations.ts';
import { goBack, goBackToKept } from './go-back.ts';
import { previewRestore } from './preview-restore.ts';
import { restoreBackup, type RestorePlan } from './restore-backup.ts';

export class Restores {
  readonly #place: Workplace & { readonly samples: Samples; readonly confirmations: Confirmations };

  constructor(place: Workplace, samples: Samples) {
    this.#place = { ...place, samples, confirmations: new Confirmations(place.parts.now) };
  }

  /** Shows what a restore would change. @param owner who may use the confirmation @param today `YYYY-MM-DD` */
  preview(choice: ArchiveChoice, owner: string, today: string): Promise<Told<{ preview: RestorePreview }>> {
    return previewRestore(this.#place, this.#place.confirmations, { choice, owner, today });
  }

  /**
   * Replaces the practice with what a backup holds. The present state becomes a restore point.
   * @param confirmation null when the person has confirmed in another way
   * @param how.acceptsChanged whether they want it although it was changed since it was made
   * @throws AppError; the practice is then as it was
   */
  async restore(
    choice: ArchiveChoice,
    confirmation: Confirmation | null,
    how: { readonly signal?: AbortSignal; readonly acceptsChanged?: boolean } = {},
  ): Promise<Told<RestoreResult>> {
    const { signal, acceptsChanged = false } = how;
    const { parts, recorder } = this.#place;
    const { filePath, stored } = await findArchive(parts.catalog, choice);
    const startedAt = parts.now();
    const plan: RestorePlan = {
      filePath,
      confirmation,
      recordedChecksum: stored?.checksum ?? null,
      recorded: recordedSeal(stored?.metadata),
      startedAt,
      generationId: newGenerationId(startedAt),
      acceptsChanged,
    };
    const about = { backupId: stored?.backupId ?? null, toGeneration: plan.generationId };
    return recorder.run({ kind: 'restore', ...about, fallback: 'RESTORE_FAILED', signal }, (operation) =>
      restoreBackup(this.#place, operation, plan),
    );
  }

  /** Goes back to the state that was live before the last restore. @throws AppError NOTHING_TO_UNDO */
  undo(): Promise<Told<RestoreResult>> {
    return goBack(this.#place, 'undo', async () => {
      const { live, target } = await undoTarget(this.#place.paths);
      return { from: live, to: target.id };
    });
  }

  /** Makes a restore point the live state. One that was kept stays what it is: a copy of it becomes the live state. */
  async rollBack(generationId: GenerationId): Promise<Told<RestoreResult>> {
    const { paths } = this.#place;
    const point = await requirePoint(paths, generationId);
    if (point.reason === 'kept') return goBackToKept(this.#place, point);
    return goBack(this.#place, 'rollback', async () => {
      const from = await liveGeneration(paths).catch(() => null);
      await requirePoint(paths, generationId);
      return { from, to: generationId };
    });
  }
}
