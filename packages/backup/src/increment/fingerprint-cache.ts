/**
 * The page fingerprints of databases in full backups, kept in the profile so that an increment need not read its base
 * again. A cache: what is missing or damaged is made again from the archive.
 */
import { readdir, readFile, rm } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { BackupId } from '@causebook/contracts';
import { exists, makeFolder, replaceFile, type ProfilePaths } from '@causebook/data';
import { FINGERPRINT_SIZE, type PageFingerprints } from './page-delta.ts';

const DIGEST_SIZE = 32;
/** Page size, number of pages, SHA-256 of the database. */
const HEAD_SIZE = 8 + DIGEST_SIZE;

const fileOf = ({ fingerprints }: ProfilePaths, backupId: BackupId): string => join(fingerprints, backupId);

export async function keepFingerprints(
  paths: ProfilePaths,
  backupId: BackupId,
  { pageSize, pages, sha256, fingerprints }: PageFingerprints,
): Promise<void> {
  await makeFolder(paths.fingerprints);
  const head = Buffer.alloc(HEAD_SIZE);
  head.writeUInt32LE(pageSize, 0);
  head.writeUInt32LE(pages, 4);
  head.write(sha256, 8, 'hex');
  const body = Buffer.concat([head, fingerprints]);
  await replaceFile(fileOf(paths, backupId), Buffer.concat([body, sha256Of(body)]));
}

/** Null when there are none, or they are not those of that database. */
export async function keptFingerprints(
  paths: ProfilePaths,
  backupId: BackupId,
  databaseSha256: string,
): Promise<PageFingerprints | null> {
  // Whatever keeps them from being read: the base itself is there to be read instead.
  const bytes = await readFile(fileOf(paths, backupId)).catch(() => null);
  if (bytes === null || bytes.length < HEAD_SIZE + DIGEST_SIZE) return null;
  const body = bytes.subarray(0, -DIGEST_SIZE);
  if (!sha256Of(body).equals(bytes.subarray(-DIGEST_SIZE))) return null;
  const pages = body.readUInt32LE(4);
  const sha256 = body.toString('hex', 8, HEAD_SIZE);
  const fingerprints = body.subarray(HEAD_SIZE);
  if (sha256 !== databaseSha256 || fingerprints.length !== pages * FINGERPRINT_SIZE) return null;
  return { pageSize: body.readUInt32LE(0), pages, sha256, fingerprints };
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
