/**
 * Does one operation on a profile and says when it was promised to be done: the program that is killed, starved and
 * cut off. Its last line is `DONE`, or `FAILED <code> <sentence>`; everything promised before stands on lines of its own.
 */
import { writeSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import type { BackupId, ExportResult } from '@causebook/contracts';
import { toAppError } from '@causebook/contracts';
import { addEntries } from './practice-work.ts';
import { inPlaceRunner, type EngineTask } from '@causebook/backup';
import { aloneRunner, withProfile, type OpenedProfile } from './profile.ts';

/** Longer than any test; whoever forgets to kill it does not have it for ever. */
const HELD_MS = 60_000;

/** A promise to the person must not wait in a buffer when the process is killed. */
const tell = (line: string): void => void writeSync(1, `${line}\n`);

/** What a backup says that it does without. */
function tellMissing({ metadata }: ExportResult): void {
  for (const { sha256, reason } of metadata.missingDocuments) tell(`MISSING ${sha256} ${reason}`);
}

type Operation = (profile: OpenedProfile, argument: string) => Promise<unknown>;

const operations: Readonly<Record<string, Operation>> = {
  export: async ({ service }) => tellMissing(await service.exports.exportNow()),
  increment: async ({ service }, backupId) =>
    tellMissing(await service.exports.exportNow({ base: backupId as BackupId })),
  consolidate: ({ service }, backupId) => service.exports.consolidate(backupId as BackupId),
  drill: ({ service }, backupId) => service.proofs.drill(backupId as BackupId),
  restore: ({ service }, backupId) => service.restores.restore({ backupId: backupId as BackupId }, null),
  undo: ({ service }) => service.restores.undo(),
  /** From a backup, with none of the newer entries of the damaged practice. */
  repair: ({ service }, backupId) =>
    service.repairs.repair({ way: 'merge', backupId: backupId as BackupId, chosen: [] }, null),
  delete: ({ service }, backupId) => service.library.delete(backupId as BackupId),
  prune: ({ service }) => service.retention.prune(),
  'delete-restore-point': async ({ service }) => {
    const [point] = await service.restorePoints.list();
    return point && service.restorePoints.delete(point.generationId);
  },
  /** Writes entries one after another and tells of each when it is committed. */
  write: ({ session }, count) => addEntries(session, Number(count), (number) => tell(`WRITTEN ${number}`)),
  /** Holds the profile until it is killed. */
  hold: async () => {
    tell('HELD');
    await setTimeout(HELD_MS);
  },
  /** Nothing but a start. */
  start: async () => {},
};

/** Copies the database as the engine's process does in the app; all others as the command line does. */
const likeTheApp: ReadonlySet<string> = new Set(['increment']);

/** Beside a process that holds the profile: the engine in a process of its own, with one task. */
const runEngine = (task: string): Promise<unknown> =>
  aloneRunner.run(JSON.parse(task) as EngineTask, {
    signal: new AbortController().signal,
    onProgress: () => {},
  });

async function runOperation(name: string, folder: string, argument: string): Promise<unknown> {
  if (name === 'engine') return runEngine(argument);
  const operation = operations[name];
  if (!operation) throw new Error(`There is no operation "${name}".`);
  const runner = likeTheApp.has(name) ? aloneRunner : inPlaceRunner;
  return withProfile(folder, (profile) => operation(profile, argument), runner);
}

const [name = '', folder = '', argument = ''] = process.argv.slice(2);
process.umask(0o077);
try {
  await runOperation(name, folder, argument);
  tell('DONE');
} catch (error) {
  const { code, message } = toAppError(error);
  tell(`FAILED ${code} ${message}`);
  process.exitCode = 3;
}
