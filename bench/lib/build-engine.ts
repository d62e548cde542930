/** Builds the engine of a checkout as the app has it, with the program that runs one of its tasks. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';

/** What a thread of the engine runs; an engine of before has none. */
const WORKER = 'packages/backup/src/threads/worker.ts';

/** @returns the path of the program: `node <program> <task>` */
export async function buildEngine(repository: string, outDir: string): Promise<string> {
  const worker = join(repository, WORKER);
  await build({
    root: repository,
    configFile: false,
    logLevel: 'error',
    resolve: { alias: { 'measured-engine': join(repository, 'packages/backup/src/index.ts') } },
    ssr: { noExternal: true, external: ['better-sqlite3'] },
    build: {
      ssr: true,
      target: 'node24',
      outDir,
      emptyOutDir: true,
      minify: false,
      rolldownOptions: {
        input: {
          'run-task': join(import.meta.dirname, 'run-task.ts'),
          ...(existsSync(worker) ? { worker } : {}),
        },
        external: ['better-sqlite3'],
        output: { format: 'es', entryFileNames: '[name].mjs', chunkFileNames: '[name]-[hash].mjs' },
      },
    },
  });
  return join(outDir, 'run-task.mjs');
}
