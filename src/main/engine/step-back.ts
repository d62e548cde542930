/** The window comes first, whatever is being compressed in this process. */
import { readdirSync } from 'node:fs';
import { constants, setPriority } from 'node:os';

/** Lowers the priority of this process, with every thread that it has and will have. */
export function stepBack(): void {
  try {
    // On Linux a priority is that of one thread, and those for files and for deflate may be there already; whoever begins
    // later takes after the one that begins it.
    const ids = process.platform === 'linux' ? readdirSync('/proc/self/task').map(Number) : [process.pid];
    for (const id of ids) setPriority(id, constants.priority.PRIORITY_BELOW_NORMAL);
  } catch (error) {
    // Some systems do not let a process choose; the work is the same.
    console.warn('The priority could not be lowered.', error);
  }
}
