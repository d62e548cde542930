/** The window comes first, whatever is being compressed in this process. */
import { readdirSync } from 'node:fs';
import { constants, setPriority } from 'node:os';

/** Lowers the priority of this process, with every thread that it has and will have. */
export function stepBack(): void {
  // On Linux a priority is that of one thread, and those for files and for deflate may be there already; whoever begins
  // later takes after the one that begins it.
  for (const id of new Set([process.pid, ...threadIds()])) lower(id);
}

function threadIds(): number[] {
  if (process.platform !== 'linux') return [];
  try {
    return readdirSync('/proc/self/task').map(Number);
  } catch (error) {
    console.warn('The threads of this process could not be listed.', error);
    return [];
  }
}

function lower(id: number): void {
  try {
    setPriority(id, constants.priority.PRIORITY_BELOW_NORMAL);
  } catch (error) {
    // A thread may have ended, and some systems do not let a process choose; the work is the same.
    console.warn('A priority could not be lowered.', error);
  }
}
