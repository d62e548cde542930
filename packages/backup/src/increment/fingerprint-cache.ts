/**
 * What is known of the databases in full backups: the fingerprints of their pages, so that an increment need not read its
 * base again, and the digest of their rows, so that a database that has not changed by a byte is not proven again. Kept
 * in the profile, as a cache: what is missing or damaged is made again.
 */
import { open, readdir, readFile, rm } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { BackupId } from '@causebook/contracts';
import { exists, makeFolder, replaceFile, type ProfilePaths } from '@causebook/data';
import { FINGERPRINT_SIZE } from './fingerprint-duties.ts';
import type { PageFingerprints } from './page-fingerprints.ts';
import { readFully } from './whole-reads.ts';

const DIGEST_SIZE = 32;
/** Raised whenever a check is added or a digest is made in another way: what was proven before is then proven again. */
const PROOF_VERSION = 1;
/** Behind the version, the page size and the number of pages stand the SHA-256 of the database and that of its rows. */
const SHA256_AT = 12;
const ROWS_AT = SHA256_AT + DIGEST_SIZE;
const HEAD_SIZE = ROWS_AT + DIGEST_SIZE;

/** A database that passed every check. */
export interface ProvenDatabaseFile {
  readonly fingerprints: PageFingerprints;
  readonly rowsDigest: string;
}

const fileOf = ({ fingerprints }: ProfilePaths, backupId: BackupId): string => join(fingerprints, backupId);

/** @param proven only what has passed every check, for it is not checked again */
export async function keepFingerprints(
  paths: ProfilePaths,
  backupId: BackupId,
  { fingerprints: { pageSize, pages, sha256, fingerprints }, rowsDigest }: ProvenDatabaseFile,
): Promise<void> {
  await makeFolder(paths.fingerprints);
  const head = Buffer.alloc(HEAD_SIZE);
  head.writeUInt32LE(PROOF_VERSION, 0);
  head.writeUInt32LE(pageSize, 4);
  head.writeUInt32LE(pages, 8);
  head.write(sha256, SHA256_AT, 'hex');
  head.write(rowsDigest, ROWS_AT, 'hex');
  const body = Buffer.concat([head, fingerprints]);
  await replaceFile(fileOf(paths, backupId), Buffer.concat([body, sha256Of(body)]));
}

/** Null when there are none, or they are not those of that database. */
export async function keptFingerprints(
  paths: ProfilePaths,
  backupId: BackupId,
  databaseSha256: string,
): Promise<PageFingerprints | null> {
  return (await readKept(fileOf(paths, backupId), databaseSha256))?.fingerprints ?? null;
}

/** The databases of a profile that passed every check, whatever backup they went into. */
export interface ProvenDatabases {
  /** Null when there is none. @param sha256 of the file */
  readonly of: (sha256: string) => Promise<ProvenDatabaseFile | null>;
  /** That of the newest backup; null when there is none. */
  readonly latest: () => Promise<ProvenDatabaseFile | null>;
}

export function provenDatabases({ fingerprints }: ProfilePaths): ProvenDatabases {
  // The newest first: a database that has not changed is most likely that of the last backup. What it tells can be found
  // out again, so a folder that cannot be read is as an empty one.
  const files = async (): Promise<string[]> =>
    (await readdir(fingerprints).catch(() => []))
      .toSorted()
      .toReversed()
      .map((name) => join(fingerprints, name));
  const first = async (sha256: string | null): Promise<ProvenDatabaseFile | null> => {
    for (const path of await files()) {
      const kept = await readKept(path, sha256);
      if (kept) return kept;
    }
    return null;
  };
  return { of: first, latest: () => first(null) };
}

/** Null where it is not of that database, if one is named. What it tells can be found out again, so whatever keeps it from being read is no failure. */
async function readKept(path: string, databaseSha256: string | null): Promise<ProvenDatabaseFile | null> {
  const head = await readHead(path).catch(() => null);
  const sha256 = head?.toString('hex', SHA256_AT, ROWS_AT);
  if (sha256 === undefined || (databaseSha256 !== null && sha256 !== databaseSha256)) return null;
  const bytes = await readFile(path).catch(() => null);
  if (bytes === null || bytes.length < HEAD_SIZE + DIGEST_SIZE) return null;
  const body = bytes.subarray(0, -DIGEST_SIZE);
  if (!sha256Of(body).equals(bytes.subarray(-DIGEST_SIZE))) return null;
  if (body.readUInt32LE(0) !== PROOF_VERSION) return null;
  const pages = body.readUInt32LE(8);
  const fingerprints = body.subarray(HEAD_SIZE);
  if (fingerprints.length !== pages * FINGERPRINT_SIZE) return null;
  return {
    fingerprints: { pageSize: body.readUInt32LE(4), pages, sha256, fingerprints },
    rowsDigest: body.toString('hex', ROWS_AT, HEAD_SIZE),
  };
}

/** Most of them are of another database, which their beginning tells. */
async function readHead(path: string): Promise<Buffer> {
  const file = await open(path, 'r');
  try {
    const head = Buffer.alloc(HEAD_SIZE);
    await readFully(file, head, 0);
    return head;
  } finally {
    await file.close();
  }
}

const sha256Of = (bytes: Buffer): Buffer => createHash('sha256').update(bytes).digest();

/** Removes those of backups that are gone. @param listed backups that exist */
export async function forgetFingerprints(
  { fingerprints }: ProfilePaths,
  listed: ReadonlySet<string>,
): Promise<void> {
  if (!(await exists(fingerprints))) return;
  for (const name of await readdir(fingerprints))
    if (!listed.has(name)) await rm(join(fingerprints, name), { force: true });
}
