/** Hands things from one end to the other, in order: what is put on it waits until it is taken. */
export class Conveyor<Thing> implements AsyncIterable<Thing> {
  readonly #things: Thing[] = [];
  #isEnded = false;
  #failure: { readonly error: unknown } | null = null;
  #wake: () => void = () => {};

  put(thing: Thing): void {
    this.#things.push(thing);
    this.#wake();
  }

  /** Nothing more comes. */
  end(): void {
    this.#isEnded = true;
    this.#wake();
  }

  /** What is on it is still taken; then the error is thrown. */
  fail(error: unknown): void {
    this.#failure = { error };
    this.#wake();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Thing> {
    for (;;) {
      const thing = this.#things.shift();
      if (thing !== undefined) yield thing;
      else if (this.#failure) throw this.#failure.error;
      else if (this.#isEnded) return;
      else await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }
}
