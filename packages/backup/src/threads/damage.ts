/** What a thread throws. */

/** An archive that is not what it says; the reader makes an AppError of it. */
export class Damage extends Error {
  /** Where it was found, if it was in an entry. */
  readonly entry: string | undefined;

  constructor(message: string, entry?: string, options?: ErrorOptions) {
    super(message, options);
    this.entry = entry;
  }
}

/** Nobody wants the result any more. */
export class AbandonedDuty extends Error {}
