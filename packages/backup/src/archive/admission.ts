/**
 * Judges an archive by its table of contents, before a byte of it is used. Pure: facts in, a plan or a refusal out.
 * Every refusal is an AppError that names the entry and says in plain words what is wrong.
 */
import { AppError, FULL_FORMAT_VERSION, type BackupMetadata } from '@causebook/contracts';
import { admitIncrement } from './admit-increment.ts';
import {
  contentOf,
  DATABASE,
  DOCUMENTS,
  METADATA,
  PAGES,
  rankOf,
  README,
  shown,
  SUMS,
} from './entry-names.ts';
import { dataDescriptor, dosTime, LOCAL_HEADER_SIZE, type ZipEntry } from './zip-layout.ts';

export const MAX_ENTRIES = 2_000_000;
export const MAX_SUMS = 512 << 20;
export const MAX_METADATA = 256 << 20;
/** Room for two million documents; as text it must fit into one string. */
export const MAX_DOCUMENTS = 256 << 20;
/** Deflate cannot pack better than 1032 to 1. */
const MAX_RATIO = 1032;

/** An entry as the central directory tells it, before anything is known to be right. */
export interface ListedEntry {
  readonly name: string;
  readonly method: number;
  readonly flags: number;
  readonly dosTime: number;
  readonly crc32: number;
  readonly packedSize: number;
  readonly size: number;
  readonly offset: number;
  readonly attributes: number;
}

const refuse = (message: string, entry?: string): never => {
  throw new AppError('VALIDATION_FAILED', message, entry === undefined ? {} : { details: { entry } });
};
const damaged = (message: string, entry?: string): never => {
  throw new AppError('FILE_CORRUPTION', message, entry === undefined ? {} : { details: { entry } });
};

/**
 * Judges names, kinds, methods, order and layout: the entries must lie one behind the other from the first byte to the
 * central directory, each exactly as long as it says.
 */
export function admitEntries(listed: readonly ListedEntry[], directoryOffset: number): ZipEntry[] {
  if (listed.length === 0) refuse('The ZIP file is empty.');
  if (listed.length > MAX_ENTRIES) refuse(`The ZIP file has more than ${MAX_ENTRIES} entries.`);
  if (!listed.some((entry) => entry.name === SUMS)) {
    if (listed.some((entry) => rankOf(entry.name) !== null))
      refuse(`The backup has no ${SUMS}, so nothing in it can be checked.`, SUMS);
    refuse('This ZIP file was not made by Causebook.');
  }
  const seen = new Set<string>();
  let rank = 0;
  let previous = '';
  let place = 0;
  return listed.map((entry) => {
    const { name, method, flags, size, packedSize, offset } = entry;
    const ownRank =
      rankOf(name) ?? refuse(`The backup holds the entry ${shown(name)}, which does not belong there.`, name);
    if (seen.has(name)) refuse(`The backup holds the entry ${shown(name)} twice.`, name);
    seen.add(name);
    const type = (entry.attributes >>> 16) & 0o170000;
    if (type !== 0o100000) refuse(`The entry ${shown(name)} is not a plain file.`, name);
    if (flags !== 0 && flags !== 8)
      refuse(`The entry ${shown(name)} is encrypted or marked in a way that a backup is not.`, name);
    if (method !== 0 && method !== 8)
      return refuse(`The entry ${shown(name)} is packed by an unknown method.`, name);
    if (method === 0 && size !== packedSize)
      damaged(`The entry ${shown(name)} contradicts itself about its size.`, name);
    if (size > packedSize * MAX_RATIO)
      refuse(`The entry ${shown(name)} claims to be far larger than it can be.`, name);
    if (ownRank < rank || (ownRank === 2 && name <= previous))
      damaged(`The entry ${shown(name)} stands in the wrong place.`, name);
    rank = ownRank;
    previous = ownRank === 2 ? name : '';
    if (offset !== place)
      damaged(`The entry ${shown(name)} does not begin where the one before it ends.`, name);
    const zipEntry: ZipEntry = {
      name,
      method,
      descriptor: flags === 8,
      dosTime: entry.dosTime,
      crc32: entry.crc32,
      packedSize,
      size,
      offset,
    };
    place = offset + LOCAL_HEADER_SIZE + name.length + packedSize + dataDescriptor(zipEntry).length;
    if (place > directoryOffset) damaged(`The entry ${shown(name)} reaches beyond its place.`, name);
    if (seen.size === listed.length && place !== directoryOffset) {
      damaged(`Behind the entry ${shown(name)} lies something that does not belong there.`, name);
    }
    return zipEntry;
  });
}

