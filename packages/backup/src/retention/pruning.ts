/** Retention at work: the policy that is kept, what it would keep and remove, and the removal itself, each step checked. */
import {
  AppError,
  defaultRetention,
  LastPrune,
  RetentionPolicy,
  throwIfCancelled,
  toAppError,
  type BackupEntry,
  type PruneResult,
  type RetentionDecision,
  type RetentionForecast,
  type RetentionStatus,
} from '@causebook/contracts';
import { readSetting } from '@causebook/data';
import { freeForBackups } from '../free-space.ts';
import type { BackupLibrary } from '../library/backup-library.ts';
import type { BadDataGuard, Watch } from './guard.ts';
import { localDay } from './local-day.ts';
import type { Operation } from '../operation/operation-desk.ts';
import { shieldsOf } from '../library/protection.ts';
import { readKept } from '../catalog/read-kept.ts';
import type { Recorder } from '../operation/recorder.ts';
import { removeOld } from './remove-old.ts';
import { decideRetention, inOrder, lastProven } from './retention.ts';
import { forecast } from './retention-forecast.ts';
import type { BackupServiceParts, Told } from '../service-parts.ts';
import { counted, sizeInWords } from '../words.ts';
import type { Workplace } from '../workplace.ts';

export interface RetentionQuestion {
  /** Instead of the one that is kept, to see what it would do. */
  readonly policy?: RetentionPolicy;
  /** Backups that the schedule makes a day, for the forecast; none while it is off. */
  readonly perDay?: number;
}

export interface PruneRequest {
  readonly dryRun?: boolean;
  /** What nobody asked for gives way to whatever else is wanted. */
  readonly source?: 'manual' | 'system';
  readonly signal?: AbortSignal;
}

interface Plan {
  readonly policy: RetentionPolicy;
  readonly backups: readonly BackupEntry[];
  readonly decisions: readonly RetentionDecision[];
  /** What goes, the oldest first. */
  readonly going: readonly BackupEntry[];
  readonly proof: BackupEntry | null;
}

const POLICY = 'retention';
const LAST_PRUNE = 'retention.lastPrune';

interface Neighbours {
  readonly library: Pick<BackupLibrary, 'list'>;
  readonly guard: Pick<BadDataGuard, 'watch'>;
}

export class Pruning {
  readonly #parts: BackupServiceParts;
  readonly #recorder: Recorder;
  readonly #library: Neighbours['library'];
  readonly #guard: Neighbours['guard'];

  constructor({ parts, recorder }: Pick<Workplace, 'parts' | 'recorder'>, { library, guard }: Neighbours) {
    this.#parts = parts;
    this.#recorder = recorder;
    this.#library = library;
    this.#guard = guard;
  }

  /** The policy that is kept. Without one it is that of a new profile; one that cannot be understood removes nothing. */
  async policy(): Promise<RetentionPolicy> {
    const kept = await this.#parts.catalog.setting(POLICY);
    if (kept === null) return defaultRetention;
    return readKept(RetentionPolicy, kept) ?? { ...defaultRetention, enabled: false };
  }

  async save(policy: RetentionPolicy): Promise<void> {
    await this.#parts.catalog.putSetting(POLICY, JSON.stringify(RetentionPolicy.parse(policy)));
    this.#parts.onChange?.();
  }

  /** What a policy keeps and removes, and what stands against removing anything. Nothing is changed. */
  async status({ policy, perDay }: RetentionQuestion = {}): Promise<RetentionStatus> {
    const plan = await this.#plan(policy);
    const watch = await this.#guard.watch();
    return {
      policy: plan.policy,
      decisions: [...plan.decisions],
      removable: { count: plan.going.length, bytes: sizeOf(plan.going) },
      held: this.#held(plan, watch),
      suspicions: [...watch.suspicions],
      lastPrune: readKept(LastPrune, await this.#parts.catalog.setting(LAST_PRUNE)),
      forecast: perDay === undefined ? null : await this.#forecast(plan, perDay),
    };
  }

  async #plan(asked?: RetentionPolicy): Promise<Plan> {
    const { catalog, now, session } = this.#parts;
    const policy = asked ?? (await this.policy());
    const backups = inOrder(await this.#library.list());
    // Without a practice that is open nothing is known to be of it, so everything stays.
    const practiceId = session.present === null ? null : readSetting(session.present.database, 'practice.id');
    const stored = await catalog.backups();
    const shields = shieldsOf(stored);
    const lacking = stored.filter(({ metadata }) => (metadata?.missingDocuments.length ?? 0) > 0);
    const decisions = decideRetention({
      backups,
      policy,
      practiceId: practiceId ?? '',
      protectedBy: new Map([...shields].map(([backupId, { words }]) => [backupId, words])),
      lacking: new Set(lacking.map(({ backupId }) => backupId)),
      dayOf: localDay,
      now: now(),
    });
    const goes = new Set(decisions.flatMap(({ backupId, keep }) => (keep ? [] : [backupId])));
    const going = backups.filter(({ backupId }) => goes.has(backupId)).toReversed();
    return { policy, backups, decisions, going, proof: lastProven(backups, practiceId ?? '') };
  }

  /** Why nothing is removed now, in sentences. */
  #held({ policy, proof, backups }: Plan, { suspicions, isHealing }: Watch): string[] {
    const { catalog, session } = this.#parts;
    if (catalog.sampleId !== null) return ['This is a sample practice. Its backups go when you leave it.'];
    if (session.problem !== null) return ['Your practice cannot be opened, so every backup is kept.'];
    const held = suspicions.map(({ reason }) => reason);
    if (isHealing)
      held.push(
        'What was lost is back in your practice. The next backup has to show that before any is removed.',
      );
    if (policy.enabled && proof === null && backups.length > 0)
      held.push('No backup of this practice is proven restorable yet, so every one is kept.');
    return held;
  }

