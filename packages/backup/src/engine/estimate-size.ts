/** How large an archive may become, guessed from how well the archives of its base were packed. */
import { DATABASE } from '../archive/entry-names.ts';
import type { ArchiveSet } from '../archive/archive-set.ts';
import type { ZipEntry } from '../archive/zip-layout.ts';

/** Both headers of a document's entry, its descriptor, and its line in SHA256SUMS. */
const PER_DOCUMENT = 420;
/** A line of DOCUMENTS. */
const PER_LISTED = 112;
/** README.txt, the metadata and the ends of the ZIP. */
const ALWAYS = 6_000;

/** @param what.listed documents that the archive names, wherever they lie; none for a full backup @returns bytes */
export function estimateSize(
  set: ArchiveSet,
  what: {
    readonly documents: number;
    readonly documentBytes: number;
    readonly databaseBytes: number;
    readonly listed: number;
  },
): number {
  const holder = (set.databaseBase ?? set.main).archive.entries.filter(({ name }) => name === DATABASE);
  const documents = [...set.documents.values()].map(({ entry }) => entry);
  return Math.round(
    what.documentBytes * packedShare(documents) +
      what.databaseBytes * packedShare(holder) +
      what.documents * PER_DOCUMENT +
      what.listed * PER_LISTED +
      ALWAYS,
  );
}

function packedShare(entries: readonly Pick<ZipEntry, 'size' | 'packedSize'>[]): number {
  const [size, packed] = entries.reduce(
    ([whole, part], entry) => [whole + entry.size, part + entry.packedSize],
    [0, 0],
  );
  return size === 0 ? 1 : packed / size;
}
