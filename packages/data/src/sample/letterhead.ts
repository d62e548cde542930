/** What a document of the sample says about itself; every format writes these facts at its head. */
export interface Letterhead {
  /** e.g. "Order dated 12 March 2024" */
  readonly title: string;
  /** Lines below the title: court, number, parties. */
  readonly lines: readonly string[];
  /** `YYYY-MM-DD` */
  readonly day: string;
}