  async #forecast({ policy, backups, going }: Plan, perDay: number): Promise<RetentionForecast | null> {
    const latest = backups.find(({ includeDatabase, includeFiles }) => includeDatabase && includeFiles);
    if (latest === undefined || !policy.enabled) return null;
    const grown = forecast({ policy, perDay, size: latest.size, now: this.#parts.now() });
    const staying = backups.filter((backup) => !going.includes(backup) && staysForGood(backup, policy));
    return {
      count: grown.count + staying.length,
      bytes: grown.bytes + sizeOf(staying),
      bytesNow: sizeOf(backups),
      freeBytes: await freeForBackups(this.#parts.session.paths),
    };
  }

  /**
   * Removes what the policy does not keep.
   * @throws AppError PRUNING_HELD, BUSY; after a failure the others are removed all the same, and it is told
   */
  async prune({ dryRun = false, source = 'manual', signal }: PruneRequest = {}): Promise<Told<PruneResult>> {
    const plan = await this.#plan();
    const held = this.#held(plan, await this.#guard.watch());
    const nothing = { removed: [], freedBytes: 0, dryRun };
    if (dryRun) {
      if (held.length > 0) return { ...nothing, message: `Nothing would be removed. ${held.join(' ')}` };
      return { ...resultOf(plan.going, true), message: removedInWords(plan.going, 'would be') };
    }
    if (!plan.policy.enabled)
      throw new AppError('INVALID_CONFIG', 'Nothing was removed: old backups are kept.', {
        remedy: 'Switch the removal of old backups on first.',
      });
    throwIfHeld(held);
    if (plan.going.length === 0) return { ...nothing, message: NOTHING_TO_REMOVE };
    return this.#recorder.run(
      { kind: 'prune', source, fallback: 'INTERNAL', signal, yields: source === 'system' },
      (operation) => this.#remove(operation, source),
    );
  }

  async #remove(operation: Operation, source: 'manual' | 'system'): Promise<Told<PruneResult>> {
    // Decided anew: from here on no other operation changes what there is.
    const plan = await this.#plan();
    throwIfHeld(this.#held(plan, await this.#guard.watch()));
    const removed: BackupEntry[] = [];
    const failures: AppError[] = [];
    for (const backup of plan.going) {
      // What is removed is removed, so a cancel between two is no failure; the others are left for the next time.
      if (operation.signal.aborted) break;
      try {
        if (await removeOld(this.#parts, { backup, proof: plan.proof, source })) removed.push(backup);
      } catch (error) {
        failures.push(toAppError(error));
      }
    }
    if (removed.length === 0) throwIfCancelled(operation.signal);
    if (removed.length > 0) await this.#noteLast(removed);
    const message = removedInWords(removed, removed.length === 1 ? 'was' : 'were');
    const [failure] = failures;
    if (failure === undefined) return { ...resultOf(removed, false), message };
    const rest = `${counted(failures.length, 'old backup')} could not be removed: ${failure.message}`;
    throw new AppError(failure.code, removed.length === 0 ? rest : `${message} ${rest}`, {
      cause: failure,
      remedy: failure.remedy,
    });
  }

  async #noteLast(removed: readonly BackupEntry[]): Promise<void> {
    const last: LastPrune = {
      at: this.#parts.now().toISOString(),
      removed: removed.length,
      freedBytes: sizeOf(removed),
    };
    await this.#parts.catalog.putSetting(LAST_PRUNE, JSON.stringify(last));
  }
}

const sizeOf = (backups: readonly BackupEntry[]): number => backups.reduce((sum, { size }) => sum + size, 0);

/** Whether no rule concerns it: a year from now it is still there. */
const staysForGood = (
  { protection, name, source, startedAt }: BackupEntry,
  { includeManual }: RetentionPolicy,
): boolean =>
  protection !== null || name !== '' || (!includeManual && (source === 'manual' || startedAt === null));

const resultOf = (backups: readonly BackupEntry[], dryRun: boolean): PruneResult => ({
  removed: backups.map(({ backupId, fileName, size }) => ({ backupId, fileName, size })),
  freedBytes: sizeOf(backups),
  dryRun,
});

/** @throws AppError PRUNING_HELD */
function throwIfHeld(held: readonly string[]): void {
  if (held.length > 0) throw new AppError('PRUNING_HELD', `Nothing was removed. ${held.join(' ')}`);
}

const NOTHING_TO_REMOVE = 'No backup had to be removed: every one is kept by a rule.';

/** "3 old backups were removed; 1.2 GB freed." */
function removedInWords(removed: readonly BackupEntry[], verb: 'was' | 'were' | 'would be'): string {
  if (removed.length === 0) return NOTHING_TO_REMOVE;
  return `${counted(removed.length, 'old backup')} ${verb} removed; ${sizeInWords(sizeOf(removed))} freed.`;
}
