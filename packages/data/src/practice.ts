/** The live practice of a profile: found, created, opened, migrated, and let go while another generation takes its place. */
import { AppError, toAppError, type GenerationId, type PracticeCounts } from '@causebook/contracts';
import type { Kysely } from 'kysely';
import { countPractice } from './counts.ts';
import { checkpoint, openDatabase, type Database } from './database.ts';
import { within } from './deadline.ts';
import { exists, fsyncFile, fsyncFolder, makeFolder, replaceFile } from './durable-files.ts';
import {
  beginGeneration,
  completeGeneration,
  liveGeneration,
  newGenerationId,
  type GenerationRecord,
} from './generations.ts';
import { databaseVersion, migrate } from './migrate.ts';
import { generationFolder, type ProfilePaths } from './profile-paths.ts';
import { queryBuilder } from './query-builder.ts';
import type { PracticeSchema } from './schema.ts';
import { rebuildSearchIndex, searchIndexFits } from './search-index.ts';
import { uniqueId } from './unique-id.ts';

export interface Practice {
  readonly generationId: GenerationId;
  readonly database: Database;
  readonly query: Kysely<PracticeSchema>;
}

/**
 * Makes the first, empty practice of a profile. CURRENT is written before the generation's marker, so that a crash
 * leaves either nothing or a practice that opens; only the first generation may be made this way.
 * @throws AppError PRACTICE_NOT_EMPTY when the profile has a practice; PRACTICE_UNREADABLE as `liveGeneration`
 */
export async function createPractice(
  paths: ProfilePaths,
  options: { readonly now: Date; readonly name: string; readonly reason?: GenerationRecord['reason'] },
): Promise<GenerationId> {
  if ((await liveGeneration(paths)) !== null) {
    throw new AppError('PRACTICE_NOT_EMPTY', `There is a practice in ${paths.root} already.`);
  }
  await makeFolder(paths.files);
  const id = newGenerationId(options.now);
  const folder = await beginGeneration(paths, id);
  const database = openDatabase(folder.database, { create: true });
  let record: GenerationRecord;
  try {
    migrate(database);
    const set = database.prepare('INSERT INTO settings (key, value) VALUES (?, ?)');
    database.transaction(() => {
      set.run('practice.id', uniqueId(options.now));
      if (options.name !== '') set.run('practice.name', options.name);
    })();
    checkpoint(database);
    record = recordFor(database, id, options.now, {
      reason: options.reason ?? 'created',
      label: 'Started as an empty practice',
    });
  } finally {
    database.close();
  }
  await fsyncFile(folder.database);
  await fsyncFolder(folder.folder);
  await replaceFile(paths.current, `${id}\n`);
  await completeGeneration(paths, record);
  return id;
}

function recordFor(
  database: Database,
  id: GenerationId,
  now: Date,
  about: Pick<GenerationRecord, 'reason' | 'label'>,
): GenerationRecord {
  return {
    format: 1,
    id,
    ...about,
    createdAt: now.toISOString(),
    parent: null,
    backupId: null,
    sampleId: sampleIdOf(database),
    counts: countPractice(database),
    databaseVersion: databaseVersion(database),
    name: '',
    isAutomatic: false,
    madeBy: '',
  };
}

/**
 * Opens the live practice and migrates it forward; a search index that does not fit its rows is made again.
 * @throws AppError PRACTICE_MISSING, PRACTICE_UNREADABLE, VERSION_UNSUPPORTED, FILE_CORRUPTION, CONNECTION_FAILED
 */
export async function openPractice(paths: ProfilePaths): Promise<Practice> {
  const generationId = await liveGeneration(paths);
  if (generationId === null)
    throw new AppError('PRACTICE_MISSING', `There is no practice in ${paths.root} yet.`);
  const database = openDatabase(generationFolder(paths, generationId).database);
  try {
    migrate(database);
    // Something else than Causebook has written here, or an older one; what cannot be found looks as if it were lost.
    if (!searchIndexFits(database)) rebuildSearchIndex(database);
  } catch (error) {
    database.close();
    throw error;
  }
  return { generationId, database, query: queryBuilder<PracticeSchema>(database) };
}

export function closePractice(practice: Practice): void {
  // Leaves no WAL behind when nobody else reads; a busy reader keeps its own view and SQLite tidies up later.
  practice.database.close();
}

/** Gives the live generation its marker when a crash came between the first CURRENT and the marker. */
export async function completeLiveGeneration(
  paths: ProfilePaths,
  practice: Practice,
  now: Date,
): Promise<void> {
  // One that is there and cannot be understood may be of a newer Causebook, and is not written over.
  if (await exists(generationFolder(paths, practice.generationId).marker)) return;
  await completeGeneration(
    paths,
    recordFor(practice.database, practice.generationId, now, {
      reason: 'created',
      label: 'Started as an empty practice',
    }),
  );
}

/**
 * Builds a complete, empty practice beside whatever is there, for a profile whose own one cannot be found any more.
 * It does not become the live one.
 */
export async function addEmptyPractice(paths: ProfilePaths, now: Date): Promise<GenerationId> {
  const id = newGenerationId(now);
  const folder = await beginGeneration(paths, id);
  const database = openDatabase(folder.database, { create: true });
  let record: GenerationRecord;
  try {
    migrate(database);
    writeSetting(database, 'practice.id', uniqueId(now));
    checkpoint(database);
    record = recordFor(database, id, now, { reason: 'created', label: 'Started as an empty practice' });
  } finally {
    database.close();
  }
  await completeGeneration(paths, record);
  return id;
}

