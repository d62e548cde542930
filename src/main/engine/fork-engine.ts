/** Starts the process of one operation. */
import { join } from 'node:path';
import { app, utilityProcess } from 'electron';
import type { EngineProcess } from './host.ts';

/** What a process needs to find its temporary folder and its words; nothing else of our environment is its business. */
const needed = [
  'PATH',
  'HOME',
  'USERPROFILE',
  'SYSTEMROOT',
  'WINDIR',
  'TEMP',
  'TMP',
  'TMPDIR',
  'LANG',
  'LC_ALL',
  'TZ',
];
const LARGEST_HEAP_MB = 1024;
/** An engine makes much that it needs for a moment only; a small nursery keeps its memory flat. */
const NURSERY_MB = 2;

/**
 * The GNU allocator otherwise keeps for every thread what it has freed, and an archive of many documents takes a third
 * more memory. Other allocators do not look at these.
 */
const GIVES_BACK = {
  MALLOC_ARENA_MAX: '2',
  MALLOC_MMAP_THRESHOLD_: String(128 << 10),
  MALLOC_TRIM_THRESHOLD_: String(128 << 10),
};

/** @param folder of the built main process */
export function forkEngine(folder: string): EngineProcess {
  const env = {
    ...Object.fromEntries(
      needed.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]])),
    ),
    ...GIVES_BACK,
  };
  return utilityProcess.fork(join(folder, 'engine.js'), [], {
    serviceName: 'causebook-engine',
    env,
    execArgv: [`--max-old-space-size=${LARGEST_HEAP_MB}`, `--max-semi-space-size=${NURSERY_MB}`],
    stdio: app.isPackaged ? 'ignore' : 'inherit',
  });
}
