/**
 * Unpacks a backup to a folder, for whoever wants the files without the app. extract-zip checks nothing and follows
 * links, so it is given an archive that the strict reader has just passed, and each entry must be one of those.
 */
import { readdir, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { AppError, toAppError } from '@causebook/contracts';
import { exists, hashFile, makeFolder } from '@causebook/data';
import extractZip from 'extract-zip';
import { DATABASE, fileEntry, SUMS } from '../archive/entry-names.ts';
import { formatSums } from '../archive/sums.ts';
import type { EngineHooks, UnpackAnswer, UnpackTask } from './tasks.ts';
import { StrictReader } from '../archive/strict-reader.ts';
import { ProgressTracker } from '../progress.ts';
import type { ThreadHooks } from '../threads/with-threads.ts';
import { unpackSet } from './unpack-set.ts';
import { readSidecar } from './verify-archive.ts';

/** @throws AppError INVALID_INPUT when the folder is not empty; what the strict reader throws */
export async function unpackArchive(
  task: UnpackTask,
  { signal, threads, onProgress }: EngineHooks,
): Promise<UnpackAnswer> {
  const folder = resolve(task.folder);
  const wasThere = await exists(folder);
  if (wasThere && (await readdir(folder)).length > 0) {
    throw new AppError('INVALID_INPUT', `The folder ${folder} is not empty.`, {
      remedy: 'Choose a new or an empty folder.',
    });
  }
  const progress = new ProgressTracker(
    [
      { phase: 'check', weight: 1 },
      { phase: 'extract', weight: 2 },
    ],
    onProgress,
  );
  const reader = await StrictReader.open(task.filePath, signal);
  try {
    const { archive } = reader;
    if (archive.metadata?.kind === 'incremental')
      return { folder, entries: await unpackWhole(task, folder, { signal, threads }, progress) };
    progress.begin('check', { bytes: archive.size });
    await reader.readAll({ signal, threads, onBytes: (bytes) => progress.advance({ bytes }) });
    const admitted = new Map(archive.entries.map((entry) => [entry.name, entry]));
    progress.begin('extract', { bytes: archive.size, files: archive.entries.length });
    await makeFolder(folder);
    await extractZip(task.filePath, {
      dir: folder,
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
      if ((await hashFile(resolve(folder, name), signal)).sha256 !== sha256) {
        throw new AppError('DEVICE_ERROR', `The unpacked file ${name} is not what the backup holds.`, {
          details: { entry: name },
        });
      }
    }
    return { folder, entries: archive.entries.length };
  } catch (error) {
    // It was empty or not there, so whatever is in it now is an unfinished part of ours.
    const names = (await exists(folder)) ? await readdir(folder) : [];
    for (const name of names) await rm(join(folder, name), { recursive: true, force: true });
    if (!wasThere) await rm(folder, { recursive: true, force: true });
    throw toAppError(error, 'RESTORE_FAILED');
  } finally {
    await reader.close();
  }
}

/**
 * What is in an increment alone is of no use, so what comes out is what a full backup of that moment would hold: the
 * database, every document, and their checksums.
 */
async function unpackWhole(
  { filePath, known = [] }: UnpackTask,
  folder: string,
  hooks: ThreadHooks,
  progress: ProgressTracker,
): Promise<number> {
  await makeFolder(folder);
  const checksum = await readSidecar(filePath);
  const { databaseSha256, documents } = await unpackSet({ filePath, checksum }, known, folder, {
    ...hooks,
    progress,
  });
  if (databaseSha256 === null) throw new TypeError('A backup without its database was unpacked whole.');
  const sums = documents.map((sha256) => [fileEntry(sha256), sha256] as const);
  await writeFile(join(folder, SUMS), formatSums([[DATABASE, databaseSha256], ...sums]), { mode: 0o600 });
  return documents.length + 2;
}
