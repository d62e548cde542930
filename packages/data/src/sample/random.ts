/** Pseudo-random numbers that are the same on every machine: 32-bit integer arithmetic, products and quotients only. */
import { createHash } from 'node:crypto';

/** One stream of sfc32 (Chris Doty-Humphrey, PractRand 0.94, "Small Fast Counting", 32-bit variant). */
export class Random {
  readonly #state: Uint32Array;

  constructor(state: Uint32Array) {
    this.#state = Uint32Array.from(state.subarray(0, 4));
  }

  /** Fills the first `count` of `words` with uniform 32-bit numbers. */
  draw(words: Uint32Array | Int32Array, count: number = words.length): void {
    const state = this.#state;
    let a = state[0]!;
    let b = state[1]!;
    let c = state[2]!;
    let counter = state[3]!;
    for (let i = 0; i < count; i += 1) {
      const result = (a + b + counter) | 0;
      counter = (counter + 1) | 0;
      a = b ^ (b >>> 9);
      b = (c + (c << 3)) | 0;
      c = (((c << 21) | (c >>> 11)) + result) | 0;
      words[i] = result;
    }
    state[0] = a;
    state[1] = b;
    state[2] = c;
    state[3] = counter;
  }

  readonly #one = new Uint32Array(1);

  /** A uniform 32-bit number. */
  word(): number {
    this.draw(this.#one);
    return this.#one[0]!;
  }

  /** In [0, 1). */
  fraction(): number {
    return this.word() / 0x1_0000_0000;
  }

  /** A whole number from `low` to `high`, both included. */
  int(low: number, high: number): number {
    return low + Math.floor(this.fraction() * (high - low + 1));
  }

  chance(probability: number): boolean {
    return this.fraction() < probability;
  }

  pick<T>(items: readonly T[]): T {
    return items[this.int(0, items.length - 1)]!;
  }

  /**
   * A positive number with median near 0.6 and a log-normal spread (sigma near 1.1): a product of twelve independent
   * factors, which needs no logarithm and so cannot differ between machines.
   */
  skewed(): number {
    let product = 1;
    for (let i = 0; i < 12; i += 1) product *= 0.5 + this.fraction();
    return product;
  }

  /** An id with the layout of a UUID of version 7; its time field is random too. */
  uuid(): string {
    const words = new Uint32Array(4);
    this.draw(words);
    const hex = Array.from(words, (word) => word.toString(16).padStart(8, '0')).join('');
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-7${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20)}`;
  }
}

/** The stream that belongs to a purpose and an index; streams of different labels are independent. */
export function randomFor(seed: number, label: string, index = 0): Random {
  const hash = createHash('sha256').update(`${seed}/${label}/${index}`).digest();
  const state = Uint32Array.from([0, 4, 8, 12], (offset) => hash.readUInt32BE(offset));
  const random = new Random(state);
  random.draw(new Uint32Array(12));
  return random;
}

/** A shuffled copy (Fisher-Yates). */
export function shuffled<T>(items: readonly T[], random: Random): T[] {
  const result = [...items];
  for (let i = result.length - 1; i > 0; i -= 1) {
    const j = random.int(0, i);
    [result[i], result[j]] = [result[j]!, result[i]!];
  }
  return result;
}
