/** Starts the process of one operation. */
import { join } from 'node:path';
import { engineEnvironment, engineFlags } from '@causebook/backup';
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
/** @param folder of the built main process */
export function forkEngine(folder: string): EngineProcess {
  const env = {
    ...Object.fromEntries(
      needed.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]])),
    ),
    ...engineEnvironment,
  };
  return utilityProcess.fork(join(folder, 'engine.js'), [], {
    serviceName: 'causebook-engine',
    env,
    execArgv: [...engineFlags],
    stdio: app.isPackaged ? 'ignore' : 'inherit',
  });
}
