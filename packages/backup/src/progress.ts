/** Turns work done into honest progress: weighted phases, a percentage that never goes back, an ETA from the pace so far. */
import type { OperationPhase, OperationProgress } from '@causebook/contracts';

/** What the engine tells; the service adds which operation it is. */
export type EngineProgress = Omit<OperationProgress, 'operationId' | 'kind' | 'cancellable' | 'yields'>;

/** At most five tellings a second. */
const INTERVAL_MS = 200;
/** An ETA before this much of the work and time is a guess. */
const ETA_AFTER = { share: 0.03, ms: 1_500 };

export interface PhaseWeight {
  readonly phase: OperationPhase;
  /** Share of the whole, in any unit. */
  readonly weight: number;
}

export class ProgressTracker {
  readonly #weights: readonly PhaseWeight[];
  readonly #emit: (progress: EngineProgress) => void;
  readonly #clock: () => number;
  readonly #startedAt: number;
  #current = 0;
  #total = { bytes: 0, files: 0 };
  #done = { bytes: 0, files: 0 };
  #lastTold = Number.NEGATIVE_INFINITY;
  #lastShare = 0;

  /** @param clock milliseconds that only go forward */
  constructor(
    weights: readonly PhaseWeight[],
    emit: (progress: EngineProgress) => void,
    clock: () => number = () => performance.now(),
  ) {
    this.#weights = weights;
    this.#emit = emit;
    this.#clock = clock;
    this.#startedAt = clock();
  }

  /** Enters a phase; told at once. */
  begin(phase: OperationPhase, total: { readonly bytes?: number; readonly files?: number } = {}): void {
    this.#current = this.#weights.findIndex((weight) => weight.phase === phase);
    if (this.#current === -1) throw new RangeError(`${phase} has no weight`);
    this.#total = { bytes: total.bytes ?? 0, files: total.files ?? 0 };
    this.#done = { bytes: 0, files: 0 };
    this.#tell(true);
  }

  advance(done: { readonly bytes?: number; readonly files?: number }): void {
    this.#done.bytes += done.bytes ?? 0;
    this.#done.files += done.files ?? 0;
    this.#tell(false);
  }

  /** As `advance`, unless another phase has begun: what goes on beside it is none of its work. */
  advanceIn(phase: OperationPhase, done: { readonly bytes?: number }): void {
    if (this.#weights[this.#current]?.phase === phase) this.advance(done);
  }

  /** Tells that something is being done that has no measure: whoever is silent for long is taken for stuck. */
  beat(): void {
    this.#tell(false);
  }

  #share(): number {
    const sum = this.#weights.reduce((total, { weight }) => total + weight, 0);
    const before = this.#weights.slice(0, this.#current).reduce((total, { weight }) => total + weight, 0);
    const inside = this.#total.bytes > 0 ? Math.min(this.#done.bytes / this.#total.bytes, 1) : 0;
    return (before + inside * (this.#weights[this.#current]?.weight ?? 0)) / sum;
  }

  #tell(always: boolean): void {
    const now = this.#clock();
    if (!always && now - this.#lastTold < INTERVAL_MS) return;
    this.#lastTold = now;
    const share = Math.max(this.#lastShare, this.#share());
    this.#lastShare = share;
    const elapsed = now - this.#startedAt;
    const guess = share < ETA_AFTER.share || elapsed < ETA_AFTER.ms;
    this.#emit({
      phase: this.#weights[this.#current]!.phase,
      percent: Math.round(share * 1000) / 10,
      bytesDone: Math.min(this.#done.bytes, this.#total.bytes),
      bytesTotal: this.#total.bytes,
      filesDone: Math.min(this.#done.files, this.#total.files),
      filesTotal: this.#total.files,
      etaSeconds: guess ? null : Math.round((elapsed / share - elapsed) / 1000),
    });
  }
}
