/** Calls main from the window, as the screens do, and measures how long the answer took and how large it was. */
import type { Page } from '@playwright/test';

export interface Question {
  /** How the table names it. */
  readonly name: string;
  readonly channel: string;
  readonly input: unknown;
}

export interface Measured {
  readonly name: string;
  readonly channel: string;
  readonly milliseconds: number;
  readonly bytes: number;
  /** The code of a failure, or null. */
  readonly failed: string | null;
}

/** Asks them one after the other, in the window, so that what is measured is what a person waits for. */
export function askAll(page: Page, questions: readonly Question[]): Promise<Measured[]> {
  return page.evaluate(async (all) => {
    const { app } = window as unknown as {
      app: { invoke(channel: string, input: unknown): Promise<{ success: boolean; code?: string }> };
    };
    const measured: Measured[] = [];
    for (const { name, channel, input } of all) {
      const began = performance.now();
      const answer = await app.invoke(channel, input);
      measured.push({
        name,
        channel,
        milliseconds: performance.now() - began,
        bytes: new TextEncoder().encode(JSON.stringify(answer)).length,
        failed: answer.success ? null : (answer.code ?? 'unknown'),
      });
      // The screens leave the window time to draw, too.
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    return measured;
  }, questions);
}

/**
 * Starts an export in the window and asks round after round while it runs.
 * @returns what was measured before it ended, and how long it took
 */
export async function askWhileExporting(
  page: Page,
  questions: readonly Question[],
): Promise<{ readonly measured: Measured[]; readonly seconds: number; readonly failed: string | null }> {
  await page.evaluate(() => {
    const scope = window as unknown as {
      app: { invoke(channel: string, input: unknown): Promise<{ success: boolean; code?: string }> };
      exportEnded: { seconds: number; failed: string | null } | null;
    };
    scope.exportEnded = null;
    const began = performance.now();
    void scope.app.invoke('backup:exportNow', {}).then((answer) => {
      scope.exportEnded = {
        seconds: (performance.now() - began) / 1000,
        failed: answer.success ? null : (answer.code ?? 'unknown'),
      };
    });
  });
  const ended = () =>
    page.evaluate(
      () =>
        (window as unknown as { exportEnded: { seconds: number; failed: string | null } | null }).exportEnded,
    );
  const measured: Measured[] = [];
  for (;;) {
    for (let from = 0; from < questions.length; from += 10) {
      const some = await askAll(page, questions.slice(from, from + 10));
      const end = await ended();
      // What was asked while it ended may have been answered without it.
      if (end !== null) return { measured, ...end };
      measured.push(...some);
    }
  }
}