/** Writes a setting of the practice, replacing what it was. */
export function writeSetting(database: Database, key: string, value: string): void {
  database
    .prepare(
      'INSERT INTO settings (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
    )
    .run(key, value);
}

/** How the ids of sample practices begin; those of nobody's own practice do. */
export const SAMPLE_ID = 'sample-';

/**
 * The id of the sample practice that a database holds; null when it is somebody's own. A crafted database that calls a
 * practice of one's own a sample is not believed: with a sample, everything goes that bears its id.
 */
export function sampleIdOf(database: Database): string | null {
  if (readSetting(database, 'practice.isSample') !== '1') return null;
  const id = readSetting(database, 'practice.id') ?? '';
  return id.startsWith(SAMPLE_ID) ? id.slice(0, 64) : null;
}

/** A setting of the practice, or null. */
export function readSetting(database: Database, key: string): string | null {
  return (
    database.prepare<[string], string>('SELECT value FROM settings WHERE key = ?').pluck().get(key) ?? null
  );
}

type SessionState =
  | { readonly kind: 'open'; readonly practice: Practice }
  | { readonly kind: 'closed'; readonly why: AppError };

/** Nothing but an import takes longer than seconds. */
const IDLE_DEADLINE_MS = 60_000;

/**
 * The practice as a running app holds it. Work with it goes through `use`; `replace` waits for what is under way, keeps
 * new work waiting, and lets everybody go on with the practice that is live afterwards.
 */
export class PracticeSession {
  readonly paths: ProfilePaths;
  #state: SessionState = { kind: 'closed', why: new AppError('PRACTICE_MISSING') };
  #users = 0;
  #latest: GenerationId | null = null;
  #gate: Promise<void> | null = null;
  #whenIdle: (() => void) | null = null;
  readonly #idleDeadlineMs: number;

  /** @param options.idleDeadlineMs how long a replacement waits for what is at work on the practice */
  constructor(paths: ProfilePaths, options: { readonly idleDeadlineMs?: number } = {}) {
    this.paths = paths;
    this.#idleDeadlineMs = options.idleDeadlineMs ?? IDLE_DEADLINE_MS;
  }

  /** Opens the live practice. A practice that cannot be opened is remembered, thrown, and answered to every `use`. */
  async open(): Promise<void> {
    this.close();
    try {
      const practice = await openPractice(this.paths);
      this.#state = { kind: 'open', practice };
      this.#latest = practice.generationId;
    } catch (error) {
      const why = toAppError(error, 'CONNECTION_FAILED');
      this.#state = { kind: 'closed', why };
      throw why;
    }
  }

  close(): void {
    if (this.#state.kind === 'open') closePractice(this.#state.practice);
    this.#state = { kind: 'closed', why: new AppError('PRACTICE_MISSING', 'The practice is closed.') };
  }

  /** Why the practice cannot be used, or null when it can. */
  get problem(): AppError | null {
    return this.#state.kind === 'open' ? null : this.#state.why;
  }

  /** The practice that is open now, for a look that must not wait; null while none is. */
  get present(): Practice | null {
    return this.#state.kind === 'open' ? this.#state.practice : null;
  }

  /** The generation that was opened last: while one is replaced, the one that goes. Null until one was opened. */
  get latest(): GenerationId | null {
    return this.#latest;
  }

  /** Runs work on the live practice. Waits while the practice is being replaced. */
  async use<Result>(work: (practice: Practice) => Result | Promise<Result>): Promise<Result> {
    while (this.#gate) await this.#gate;
    if (this.#state.kind === 'closed') throw this.#state.why;
    this.#users += 1;
    try {
      return await work(this.#state.practice);
    } finally {
      this.#users -= 1;
      if (this.#users === 0) this.#whenIdle?.();
    }
  }

  counts(): Promise<PracticeCounts> {
    return this.use(({ database }) => countPractice(database));
  }

  /**
   * Closes the practice, runs `change`, and opens what is live then, whether the change succeeded or not.
   * @param requireUnchanged asked when nobody works with the practice any more; what it throws leaves it open
   * @throws TIMEOUT, before anything is closed, when what is at work on the practice does not end; what `change` threw,
   *   else why the practice that is live now cannot be opened
   */
  async replace(change: () => Promise<void>, requireUnchanged?: (practice: Practice) => void): Promise<void> {
    while (this.#gate) await this.#gate;
    let openGate = (): void => {};
    this.#gate = new Promise((resolve) => (openGate = resolve));
    try {
      await this.#idle();
      if (this.#state.kind === 'open') requireUnchanged?.(this.#state.practice);
      this.close();
      const changing = await settled(change);
      const opening = await settled(() => this.open());
      // Both failures matter: a practice that cannot be opened again also answers every later `use`.
      if (changing.failed) throw changing.error;
      if (opening.failed) throw opening.error;
    } finally {
      this.#gate = null;
      openGate();
    }
  }

  async #idle(): Promise<void> {
    if (this.#users === 0) return;
    try {
      const idle = new Promise<void>((resolve) => (this.#whenIdle = resolve));
      await within(this.#idleDeadlineMs, idle, stillAtWork);
    } finally {
      this.#whenIdle = null;
    }
  }
}

const stillAtWork = (): AppError =>
  new AppError('TIMEOUT', 'Something in the practice is still being written and does not end.', {
    remedy:
      'Nothing was changed. Wait until imports have finished, or start Causebook again, and try once more.',
  });

async function settled(
  work: () => Promise<void>,
): Promise<{ failed: false } | { failed: true; error: unknown }> {
  try {
    await work();
    return { failed: false };
  } catch (error) {
    return { failed: true, error };
  }
}
