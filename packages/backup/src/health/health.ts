/** The health of the live practice: checks, the report that stays, documents brought back, small remedies. */
import {
  AppError,
  type CheckTrigger,
  type HealResult,
  type IntegrityReport,
  type SmallRemedy,
} from '@causebook/contracts';
import { rebuildSearchIndexInSteps, tightenPermissions } from '@causebook/data';
import { basename } from 'node:path';
import { requireLive } from '../operation/live-practice.ts';
import type { Operation } from '../operation/operation-desk.ts';
import { sweep } from '../operation/sweep.ts';
import type { BackupServiceParts, Told } from '../service-parts.ts';
import { counted, sizeInWords } from '../words.ts';
import type { Workplace } from '../workplace.ts';
import { checkDue } from './checks-due.ts';
import { composeCheck } from './compose-report.ts';
import { checkedInWords, healedInWords } from './health-words.ts';
import {
  type IntegrityFailure,
  type KeptCheck,
  keepCheck,
  lastIntegrityFailure,
  readKeptCheck,
} from './kept-check.ts';

export interface CheckRequest {
  /** Reads every byte of every document. */
  readonly thorough?: boolean;
  /** One that nobody asked for gives way to whatever else is wanted. */
  readonly source?: 'manual' | 'system';
  readonly signal?: AbortSignal;
}

export type HealWhich = 'all' | 'known' | readonly string[];

/** Null for all. Whoever asks for what is known and nothing is knows more than the last check. */
function contentsOf(which: HealWhich, known: KeptCheck | null): readonly string[] | null {
  if (typeof which !== 'string') return which;
  return which === 'all' || !known?.suspects || known.suspects.length === 0 ? null : known.suspects;
}

/** Where the signal of an operation is needed and nothing is told. */
const quietly = ({ signal }: Operation) => ({ signal, onProgress: () => {} });

const isCancel = (error: unknown): error is AppError =>
  error instanceof AppError && error.code === 'CANCELLED';

/** A process that was ended cannot tell what it had done by then; "Nothing was changed" might not be true. */
function cutOff(error: unknown): unknown {
  if (!isCancel(error) || !(['killed', 'exitCode'] as const).some((sign) => sign in (error.details ?? {})))
    return error;
  return new AppError('CANCELLED', 'Stopped. Documents that were brought back before stay.', {
    cause: error,
  });
}

export class Health {
  readonly #place: Pick<Workplace, 'desk' | 'parts' | 'recorder'>;
  readonly #onChecked: () => Promise<void>;

  /** @param onChecked whoever acts on what a check has found */
  constructor(place: Pick<Workplace, 'desk' | 'parts' | 'recorder'>, onChecked: () => Promise<void>) {
    this.#place = place;
    this.#onChecked = onChecked;
  }

