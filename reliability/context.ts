/** What every test of the suite is given. */
import { join } from 'node:path';

export interface Context {
  /** A folder for this run; removed at its end. */
  readonly workspace: string;
  /** The built program that does one operation on a profile. */
  readonly driver: string;
  /** The compiled shim; null where there is no compiler or another system than Linux. */
  readonly shim: string | null;
  /** A part of everything, for `npm test`: every n-th point instead of each. */
  readonly isQuick: boolean;
  /** Only the parts of a test whose name has this in it; empty for all. */
  readonly focus: string;
  readonly seed: number;
  /** How many processes may run side by side. */
  readonly jobs: number;
  /** Tells what is under way, and every finding in full. */
  readonly say: (text: string) => void;
}

export const folderFor = (context: Context, name: string): string => join(context.workspace, name);

/** Runs `work` on every item, `jobs` at a time, and gives the answers in the order of the items. */
export async function each<Item, Answer>(
  items: readonly Item[],
  jobs: number,
  work: (item: Item, worker: number) => Promise<Answer>,
): Promise<Answer[]> {
  const answers: Answer[] = [];
  let next = 0;
  const worker = async (_: unknown, number: number): Promise<void> => {
    while (next < items.length) {
      const index = next;
      next += 1;
      answers[index] = await work(items[index]!, number);
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, jobs) }, worker));
  return answers;
}