/** Compares the entries with SHA256SUMS, which names every one but itself and the metadata, in the same order. */
export function admitSums(entries: readonly ZipEntry[], sums: ReadonlyMap<string, string>): void {
  const listed = entries.map((entry) => entry.name).filter((name) => name !== SUMS && name !== METADATA);
  for (const name of listed) {
    const sum =
      sums.get(name) ??
      refuse(`The backup holds the entry ${shown(name)}, which ${SUMS} does not name.`, name);
    const content = contentOf(name);
    if (content !== null && content !== sum)
      damaged(`${SUMS} contradicts the name of the entry ${shown(name)}.`, name);
  }
  const names = new Set(listed);
  for (const name of sums.keys()) {
    if (!names.has(name)) damaged(`The entry ${shown(name)} is missing from the backup.`, name);
  }
  if (!names.has(README)) damaged(`The entry "${README}" is missing from the backup.`, README);
}

/** Compares the entries with what the metadata declares. */
export function admitMetadata(entries: readonly ZipEntry[], metadata: BackupMetadata): void {
  const files = entries.filter((entry) => contentOf(entry.name) !== null);
  const bytes = files.reduce((sum, entry) => sum + entry.size, 0);
  admitKind(new Set(entries.map(({ name }) => name)), metadata);
  admitIncrement(entries, metadata);
  if (files.length !== metadata.fileCount || bytes !== metadata.totalFileSize) {
    damaged(
      `The backup should hold ${metadata.fileCount} documents with ${metadata.totalFileSize} bytes; it holds ${files.length} with ${bytes}.`,
      METADATA,
    );
  }
  const time = dosTime(new Date(metadata.createdAt));
  const odd = entries.find((entry) => entry.dosTime !== time);
  if (odd) damaged(`The entry ${shown(odd.name)} bears another time than the backup.`, odd.name);
}

/** An archive without metadata can only be a full one. */
export function admitWithoutMetadata(entries: readonly ZipEntry[]): void {
  const odd = entries.find(({ name }) => name === PAGES || name === DOCUMENTS);
  if (odd)
    damaged(
      `The entry ${shown(odd.name)} belongs to an increment, and the backup does not say that it is one.`,
      odd.name,
    );
}

/** What a full backup and an increment hold of the database, and who says where documents lie. */
function admitKind(names: ReadonlySet<string>, metadata: BackupMetadata): void {
  const { version, kind, base, increment, includeDatabase } = metadata;
  const isIncrement = kind === 'incremental';
  const says = [increment !== undefined, base !== null, version > FULL_FORMAT_VERSION];
  if (says.some((saysSo) => saysSo !== isIncrement))
    damaged('The backup contradicts itself about being an increment.', METADATA);
  if (isIncrement !== names.has(DOCUMENTS))
    damaged(`The entry "${DOCUMENTS}" is where it should not be, or missing.`, DOCUMENTS);
  const form = increment?.pages ? PAGES : DATABASE;
  const other = form === PAGES ? DATABASE : PAGES;
  if (names.has(other))
    damaged(`The backup holds the entry "${other}", which its metadata does not name.`, other);
  if (names.has(form) === includeDatabase) return;
  damaged(
    includeDatabase
      ? 'Database file not found in backup.'
      : 'The backup holds a database that its metadata does not name.',
    form,
  );
}
