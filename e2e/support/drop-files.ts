/** Drops files from the desktop onto the middle of the window, as the browser tells of it. */
import type { ElectronApplication, Page } from '@playwright/test';

export async function dropFiles(
  app: ElectronApplication,
  page: Page,
  files: readonly string[],
): Promise<void> {
  const session = await app.context().newCDPSession(page);
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await session.send('Input.dispatchDragEvent', {
      type,
      x: 600,
      y: 400,
      data: { items: [], files: [...files], dragOperationsMask: 1 },
    });
  }
  await session.detach();
}
