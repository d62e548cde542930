/**
 * The seal in backup-metadata.json: one hash over the packed form of every entry before it. A deflate stream has bits
 * that no decompressor looks at; the seal covers them, so that a change of any bit of an archive is found.
 */
import { createHash } from 'node:crypto';

export interface SealedEntry {
  readonly name: string;
  /** SHA-256 of the entry's data as it lies in the archive; for a stored entry that of its content. */
  readonly packedSha256: string;
}

/** SHA-256 over the lines `<sha256 of the packed data>  <name>` in the order of the archive. */
export function sealOf(entries: Iterable<SealedEntry>): string {
  const hash = createHash('sha256');
  for (const { name, packedSha256 } of entries) hash.update(`${packedSha256}  ${name}\n`);
  return hash.digest('hex');
}
