/**
 * Does one operation on a profile and says when it was promised to be done: the program that is killed, starved and
 * cut off. Its last line is `DONE`, or `FAILED <code> <sentence>`; everything promised before stands on lines of its own.
 */
import { writeSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import type { BackupId, ExportResult } from '@causebook/contracts';
import { toAppError } from '@causebook/contracts';
import { addEntries } from './practice-work.ts';
import { withProfile, type OpenedProfile } from './profile.ts';

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
  export: async ({ service }) => tellMissing(await service.exportNow()),
  increment: async ({ service }, backupId) =>
    tellMissing(await service.exportNow({ base: backupId as BackupId })),
  consolidate: ({ service }, backupId) => service.consolidate(backupId as BackupId),
  drill: ({ service }, backupId) => service.drill(backupId as BackupId),
  restore: ({ service }, backupId) => service.restore({ backupId: backupId as BackupId }, null),
  undo: ({ service }) => service.undo(),
  /** From a backup, with none of the newer entries of the damaged practice. */
  repair: ({ service }, backupId) =>
    service.repair({ way: 'merge', backupId: backupId as BackupId, chosen: [] }, null),
  delete: ({ service }, backupId) => service.deleteBackup(backupId as BackupId),
  prune: ({ service }) => service.prune(),
  'delete-restore-point': async ({ service }) => {
    const [point] = await service.restorePoints();
    return point && service.deleteRestorePoint(point.generationId);
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

const [name = '', folder = '', argument = ''] = process.argv.slice(2);
const operation = operations[name];
if (!operation) throw new Error(`There is no operation "${name}".`);
process.umask(0o077);
try {
  await withProfile(folder, (profile) => operation(profile, argument));
  tell('DONE');
} catch (error) {
  const { code, message } = toAppError(error);
  tell(`FAILED ${code} ${message}`);
  process.exitCode = 3;
}
