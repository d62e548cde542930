/** Fills an empty practice with a sample: all of it or nothing. */
import { createHash } from 'node:crypto';
import { AppError, type PracticeCounts } from '@causebook/contracts';
import { countPractice } from '../counts.ts';
import type { Database } from '../database.ts';
import { storeContent } from '../document-store.ts';
import { writeSetting } from '../practice.ts';
import type { ProfilePaths } from '../profile-paths.ts';
import { createSample, type SampleRequest } from './sample.ts';

/**
 * The sample's practice has an id of its own that follows from the request, so that equal requests make practices
 * with equal digests.
 * @throws AppError PRACTICE_NOT_EMPTY, CANCELLED, INSUFFICIENT_SPACE
 */
export async function fillWithSample(
  paths: ProfilePaths,
  database: Database,
  request: SampleRequest,
  hooks: { readonly signal?: AbortSignal; onProgress?(done: number, total: number): void } = {},
): Promise<PracticeCounts> {
  const before = countPractice(database);
  if (before.cases + before.documents + before.users > 0) throw new AppError('PRACTICE_NOT_EMPTY');
  // The rows come in one transaction after the documents; a failure before leaves at most contents that nothing names.
  await createSample(request, {
    database,
    addContent: (chunks) => storeContent(paths, chunks, { signal: hooks.signal }),
    ...hooks,
  });
  writeSetting(database, 'practice.id', sampleId(request));
  // Nobody of an invented office can say who they are.
  writeSetting(database, 'practice.signIn', 'never');
  return countPractice(database);
}

function sampleId({ seed, cases, documents, bytes, today = '' }: SampleRequest): string {
  const of = JSON.stringify([seed, cases, documents, bytes, today]);
  return `sample-${createHash('sha256').update(of).digest('hex').slice(0, 32)}`;
}
