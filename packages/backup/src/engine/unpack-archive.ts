/**
 * Unpacks a backup to a folder, for whoever wants the files without the app. extract-zip checks nothing and follows
 * links, so it is given an archive that the strict reader has just passed, and each entry must be one of those.
 */
import { readdir, rm, rmdir, writeFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { AppError, toAppError } from '@causebook/contracts';
import { exists, hashFile, makeFolder, renameFile } from '@causebook/data';
import extractZip from 'extract-zip';
import { DATABASE, fileEntry, SUMS } from '../archive/entry-names.ts';
import { formatSums } from '../archive/sums.ts';
import type { EngineHooks, UnpackAnswer, UnpackTask } from './tasks.ts';
import { StrictReader } from '../archive/strict-reader.ts';
import { ProgressTracker } from '../progress.ts';
import type { ThreadHooks } from '../threads/with-threads.ts';
import { unpackWorkspace } from './task-places.ts';
import { unpackSet } from './unpack-set.ts';
import { readSidecar } from './verify-archive.ts';

/**
 * Everything appears in the folder when all of it is there; until then it lies in a folder of its own inside.
 * @throws AppError INVALID_INPUT when the folder is not empty; what the strict reader throws
 */
export async function unpackArchive(
  task: UnpackTask,
  { signal, threads, onProgress }: EngineHooks,
): Promise<UnpackAnswer> {
  const folder = resolve(task.folder);
  const workspace = unpackWorkspace(task);
  const wasThere = await exists(folder);
  if (wasThere && !(await readdir(folder)).every((name) => name === basename(workspace))) {
    throw new AppError('INVALID_INPUT', `The folder ${folder} is not empty.`, {
      remedy: 'Choose a new or an empty folder.',
    });
  }
  // Of one that was cut off, in a folder that was empty then.
  await rm(workspace, { recursive: true, force: true });
  const progress = new ProgressTracker(
    [
      { phase: 'check', weight: 1 },
      { phase: 'extract', weight: 2 },
    ],
    onProgress,
  );
  const reader = await StrictReader.open(task.filePath, signal);
  try {
    const isWhole = reader.archive.metadata?.kind !== 'incremental';
    const how = { signal, threads, progress };
    await makeFolder(workspace);
    const entries = await (isWhole
      ? unpackAsItIs(reader, workspace, how)
      : unpackWhole(task, workspace, how));
    await moveUp(workspace, folder);
    return { folder, entries };
  } catch (error) {
    await rm(workspace, { recursive: true, force: true });
    if (!wasThere && (await exists(folder)) && (await readdir(folder)).length === 0) await rmdir(folder);
    throw toAppError(error, 'RESTORE_FAILED');
  } finally {
    await reader.close();
  }
}

interface UnpackHooks extends ThreadHooks {
  readonly progress: ProgressTracker;
}

/** @returns how many entries there are */
async function unpackAsItIs(
  reader: StrictReader,
  workspace: string,
  { signal, threads, progress }: UnpackHooks,
): Promise<number> {
  const { archive } = reader;
  progress.begin('check', { bytes: archive.size });
  await reader.readAll({ signal, threads, onBytes: (bytes) => progress.advance({ bytes }) });
  const admitted = new Map(archive.entries.map((entry) => [entry.name, entry]));
  progress.begin('extract', { bytes: archive.size, files: archive.entries.length });
  await extractZip(archive.filePath, {
    dir: workspace,
    defaultFileMode: 0o600,
    defaultDirMode: 0o700,
    onEntry: (found) => {
      const entry = admitted.get(found.fileName);
      if (signal.aborted || entry?.offset !== found.relativeOffsetOfLocalHeader)
        throw new AppError(signal.aborted ? 'CANCELLED' : 'FILE_CORRUPTION');
      // Who may read or run a file is not for an archive to say.
      found.externalFileAttributes = 0;
      progress.advance({ bytes: found.compressedSize, files: 1 });
    },
  });
  for (const [name, sha256] of archive.sums) {
    if ((await hashFile(resolve(workspace, name), signal)).sha256 !== sha256) {
      throw new AppError('DEVICE_ERROR', `The unpacked file ${name} is not what the backup holds.`, {
        details: { entry: name },
      });
    }
  }
  return archive.entries.length;
}

/** @throws what a system call throws; what has been moved by then is complete, and is taken away again */
async function moveUp(workspace: string, folder: string): Promise<void> {
  const moved: string[] = [];
  try {
    for (const name of await readdir(workspace)) {
      if (await exists(join(folder, name)))
        throw new AppError('INVALID_INPUT', `Another program has put ${name} into ${folder} meanwhile.`);
      await renameFile(join(workspace, name), join(folder, name));
      moved.push(name);
    }
    await rmdir(workspace);
  } catch (error) {
    for (const name of moved) await rm(join(folder, name), { recursive: true, force: true });
    throw error;
  }
}

/**
 * What is in an increment alone is of no use, so what comes out is what a full backup of that moment would hold: the
 * database, every document, and their checksums.
 */
async function unpackWhole(
  { filePath, known = [] }: UnpackTask,
  workspace: string,
  hooks: UnpackHooks,
): Promise<number> {
  const checksum = await readSidecar(filePath);
  const { databaseSha256, documents } = await unpackSet({ filePath, checksum }, known, workspace, hooks);
  if (databaseSha256 === null) throw new TypeError('A backup without its database was unpacked whole.');
  const sums = documents.map((sha256) => [fileEntry(sha256), sha256] as const);
  await writeFile(join(workspace, SUMS), formatSums([[DATABASE, databaseSha256], ...sums]), { mode: 0o600 });
  return documents.length + 2;
}
