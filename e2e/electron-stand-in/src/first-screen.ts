// Where there is no display: writes a picture of the first window, once it has settled, to a file.

import { writeFile } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { BrowserWindow } from './api/browser-window.ts';
import { app } from './api/app.ts';

const PAUSE_MS = 500;
const LONGEST_WAIT_MS = 10_000;

/** Says on stdout that the picture is there. */
export function pictureFirstScreen(file: string): void {
  app.once('browser-window-created', (_event, window: BrowserWindow) => {
    window.once('ready-to-show', () => {
      picture(window, file).catch((error: unknown) =>
        console.error(`No picture of the first screen: ${String(error)}`),
      );
    });
  });
}

async function picture(window: BrowserWindow, file: string): Promise<void> {
  const image = await settled(window);
  await writeFile(file, image);
  console.log(`The first screen is in ${file}`);
}

/** Settled means: two pictures one after the other are alike. */
async function settled(window: BrowserWindow): Promise<Buffer> {
  const deadline = Date.now() + LONGEST_WAIT_MS;
  let before: Buffer | undefined;
  for (;;) {
    await wait(PAUSE_MS);
    const now = (await window.capturePage()).toPNG();
    if (before?.equals(now) === true || Date.now() > deadline) return now;
    before = now;
  }
}
