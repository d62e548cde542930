/** A database file as the fingerprints of its pages, which tell where two of them differ. */
import { hash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { AppError } from '@causebook/contracts';
import { asAppError } from '../archive/check-entries.ts';
import { HEADER_BYTES, pageSizeIn } from '../sqlite-header.ts';
import type { Crew, DutyCall } from '../threads/crew.ts';
import { withCrew, type ThreadHooks } from '../threads/with-threads.ts';
import {
  FINGERPRINT_CHUNK,
  FINGERPRINT_SIZE,
  fingerprintDuties,
  type DatabaseBytes,
} from './fingerprint-duties.ts';
import { readFully } from './whole-reads.ts';

export interface PageFingerprints {
  readonly pageSize: number;
  readonly pages: number;
  /** SHA-256 of the file. */
  readonly sha256: string;
  /** `FINGERPRINT_SIZE` bytes for each page. */
  readonly fingerprints: Buffer;
}

/** A database file that is open, and that nobody writes to. */
export interface OpenDatabaseFile extends DatabaseBytes {
  readonly size: number;
  /** Its first `HEADER_BYTES`. */
  readonly header: Buffer;
}

/** What a thread does at a time. */
const SHARE = 4 * FINGERPRINT_CHUNK;
/** How much longer a byte takes that is hashed page by page. */
const PAGEWISE_COST = 1.5;

/** Opens a database file and closes it afterwards. */
export async function withDatabaseFile<Result>(
  path: string,
  use: (database: OpenDatabaseFile) => Promise<Result>,
): Promise<Result> {
  const file = await open(path, 'r');
  try {
    const header = Buffer.alloc(HEADER_BYTES);
    await readFully(file, header, 0);
    const { size } = await file.stat();
    return await use({ file: file.fd, isLive: false, size, header });
  } finally {
    await file.close();
  }
}

/** @throws AppError FILE_CORRUPTION when it is no whole number of pages; CANCELLED */
export const fingerprintPages = (path: string, hooks: ThreadHooks): Promise<PageFingerprints> =>
  withDatabaseFile(path, (database) =>
    withCrew(hooks, database.size, (crew) => fingerprintBy(crew, database, hashBy(crew, database))),
  );

/** SHA-256 of the whole file. Whoever asked looks at it in due time; another failure may come first. */
export function hashBy(
  crew: Crew,
  { file, isLive, size }: OpenDatabaseFile,
  call: Pick<DutyCall, 'pinned' | 'told'> = {},
): Promise<string> {
  const whole = crew
    .run('hashDatabase', { file, isLive, size, pageSize: null }, { ...call, cost: size })
    .then(
      ({ sha256 }) => sha256,
      (error: unknown) => {
        throw asAppError(error);
      },
    );
  whole.catch(() => {});
  return whole;
}

/** Both in one pass, where both are needed for certain. @throws as fingerprintPages */
export async function hashAndFingerprintBy(
  crew: Crew,
  { file, isLive, size, header }: OpenDatabaseFile,
  call: Pick<DutyCall, 'pinned' | 'told'> = {},
): Promise<PageFingerprints> {
  const pageSize = pageSizeOf(header, size);
  const input = { file, isLive, size, pageSize };
  try {
    const { sha256, fingerprints } = await crew.run('hashDatabase', input, {
      ...call,
      cost: size * (1 + PAGEWISE_COST),
    });
    return { pageSize, pages: size / pageSize, sha256, fingerprints: Buffer.from(fingerprints!) };
  } catch (error) {
    throw asAppError(error);
  }
}

/** @param sha256 of the whole file @throws as fingerprintPages */
export async function fingerprintBy(
  crew: Crew,
  { file, isLive, size, header }: OpenDatabaseFile,
  sha256: Promise<string>,
  call: Pick<DutyCall, 'pinned'> = {},
): Promise<PageFingerprints> {
  const pageSize = pageSizeOf(header, size);
  const shares = Array.from({ length: Math.ceil(size / SHARE) }, (_, number) => number * SHARE);
  const pages = shares.map((position) => {
    const length = Math.min(SHARE, size - position);
    const share = { file, isLive, position, length, pageSize };
    return crew.run('fingerprintPages', share, { ...call, cost: length * PAGEWISE_COST });
  });
  try {
    const fingerprints = Buffer.concat(await Promise.all(pages));
    return { pageSize, pages: size / pageSize, sha256: await sha256, fingerprints };
  } catch (error) {
    throw asAppError(error);
  }
}

function pageSizeOf(header: Buffer, size: number): number {
  const pageSize = pageSizeIn(header);
  if (pageSize === null)
    throw new AppError('FILE_CORRUPTION', 'The database does not say how large its pages are.');
  if (size % pageSize !== 0)
    throw new AppError('FILE_CORRUPTION', 'The database does not end with a whole page.');
  return pageSize;
}

/**
 * Whether a file differs from an earlier one, by its size and its first pages, which takes a moment. Where they do not
 * tell, nothing is known.
 */
export function differsAtOnce(
  { file, isLive, size, header }: OpenDatabaseFile,
  earlier: PageFingerprints,
): boolean {
  const pageSize = pageSizeOf(header, size);
  if (pageSize !== earlier.pageSize || size !== earlier.pages * pageSize) return true;
  const { fingerprintPages: read } = fingerprintDuties({ slots: [], isCancelled: () => false });
  const first = read({ file, isLive, position: 0, length: Math.min(SHARE, size), pageSize });
  return earlier.fingerprints.compare(first, 0, first.length, 0, first.length) !== 0;
}

/** Whether a page is the one whose fingerprint was made. @param number from 1 */
export function isPage(
  page: Buffer,
  number: number,
  { fingerprints }: Pick<PageFingerprints, 'fingerprints'>,
): boolean {
  const at = (number - 1) * FINGERPRINT_SIZE;
  const digest = hash('sha256', page, 'buffer');
  return digest.compare(fingerprints, at, at + FINGERPRINT_SIZE, 0, FINGERPRINT_SIZE) === 0;
}

/** Pages whose fingerprints are compared at once, because most are the same. */
const TOGETHER = 64;

/** Numbers of the pages, from 1, that the later file has and the earlier one has not; ascending. */
export function changedPages(earlier: PageFingerprints, later: PageFingerprints): number[] {
  const changed: number[] = [];
  const isSame = (from: number, to: number): boolean =>
    later.fingerprints.compare(
      earlier.fingerprints,
      from * FINGERPRINT_SIZE,
      to * FINGERPRINT_SIZE,
      from * FINGERPRINT_SIZE,
      to * FINGERPRINT_SIZE,
    ) === 0;
  const common = Math.min(earlier.pages, later.pages);
  for (let first = 0; first < common; first += TOGETHER) {
    const last = Math.min(first + TOGETHER, common);
    if (isSame(first, last)) continue;
    for (let page = first; page < last; page += 1) if (!isSame(page, page + 1)) changed.push(page + 1);
  }
  for (let page = common; page < later.pages; page += 1) changed.push(page + 1);
  return changed;
}
