/** Scrolls through the case list as fast as a person can drag, and counts the frames in which rows are missing. */
import type { Page } from '@playwright/test';

export interface Scrolled {
  readonly frames: number;
  /** Frames in which some place of the list had no row, or a row without words. */
  readonly blank: number;
  /** The longest time between two frames. */
  readonly slowest: number;
  readonly height: number;
}

/** Null where there is no list of cases that scrolls. */
export async function scrollCases(page: Page): Promise<Scrolled | null> {
  await page.getByRole('button', { name: 'Cases', exact: true }).click();
  const rows = page.getByRole('row');
  try {
    await rows.nth(3).waitFor({ timeout: 20_000 });
  } catch {
    return null;
  }
  return page.evaluate(async () => {
    const frame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve));
    const row = [...document.querySelectorAll('[role="row"], tbody tr')].at(-1);
    let box: Element | null = row?.parentElement ?? null;
    while (box !== null && box.scrollHeight <= box.clientHeight * 2) box = box.parentElement;
    const list = box ?? document.scrollingElement;
    if (list === null || list.scrollHeight <= list.clientHeight * 2) return null;
    const isWindow = list === document.scrollingElement;
    /** Whether every one of some places down the middle of the list shows a row with words. */
    const isFilled = (): boolean => {
      const { left, width, top } = list.getBoundingClientRect();
      const from = isWindow ? 0 : top;
      const visible = Math.min(list.clientHeight, innerHeight - from);
      const x = left + width / 2;
      for (let place = 2; place < 10; place += 1) {
        const found = document.elementsFromPoint(x, from + (visible * place) / 10);
        const at = found.map((one) => one.closest('[role="row"], tr')).find((one) => one !== null);
        if (at === undefined || (at.textContent ?? '').trim().length < 3) return false;
      }
      return true;
    };
    let blank = 0;
    let slowest = 0;
    let before = await frame();
    const end = list.scrollHeight - list.clientHeight;
    const steps = 300;
    for (let step = 1; step <= steps; step += 1) {
      // The first half goes down by pages, the second half in strides through all of it.
      list.scrollTop =
        step <= steps / 2 ? step * list.clientHeight * 0.8 : (end * (step - steps / 2)) / (steps / 2);
      await frame();
      // The frame in which the rows must be there is the one after the list was told.
      const now = await frame();
      slowest = Math.max(slowest, now - before);
      before = now;
      if (!isFilled()) blank += 1;
    }
    return { frames: steps, blank, slowest, height: list.scrollHeight };
  });
}
