/** Builds the sample practice as a generation of its own, beside the live one: nothing live is touched. */
import { toAppError } from '@causebook/contracts';
import {
  beginGeneration,
  checkpoint,
  databaseVersion,
  fillWithSample,
  generationFolder,
  makeFolder,
  migrate,
  openDatabase,
  profilePaths,
  writeSetting,
} from '@causebook/data';
import { requireFreeSpace } from '../free-space.ts';
import { ProgressTracker } from '../progress.ts';
import { clear } from './clear.ts';
import type { EngineHooks, SampleAnswer, SampleTask } from './tasks.ts';

/** A small office, made in a moment. */
const SAMPLE = { seed: 1, cases: 40, documents: 60, bytes: 12_000_000 };
/** Room left on the disk for the database. */
const MARGIN = 16 << 20;

/** @throws AppError INSUFFICIENT_SPACE, CANCELLED; its folder is then gone, contents that it stored are not */
export async function inventSample(task: SampleTask, hooks: EngineHooks): Promise<SampleAnswer> {
  const paths = profilePaths(task.profile);
  const target = generationFolder(paths, task.generationId);
  try {
    await makeFolder(paths.generations);
    await requireFreeSpace(paths.generations, SAMPLE.bytes + MARGIN, 'The sample practice');
    await beginGeneration(paths, task.generationId);
    return await fill(task, hooks);
  } catch (error) {
    await clear(target.folder);
    throw toAppError(error);
  }
}

async function fill(
  { profile, generationId, sampleId, today }: SampleTask,
  { signal, onProgress }: EngineHooks,
): Promise<SampleAnswer> {
  const paths = profilePaths(profile);
  const progress = new ProgressTracker([{ phase: 'invent', weight: 1 }], onProgress);
  progress.begin('invent', { bytes: SAMPLE.bytes });
  const database = openDatabase(generationFolder(paths, generationId).database, { create: true });
  try {
    migrate(database);
    let told = 0;
    const counts = await fillWithSample(
      paths,
      database,
      { ...SAMPLE, today },
      {
        signal,
        onProgress: (done) => {
          progress.advance({ bytes: done - told });
          told = done;
        },
      },
    );
    // Its own id: what belongs to this sample must be told from a practice that somebody invented for good.
    writeSetting(database, 'practice.id', sampleId);
    writeSetting(database, 'practice.isSample', '1');
    checkpoint(database);
    return { counts, databaseVersion: databaseVersion(database) };
  } finally {
    database.close();
  }
}
