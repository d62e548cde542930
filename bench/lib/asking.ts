/** Asks main from the window at a steady pace, as somebody who works does, while something else goes on. */
import type { Page } from '@playwright/test';
import { questions } from './questions.ts';

export const ASK_EVERY_MS = 50;

export interface Answered {
  /** Milliseconds from when each question was due until its answer was there. */
  readonly late: readonly number[];
  readonly refused: number;
}

type Ask = readonly [channel: string, input: unknown];

/** By turns the first page of the case list, and a search as somebody types it. */
const asks: readonly Ask[] = questions.flatMap((words): Ask[] => [
  ['cases:list', { limit: 100 }],
  ['search:all', { words, perKind: 6 }],
]);

interface Scope {
  app: { invoke(channel: string, input: unknown): Promise<{ success: boolean }> };
  isAsking?: boolean;
  stopAsking?: () => Promise<Answered>;
}

/** Asks each kind of them once: what is read for the first time comes from the disk. */
export async function askOnce(page: Page): Promise<void> {
  await page.evaluate(
    async (first) => {
      const { app } = window as unknown as Scope;
      for (const [channel, input] of first) await app.invoke(channel, input);
    },
    asks.slice(0, 2),
  );
}

/** Goes on until `stopAsking`. */
export async function startAsking(page: Page): Promise<void> {
  await page.evaluate(
    ({ all, every }) => {
      const scope = window as unknown as Scope;
      const late: number[] = [];
      let refused = 0;
      const ask = async (): Promise<void> => {
        let due = performance.now();
        for (let turn = 0; scope.isAsking; turn += 1) {
          const [channel, input] = all[turn % all.length]!;
          const { success } = await scope.app.invoke(channel, input);
          const now = performance.now();
          late.push(now - due);
          if (!success) refused += 1;
          due = Math.max(now, due + every);
          await new Promise((resolve) => setTimeout(resolve, due - now));
        }
      };
      scope.isAsking = true;
      const asking = ask();
      scope.stopAsking = async () => {
        scope.isAsking = false;
        await asking;
        return { late, refused };
      };
    },
    { all: asks, every: ASK_EVERY_MS },
  );
}

export const stopAsking = (page: Page): Promise<Answered> =>
  page.evaluate(() => (window as unknown as Scope).stopAsking!());