  get #parts(): BackupServiceParts {
    return this.#place.parts;
  }

  /** The latest report about the state that is live; null when that was never checked. */
  async report(): Promise<IntegrityReport | null> {
    return (await this.#ofLive())?.report ?? null;
  }

  /** What the latest check of the live state says about its backups; null when nothing serious was found. */
  async failure(): Promise<IntegrityFailure | null> {
    return (await this.#ofLive()) === null ? null : lastIntegrityFailure(this.#parts.catalog);
  }

  /** The check that nobody has to ask for. */
  async due(): Promise<'quick' | 'thorough' | null> {
    return checkDue(await this.report(), this.#parts.now());
  }

  /**
   * What is wrong is an answer, and kept.
   * @throws AppError BUSY, CANCELLED, PRACTICE_MISSING, PRACTICE_UNREADABLE
   */
  async check(request: CheckRequest = {}): Promise<Told<{ report: IntegrityReport }>> {
    const { source = 'manual', thorough: isThorough = false, signal } = request;
    // Of two that give way, the first goes on.
    if (source === 'system' && this.#place.desk.progress !== null) throw new AppError('BUSY');
    const what = { kind: 'check', source, fallback: 'INTERNAL', signal } as const;
    return this.#place.recorder.run({ ...what, yields: source === 'system' }, async (operation) => {
      const triggeredBy = source === 'manual' ? 'person' : 'schedule';
      const report = await this.#checkAndKeep({ isThorough, triggeredBy }, operation);
      return { report, message: checkedInWords(report) };
    });
  }

  /**
   * Brings documents back from whatever backup holds them, the newest first, and checks again.
   * @param which the contents that are looked at: those named, those that the last check found, or all, every byte of them
   */
  async heal(which: HealWhich, signal?: AbortSignal): Promise<Told<HealResult>> {
    const { catalog, runner, session, now } = this.#parts;
    return this.#place.recorder.run({ kind: 'heal', fallback: 'INTERNAL', signal }, async (operation) => {
      const generationId = await requireLive(session.paths);
      const known = await this.#ofLive();
      const backups = (await catalog.backups()).filter(({ includeFiles }) => includeFiles);
      const task = {
        kind: 'heal',
        profile: session.paths.root,
        generationId,
        operationId: operation.id,
        only: contentsOf(which, known),
        backups: backups.map(({ filePath }) => ({ filePath, fileName: basename(filePath) })),
        quarantine: `documents-${now().toISOString().replaceAll(':', '-')}`,
      } as const;
      const result = await runner.run(task, operation).catch((error: unknown) => {
        throw cutOff(error);
      });
      // When the damaged ones were too many to name, only reading them all tells how they are now.
      const isThorough = known?.suspects === null && typeof which === 'string';
      await this.#checkAndKeep({ isThorough, triggeredBy: 'heal' }, quietly(operation)).catch(
        (error: unknown) => {
          if (!isCancel(error)) throw error;
          throw new AppError('CANCELLED', `${healedInWords(result)} The check after it was stopped.`, {
            cause: error,
          });
        },
      );
      return { ...result, message: healedInWords(result) };
    });
  }

  /** Does what a small remedy does, and checks again. */
  apply(remedy: SmallRemedy): Promise<Told<{ report: IntegrityReport }>> {
    const kind = remedy === 'sweep' ? 'delete' : 'repair';
    return this.#place.recorder.run({ kind, fallback: 'INTERNAL' }, async (operation) => {
      const message = await this.#applied(remedy, operation);
      const report = await this.#checkAndKeep({ isThorough: false, triggeredBy: 'heal' }, quietly(operation));
      return { report, message };
    });
  }

  async #applied(remedy: SmallRemedy, operation: Operation): Promise<string> {
    const { session } = this.#parts;
    switch (remedy) {
      case 'rebuild-search':
        await session.use(({ database }) => rebuildSearchIndexInSteps(database));
        return 'The search was made again from the entries.';
      case 'permissions':
        await tightenPermissions(session.paths);
        return 'Only your account of this computer can open the folder of the practice now.';
      case 'sweep': {
        operation.pointOfNoReturn();
        const { removed, bytes } = await sweep(this.#parts);
        return `Removed ${counted(removed, 'file')} (${sizeInWords(bytes)}) that belonged to no document.`;
      }
      default:
        return remedy satisfies never;
    }
  }

  async #ofLive(): Promise<KeptCheck | null> {
    const kept = await readKeptCheck(this.#parts.catalog);
    const { latest } = this.#parts.session;
    return kept !== null && kept.generationId === (latest ?? kept.generationId) ? kept : null;
  }

  async #checkAndKeep(
    { isThorough, triggeredBy }: { readonly isThorough: boolean; readonly triggeredBy: CheckTrigger },
    hooks: Pick<Operation, 'signal' | 'onProgress'>,
  ): Promise<IntegrityReport> {
    const { catalog, runner, session, now } = this.#parts;
    const generationId = await requireLive(session.paths);
    const before = await readKeptCheck(catalog);
    const checkedAt = now().toISOString();
    const suspects = before?.generationId === generationId ? (before.suspects ?? []) : [];
    const profile = session.paths.root;
    const answer = await runner.run(
      { kind: 'check', profile, generationId, isThorough, suspects, checkedAt },
      hooks,
    );
    const kept = composeCheck({ answer, generationId, checkedAt, isThorough, triggeredBy }, before);
    await keepCheck(catalog, kept);
    await this.#onChecked();
    return kept.report;
  }
}
