/** A process beside a test that has the same database open. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** Starts one that does as `busy-office.ts` says, until the test has ended. */
export async function startBeside(path: string, work: 'read' | 'write'): Promise<void> {
  const program = join(import.meta.dirname, 'busy-office.ts');
  const child = spawn(process.execPath, [program, path, work], { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(async () => {
    child.kill('SIGKILL');
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  });
  await once(child.stdout, 'data');
}
