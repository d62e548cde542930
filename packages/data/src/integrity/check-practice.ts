/** Looks at everything that a practice can suffer from, and changes nothing. Writers go on meanwhile. */
import { stat } from 'node:fs/promises';
import {
  AppError,
  toAppError,
  throwIfCancelled,
  type CheckId,
  type CheckResult,
  type GenerationId,
  type Remedy,
} from '@causebook/contracts';
import { openReadOnly, type Database } from '../database.ts';

import { generationFolder, type ProfilePaths } from '../profile-paths.ts';
import { catalogFile } from './catalog-file.ts';
import { failed, Findings, pauser, type Check, type CheckContext } from './check.ts';
import { databaseFile, foreignKeys } from './database-file.ts';
import { checkDocuments, totalOfContents, type DocumentsAnswer, type LookHooks } from './documents.ts';
import { entries } from './entries.ts';
import { generation } from './generation.ts';
import { orphans } from './orphans.ts';
import { permissions } from './permissions.ts';
import { relations } from './relations.ts';
import { reserve } from './reserve.ts';
import { schema } from './schema.ts';
import { searchIndex } from './search-index.ts';
import { settings } from './settings.ts';

export interface CheckRequest {
  readonly paths: ProfilePaths;
  readonly generationId: GenerationId;
  /** Whether every byte of every document is read. */
  readonly isThorough: boolean;
  /** Contents that were not well the last time. */
  readonly suspects: readonly string[];
  readonly now: Date;
  readonly signal: AbortSignal;
  /** How much there is to do; told before the first `onDone`. */
  onTotal?(total: { readonly files: number; readonly bytes: number }): void;
  onDone?: LookHooks['onDone'];
}

export interface CheckAnswer {
  readonly checks: readonly CheckResult[];
  /** Contents that are not well; null when there are too many to name. */
  readonly suspects: readonly string[] | null;
}

/** Those that are asked about one moment of the database. */
const ofOneMoment: readonly (readonly [CheckId, Check])[] = [
  ['database', databaseFile],
  ['schema', schema],
  ['foreign-keys', foreignKeys],
  ['entries', entries],
  ['relations', relations],
  ['settings', settings],
  ['search-index', searchIndex],
];
/** Those that look at files; a long look must not keep the database from tidying up. */
const ofFiles: readonly (readonly [CheckId, Check])[] = [
  ['orphans', orphans],
  ['catalog', catalogFile],
  ['permissions', permissions],
  ['generation', generation],
  ['reserve', reserve],
];

/** @throws AppError CANCELLED, VERSION_UNSUPPORTED; whatever is wrong with the practice is an answer */
export async function checkPractice(request: CheckRequest): Promise<CheckAnswer> {
  const { paths, generationId, signal, now } = request;
  throwIfCancelled(signal);
  let database: Database;
  try {
    database = openReadOnly(generationFolder(paths, generationId).database);
  } catch (error) {
    return { checks: [cannotBeOpened(error)], suspects: [] };
  }
  try {
    const context: CheckContext = { database, paths, generationId, now, signal, pause: pauser(signal) };
    const { size } = await stat(generationFolder(paths, generationId).database);
    const total = totalIn(database);
    request.onTotal?.({ files: total.files, bytes: size + (request.isThorough ? total.bytes : 0) });
    const checks = await atOneMoment(context);
    request.onDone?.({ bytes: size });
    const [first, ...others] = checks;
    // What a broken database says of documents is not worth reading.
    if (first?.passed === false && !isReadable(database))
      return { checks: [...checks, await judged(['catalog', catalogFile], context)], suspects: [] };
    const documents = await documentsIn(request, database);
    const rest: CheckResult[] = [];
    for (const each of ofFiles) rest.push(await judged(each, context));
    return { checks: [first!, ...others, ...documents.results, ...rest], suspects: documents.suspects };
  } finally {
    database.close();
  }
}

async function documentsIn(request: CheckRequest, database: Database): Promise<DocumentsAnswer> {
  const { paths, signal } = request;
  const hooks = { signal, ...(request.onDone && { onDone: request.onDone }) };
  try {
    return await checkDocuments(database, paths.files, request, hooks);
  } catch (error) {
    return { results: [notLookedAt('documents-present', error, 'repair')], suspects: [] };
  }
}

async function atOneMoment(context: CheckContext): Promise<CheckResult[]> {
  const { database } = context;
  const results: CheckResult[] = [];
  try {
    database.exec('BEGIN');
  } catch (error) {
    return [cannotBeOpened(error)];
  }
  try {
    for (const each of ofOneMoment) results.push(await judged(each, context));
  } finally {
    // Nothing was written; a commit would look at the file once more.
    if (database.inTransaction) database.exec('ROLLBACK');
  }
  return results;
}

/** A check that cannot be made because of what it would have found has found it. */
async function judged([id, check]: readonly [CheckId, Check], context: CheckContext): Promise<CheckResult> {
  await context.pause();
  throwIfCancelled(context.signal);
  try {
    return await check(context);
  } catch (error) {
    if (id === 'database' && !mustBeThrown(error)) return cannotBeOpened(error);
    return notLookedAt(id, error, ofOneMoment.some(([each]) => each === id) ? 'repair' : null);
  }
}

const mustBeThrown = (error: unknown): boolean =>
  ['CANCELLED', 'VERSION_UNSUPPORTED'].includes(toAppError(error).code);

/** @throws what is no finding */
function notLookedAt(id: CheckId, error: unknown, remedy: Remedy | null): CheckResult {
  if (mustBeThrown(error)) throw toAppError(error);
  const findings = new Findings();
  findings.add(error instanceof Error ? error.message : String(error));
  return failed(id, 'This could not be looked at.', { findings, remedy });
}

function cannotBeOpened(error: unknown): CheckResult {
  const findings = new Findings();
  const { cause } = error instanceof AppError ? error : { cause: error };
  findings.add(cause instanceof Error ? cause.message : String(error));
  return failed('database', 'The database of the practice is damaged and cannot be read.', {
    findings,
    remedy: 'repair',
  });
}

function totalIn(database: Database): { readonly files: number; readonly bytes: number } {
  try {
    return totalOfContents(database);
  } catch (error) {
    if (toAppError(error).code === 'CANCELLED') throw error;
    // The checks say why.
    return { files: 0, bytes: 0 };
  }
}

function isReadable(database: Database): boolean {
  try {
    totalOfContents(database);
    return true;
  } catch (error) {
    // Whatever it is, the check of the database has told it.
    return !(error instanceof Error);
  }
}
