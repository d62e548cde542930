/**
 * Unpacks a backup to a folder, for whoever wants the files without the app. extract-zip checks nothing and follows
 * links, so it is given an archive that the strict reader has just passed, and each entry must be one of those.
 */
import { readdir, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { AppError, toAppError } from '@causebook/contracts';
import { exists, hashFile, makeFolder } from '@causebook/data';
import extractZip from 'extract-zip';
import type { EngineHooks, UnpackAnswer, UnpackTask } from './tasks.ts';
import { StrictReader } from '../archive/strict-reader.ts';
import { ProgressTracker } from '../progress.ts';

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
