/** A database file as the fingerprints of its pages, which tell where two of them differ. */
import { open } from 'node:fs/promises';
import { AppError } from '@causebook/contracts';
import { asAppError } from '../archive/check-entries.ts';
import { HEADER_BYTES, pageSizeIn } from '../sqlite-header.ts';
import { withCrew, type ThreadHooks } from '../threads/with-threads.ts';
import { FINGERPRINT_CHUNK, FINGERPRINT_SIZE, type DatabaseBytes } from './fingerprint-duties.ts';
import { readFully } from './whole-reads.ts';

export interface PageFingerprints {
  readonly pageSize: number;
  readonly pages: number;
  /** SHA-256 of the file. */
  readonly sha256: string;
  /** `FINGERPRINT_SIZE` bytes for each page. */
  readonly fingerprints: Buffer;
}

export interface FingerprintHooks extends ThreadHooks {
  /** Bytes of the file that were read since the last call. */
  readonly onBytes?: ((bytes: number) => void) | undefined;
}

/** What a thread does at a time. */
const SHARE = 4 * FINGERPRINT_CHUNK;
/** How much longer a byte takes that is hashed page by page. */
const PAGEWISE_COST = 1.5;

/** @throws AppError FILE_CORRUPTION when it is no whole number of pages; CANCELLED */
export async function fingerprintPages(path: string, hooks: FingerprintHooks): Promise<PageFingerprints> {
  const file = await open(path, 'r');
  try {
    const header = Buffer.alloc(HEADER_BYTES);
    await readFully(file, header, 0);
    const { size } = await file.stat();
    return await fingerprintOpen({ file: file.fd, isLive: false, size, header }, hooks);
  } finally {
    await file.close();
  }
}

/** As `fingerprintPages`, of a file that is open and that nobody writes to. @param header its first `HEADER_BYTES` */
export async function fingerprintOpen(
  { size, header, ...file }: DatabaseBytes & { readonly size: number; readonly header: Buffer },
  hooks: FingerprintHooks,
): Promise<PageFingerprints> {
  const pageSize = pageSizeIn(header);
  if (pageSize === null)
    throw new AppError('FILE_CORRUPTION', 'The database does not say how large its pages are.');
  if (size % pageSize !== 0)
    throw new AppError('FILE_CORRUPTION', 'The database does not end with a whole page.');
  const shares = Array.from({ length: Math.ceil(size / SHARE) }, (_, number) => number * SHARE);
  return withCrew(hooks, size, async (crew) => {
    const told = hooks.onBytes ?? (() => {});
    const whole = crew.run('hashDatabase', { ...file, size }, { cost: size, told });
    const pages = shares.map((position) => {
      const length = Math.min(SHARE, size - position);
      const share = { ...file, position, length, pageSize };
      return crew.run('fingerprintPages', share, { cost: length * PAGEWISE_COST });
    });
    const fingerprints = Buffer.concat(await Promise.all(pages));
    return { pageSize, pages: size / pageSize, sha256: await whole, fingerprints };
  }).catch((error: unknown) => {
    throw asAppError(error);
  });
}

/** Numbers of the pages, from 1, that the later file has and the earlier one has not; ascending. */
export function changedPages(earlier: PageFingerprints, later: PageFingerprints): number[] {
  const changed: number[] = [];
  for (let page = 0; page < later.pages; page += 1) {
    const from = page * FINGERPRINT_SIZE;
    const to = from + FINGERPRINT_SIZE;
    const isSame =
      page < earlier.pages && later.fingerprints.compare(earlier.fingerprints, from, to, from, to) === 0;
    if (!isSame) changed.push(page + 1);
  }
  return changed;
}
