/** Builds the engine of a checkout as the app has it, with the program that runs one of its tasks. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { bundleForNode } from '../../scripts/lib/bundle-for-node.ts';

/** What a thread of the engine runs; an engine of before has none. */
const WORKER = 'packages/backup/src/threads/worker.ts';

/** @returns the path of the program: `node <program> <task>` */
export async function buildEngine(repository: string, outDir: string): Promise<string> {
  const worker = join(repository, WORKER);
  await bundleForNode({
    root: repository,
    outDir,
    alias: { 'measured-engine': join(repository, 'packages/backup/src/index.ts') },
    programs: {
      'run-task': join(import.meta.dirname, 'run-task.ts'),
      ...(existsSync(worker) ? { worker } : {}),
    },
  });
  return join(outDir, 'run-task.mjs');
}
