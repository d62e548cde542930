/**
 * The memory through which contents pass between threads: a fixed number of slots, so that an archive of any size takes
 * the same. A slot is one shared buffer; whoever has taken it gives it back when nothing points into it any more.
 */
import { throwIfCancelled } from '@causebook/contracts';
import { SLOT } from './slot-layout.ts';

export class SlotRing {
  readonly buffers: readonly SharedArrayBuffer[];
  readonly #views: readonly Buffer[];
  readonly #numbers: ReadonlyMap<ArrayBufferLike, number>;
  readonly #free: number[];
  /** Pieces of a slot that are on their way to the output, and whether more may follow. */
  readonly #pending: number[];
  readonly #done: boolean[];
  readonly #waiting: (() => void)[] = [];
  readonly #signal: AbortSignal;
  readonly #wakeAll = (): void => this.#waiting.splice(0).forEach((wake) => wake());

  constructor(count: number, signal: AbortSignal) {
    this.#signal = signal;
    signal.addEventListener('abort', this.#wakeAll, { once: true });
    this.buffers = Array.from({ length: count }, () => new SharedArrayBuffer(SLOT));
    this.#views = this.buffers.map((buffer) => Buffer.from(buffer));
    this.#numbers = new Map(this.buffers.map((buffer, slot) => [buffer, slot]));
    this.#free = this.buffers.map((_, slot) => slot);
    this.#pending = this.buffers.map(() => 0);
    this.#done = this.buffers.map(() => true);
  }

  /** A slot that nobody uses; waits for one. @throws AppError CANCELLED */
  async take(): Promise<number> {
    for (;;) {
      throwIfCancelled(this.#signal);
      const slot = this.#free.pop();
      if (slot !== undefined) {
        this.#done[slot] = false;
        return slot;
      }
      await new Promise<void>((resolve) => void this.#waiting.push(resolve));
    }
  }

  /** Bytes of a slot that go to the output, which says `written` when it has them. */
  lend(slot: number, start: number, length: number): Buffer {
    this.#pending[slot]! += 1;
    return this.#views[slot]!.subarray(start, start + length);
  }

  /** The output has taken these bytes, whether they are of a slot or not. */
  written(bytes: Buffer): void {
    const slot = this.#numbers.get(bytes.buffer);
    if (slot === undefined) return;
    this.#pending[slot]! -= 1;
    this.#release(slot);
  }

  /** Nothing more is lent of the slot. */
  giveBack(slot: number): void {
    this.#done[slot] = true;
    this.#release(slot);
  }

  /** Lets go of the signal. */
  close(): void {
    this.#signal.removeEventListener('abort', this.#wakeAll);
  }

  #release(slot: number): void {
    if (!this.#done[slot] || this.#pending[slot] !== 0) return;
    this.#free.push(slot);
    this.#waiting.shift()?.();
  }
}
