/** Remembers where the window was; forgets it when that place is not on a screen any more. */
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { z } from 'zod';

const Bounds = z.object({ x: z.int(), y: z.int(), width: z.int().positive(), height: z.int().positive() });
export type Bounds = z.infer<typeof Bounds>;

const Remembered = z.object({ bounds: Bounds, maximized: z.boolean() });
export type Remembered = z.infer<typeof Remembered>;

/** Of the title bar, this much must be on a screen, or nobody can take hold of the window. */
const GRIP = 80;

/** Whatever is unreadable counts as nothing remembered: the place of a window is not worth a message. */
export function readBounds(path: string): Remembered | null {
  try {
    const found = Remembered.safeParse(JSON.parse(readFileSync(path, 'utf8')));
    return found.success ? found.data : null;
  } catch (error) {
    const known = error instanceof SyntaxError || (error as NodeJS.ErrnoException).code !== undefined;
    if (known) return null;
    throw error;
  }
}

/** Replaces the file in one step, so that a crash leaves the old place or the new one. */
export function writeBounds(path: string, remembered: Remembered): void {
  writeFileSync(`${path}.new`, JSON.stringify(remembered), { mode: 0o600 });
  renameSync(`${path}.new`, path);
}

/** The bounds, if the window could be reached there. */
export function reachable(bounds: Bounds, screens: readonly Bounds[]): boolean {
  return screens.some((screen) => {
    const across = Math.min(bounds.x + bounds.width, screen.x + screen.width) - Math.max(bounds.x, screen.x);
    const titleBarIsOn = bounds.y >= screen.y && bounds.y <= screen.y + screen.height - GRIP;
    return across >= GRIP && titleBarIsOn;
  });
}
