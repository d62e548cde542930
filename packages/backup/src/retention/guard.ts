/**
 * The bad-data guard at work: asks what looks wrong, protects the last good backup, tells the person once, and keeps
 * which of it they have said is right. What it knows is kept beside the practice, so that no restore changes it.
 */
import {
  AppError,
  PracticeCounts,
  type BackupEntry,
  type BackupId,
  type Suspicion,
} from '@causebook/contracts';
import { countPractice, deletedCounts, readSetting } from '@causebook/data';
import { z } from 'zod';
import { suspicionsAbout, type Acceptance } from './bad-data-guard.ts';
import type { BackupLibrary } from '../library/backup-library.ts';
import { localDay } from './local-day.ts';
import { lossBetween } from './losses.ts';
import { readKept } from '../catalog/read-kept.ts';
import type { BackupServiceParts } from '../service-parts.ts';

/** What else looks wrong; a suspicion keeps its key for as long as it stands. */
export type SuspicionSource = () => Promise<readonly Suspicion[]>;

export interface Watch {
  /** What the person has to look at. */
  readonly suspicions: readonly Suspicion[];
  /** The practice is whole again, and no backup shows it yet. */
  readonly isHealing: boolean;
}

const ACCEPTED = 'guard.accepted';
const TOLD = 'guard.told';
/** Of keys; far more than can stand at once. */
const KEPT = 500;
const Keys = z.array(z.string());
const Acceptances = z.array(
  z.object({ key: z.string(), backupId: z.string().nullable(), counts: PracticeCounts.nullable() }),
);

type Parts = Pick<
  BackupServiceParts,
  'session' | 'catalog' | 'now' | 'onChange' | 'onSuspicion' | 'onTrouble'
>;

export class BadDataGuard {
  readonly #parts: Parts;
  readonly #library: Pick<BackupLibrary, 'list'>;
  readonly #sources: SuspicionSource[] = [];
  #lastLook: Promise<void> = Promise.resolve();

  constructor(parts: Parts, library: Pick<BackupLibrary, 'list'>) {
    this.#parts = parts;
    this.#library = library;
  }

  /** Another part that may find something wrong, e.g. the checks of the live practice. */
  alsoAsk(source: SuspicionSource): void {
    this.#sources.push(source);
  }

  /** What looks wrong now. Nothing does in a sample, or while the practice cannot be opened. */
  async watch(): Promise<Watch> {
    const { catalog, session, now } = this.#parts;
    if (catalog.sampleId !== null || session.problem !== null) return { suspicions: [], isHealing: false };
    const live = await session.use(({ database }) => ({
      counts: countPractice(database),
      deleted: deletedCounts(database),
      practiceId: readSetting(database, 'practice.id') ?? '',
    }));
    const accepted = await this.#accepted();
    const backups = await this.#library.list();
    const own = suspicionsAbout({
      backups,
      practiceId: live.practiceId,
      accepted,
      told: await this.#told(),
      deleted: live.deleted,
      dayOf: localDay,
      now: now(),
    });
    const standing = own.filter((suspicion) => !isRegained(suspicion, backups, live.counts));
    const others = (await Promise.all(this.#sources.map((source) => source()))).flat();
    return {
      suspicions: [...others.filter(({ key }) => !accepted.some((one) => one.key === key)), ...standing],
      isHealing: standing.length < own.length,
    };
  }

  /** Protects and tells what came up since the last look. Never rejects: it stands beside work that has its own outcome. */
  look(): Promise<void> {
    this.#lastLook = this.#lastLook
      .then(() => this.#look())
      .catch((error: unknown) => this.#parts.onTrouble('looking whether the backups are right', error));
    return this.#lastLook;
  }

  async #look(): Promise<void> {
    const { onSuspicion, onChange } = this.#parts;
    const { suspicions } = await this.watch();
    const told = await this.#told();
    const fresh = suspicions.filter(({ key }) => !told.includes(key));
    if (fresh.length === 0) return;
    for (const suspicion of fresh) await this.#pin(suspicion);
    await this.#keep(TOLD, [...told, ...fresh.map(({ key }) => key)]);
    for (const suspicion of fresh) onSuspicion?.(suspicion);
    onChange?.();
  }

  /** What a person protects, and what is protected already, stays as it is. */
  async #pin({ lastGoodBackupId, reason }: Suspicion): Promise<void> {
    const { catalog, now } = this.#parts;
    if (lastGoodBackupId === null) return;
    const stored = await catalog.backup(lastGoodBackupId);
    if (stored === null || stored.protection !== null) return;
    await catalog.recordProtection(lastGoodBackupId, {
      by: 'guard',
      at: now().toISOString(),
      reason: `the last good backup. ${reason}`,
    });
  }

  /** The person says that it is right. Protection stays until somebody removes it. @throws AppError NOT_FOUND */
  async accept(key: string): Promise<Suspicion> {
    const { suspicions } = await this.watch();
    const suspicion = suspicions.find((one) => one.key === key);
    if (suspicion === undefined)
      throw new AppError('NOT_FOUND', 'That does not look wrong any more.', {
        remedy: 'There is nothing more to do about it.',
      });
    const { backupId, kind } = suspicion;
    const shown = kind === 'loss' && backupId !== null ? await this.#parts.catalog.backup(backupId) : null;
    await this.#keep(ACCEPTED, [
      ...(await this.#accepted()),
      { key, backupId, counts: shown?.counts ?? null },
    ]);
    this.#parts.onChange?.();
    return suspicion;
  }

  async #told(): Promise<string[]> {
    return readKept(Keys, await this.#parts.catalog.setting(TOLD)) ?? [];
  }

  async #accepted(): Promise<Acceptance[]> {
    return readKept(Acceptances, await this.#parts.catalog.setting(ACCEPTED)) ?? [];
  }

  #keep(setting: string, entries: readonly (string | Acceptance)[]): Promise<void> {
    return this.#parts.catalog.putSetting(setting, JSON.stringify(entries.slice(-KEPT)));
  }
}

/** Whether what a backup had lost is back in the practice: it was restored, and the next backup will show it. */
function isRegained(
  { kind, lastGoodBackupId }: Suspicion,
  backups: readonly BackupEntry[],
  counts: BackupEntry['counts'],
): boolean {
  if (kind !== 'loss') return false;
  const before = backups.find(({ backupId }: { backupId: BackupId }) => backupId === lastGoodBackupId);
  return before !== undefined && lossBetween(before.counts, counts, '') === null;
}
