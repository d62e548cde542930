/**
 * The strict reader: opens an archive once, admits its table of contents, then reads it from the first byte to the last;
 * every structure is compared with what must stand there, and every content with its CRC-32 and SHA-256. Several threads
 * read the one open file. yauzl reads the central directory; the judging and the data are ours.
 */
import { createHash } from 'node:crypto';
import { open, type FileHandle } from 'node:fs/promises';
import { basename } from 'node:path';
import { crc32 } from 'node:zlib';
import { AppError, ARCHIVE_FORMAT_VERSION, BackupMetadata, toAppError } from '@causebook/contracts';
import yauzl from 'yauzl';
import { withCrew, type ThreadHooks } from '../threads/with-threads.ts';
import {
  admitEntries,
  admitMetadata,
  admitSums,
  admitWithoutMetadata,
  MAX_METADATA,
  MAX_SUMS,
  type ListedEntry,
} from './admission.ts';
import { checkEntries } from './check-entries.ts';
import { METADATA, shown, SUMS } from './entry-names.ts';
import { ForwardReader } from './forward-reader.ts';
import { sealOf, type SealedEntry } from './seal.ts';
import { judgeSignature, NOT_SIGNED, type SignatureFact } from './signature.ts';
import { parseSums } from './sums.ts';
import { TailReader } from './tail-reader.ts';
import { hashWholeFile, type KnownPart } from './whole-file.ts';
import { centralHeader, END_SIZE, endOfArchive, LOCAL_HEADER_SIZE, type ZipEntry } from './zip-layout.ts';

export interface AdmittedArchive {
  readonly filePath: string;
  readonly size: number;
  readonly entries: readonly ZipEntry[];
  /** SHA-256 by name, of every entry but SHA256SUMS and the metadata. */
  readonly sums: ReadonlyMap<string, string>;
  readonly metadata: BackupMetadata | null;
  readonly signature: SignatureFact;
}

export interface ReadHooks extends ThreadHooks {
  /** The new file that the content of an entry goes to; null when it is only to be checked. Its folder must be there. */
  readonly targetFor?: (entry: ZipEntry) => string | null;
  /** What `targetFor` gave a file for is whole and durable there. */
  readonly onKept?: (name: string) => void;
  readonly onEntries?: (count: number) => void;
  /** Bytes of the archive read since the last call. */
  readonly onBytes?: (bytes: number) => void;
}

/** An archive that was read from the first byte to the last. */
export interface ReadArchive {
  /** SHA-256 of the file. */
  readonly checksum: string;
}

/** What is known of an archive from when it was made, or was hashed as a whole. */
export interface RecordedArchive {
  /** SHA-256 of the file. */
  readonly checksum: string | null;
  /** Of its metadata. */
  readonly sealed: RecordedSeal | null | undefined;
}

/** The parts of the metadata that everything else hangs on. Of a listed backup its metadata will do. */
export type RecordedSeal = Pick<BackupMetadata, 'signature' | 'seal' | 'checksum'>;

const damaged = (message: string, entry?: string): AppError =>
  new AppError('FILE_CORRUPTION', message, entry === undefined ? {} : { details: { entry } });

/** An archive that is open for reading. The file is opened once; what is admitted is what is read. */
export class StrictReader {
  readonly archive: AdmittedArchive;
  readonly #file: FileHandle;
  readonly #directoryOffset: number;
  /** What admission rests on besides the directory, which is compared when everything is read. */
  readonly #known: readonly KnownPart[];

  private constructor(
    file: FileHandle,
    archive: AdmittedArchive,
    { directoryOffset, known }: { readonly directoryOffset: number; readonly known: readonly KnownPart[] },
  ) {
    this.#file = file;
    this.archive = archive;
    this.#directoryOffset = directoryOffset;
    this.#known = known;
  }

  /**
   * Opens an archive and admits it by its structure and its declarations.
   * @throws AppError BACKUP_NOT_FOUND, PERMISSION_DENIED, VALIDATION_FAILED, VERSION_UNSUPPORTED, FILE_CORRUPTION
   */
  static async open(filePath: string, signal: AbortSignal): Promise<StrictReader> {
    const file = await openArchive(filePath);
    try {
      const { size } = await file.stat();
      await judgeKind(file, size);
      const directory = await readDirectory(file, size, signal);
      await refuseNewerFormat(file, directory.listed);
      const entries = admitEntries(directory.listed, directory.offset);
      const sumsText = await readSmall(file, entries, SUMS, MAX_SUMS);
      if (sumsText === null) throw damaged(`${SUMS} is missing from the backup.`, SUMS);
      const sums = parseSums(sumsText.toString('latin1'));
      admitSums(entries, sums);
      const metadataText = await readSmall(file, entries, METADATA, MAX_METADATA);
      const metadata = metadataText === null ? null : parseMetadata(metadataText);
      if (metadata) {
        if (metadata.checksum !== sha256Of(sumsText))
          throw damaged(`${SUMS} is not the one that the backup was made with.`, SUMS);
        admitMetadata(entries, metadata);
      } else admitWithoutMetadata(entries);
      const known = [
        ...partOf(entries, SUMS, sumsText),
        ...(metadataText === null ? [] : partOf(entries, METADATA, metadataText)),
      ];
      const signature = metadataText === null ? NOT_SIGNED : judgeSignature(metadataText);
      const archive = { filePath, size, entries, sums, metadata, signature };
      return new StrictReader(file, archive, { directoryOffset: directory.offset, known });
    } catch (error) {
      await file.close();
      throw error;
    }
  }

  /** The signature fits and is the recorded one, and so are the two sums that it is there for, should a key be worthless. */
  #bears(sealed: RecordedArchive['sealed']): boolean {
    const { signature, metadata } = this.archive;
    if (signature.kind !== 'fits' || !sealed || sealed.signature === undefined) return false;
    return (['signature', 'seal', 'checksum'] as const).every((part) => metadata?.[part] === sealed[part]);
  }

  async close(): Promise<void> {
    await this.#file.close();
  }

  /**
   * Reads everything and checks it. Contents go to their files as they come, and are durable there when this resolves;
   * until then nothing in those files is to be believed.
   *
   * With the signature that was recorded, the metadata is the recorded one to the byte, and its seal stands for every
   * content and every entry as it is packed. Where all that is checked, hashing the file once more as a whole would say
   * nothing new of any content (docs/decisions/0013).
   * @throws AppError FILE_CORRUPTION naming the first entry that is wrong; CANCELLED
   */
  async readAll(hooks: ReadHooks, recorded: RecordedArchive | null = null): Promise<ReadArchive> {
    if (recorded?.checksum && this.#bears(recorded.sealed)) {
      const packed = await this.readEntries(hooks);
      // Read again just now, as everything else: the file is open, but others may write to it.
      const metadata = packed.find(({ name }) => name === METADATA);
      const isSame = this.#known.some(({ sha256 }) => sha256 === metadata?.packedSha256);
      if (!isSame) throw damaged('The file changed while it was read.');
      return { checksum: recorded.checksum };
    }
    const giveUp = new AbortController();
    const signal = AbortSignal.any([hooks.signal, giveUp.signal]);
    const [checked, checksum] = await Promise.allSettled([
      this.readEntries(hooks).catch((error: unknown) => {
        giveUp.abort();
        throw error;
      }),
      this.checksum(signal),
    ]);
    if (checked.status === 'rejected') throw checked.reason;
    if (checksum.status === 'rejected') throw checksum.reason;
    return { checksum: checksum.value };
  }

  /** SHA-256 of the whole file, whose contents are not judged. @throws AppError FILE_CORRUPTION, CANCELLED */
  checksum(signal: AbortSignal, onBytes?: (bytes: number) => void): Promise<string> {
    return hashWholeFile(this.#file, this.archive.size, { signal, known: this.#known, onBytes });
  }

  /**
   * As `readAll`, but for the SHA-256 of the whole file.
   * @returns every entry with the SHA-256 of its packed form: whoever has those of the archive that was written can tell
   *   that each byte of this one is the same
   */
  async readEntries(hooks: ReadHooks): Promise<SealedEntry[]> {
    const { archive } = this;
    const { entries, metadata } = archive;
    const packed = await this.readSome(entries, hooks);
    await this.#checkDirectory(hooks.signal);
    hooks.onBytes?.(archive.size - this.#directoryOffset);
    const sealed = packed.filter(({ name }) => name !== METADATA);
    if (metadata && sealOf(sealed) !== metadata.seal) {
      throw damaged(
        'A compressed entry is not packed as it was when the backup was made, so the file has been changed since.',
        METADATA,
      );
    }
    return packed;
  }

  /**
   * Reads some entries, which are judged as when everything is read, but for the seal, which is of all of them.
   * @throws AppError FILE_CORRUPTION naming the first entry that is wrong; CANCELLED
   */
  async readSome(entries: readonly ZipEntry[], hooks: ReadHooks): Promise<SealedEntry[]> {
    const { sums } = this.archive;
    const targetFor = hooks.targetFor ?? (() => null);
    const bytes = entries.reduce((sum, { packedSize }) => sum + packedSize, 0);
    return withCrew(hooks, bytes, (crew) =>
      checkEntries(entries, {
        crew,
        file: this.#file.fd,
        expected: (entry) => ({ sha256: sums.get(entry.name) ?? null, target: targetFor(entry) }),
        onKept: ({ name }) => hooks.onKept?.(name),
        onEntries: (count) => hooks.onEntries?.(count),
        onBytes: (read) => hooks.onBytes?.(read),
      }),
    );
  }

  /** A stored entry as text, or null when it is not there. @throws AppError FILE_CORRUPTION */
  async readText(name: string, limit: number): Promise<string | null> {
    const bytes = await readSmall(this.#file, this.archive.entries, name, limit);
    if (bytes === null) return null;
    const expected = this.archive.sums.get(name);
    if (expected !== undefined && expected !== sha256Of(bytes))
      throw damaged(`The entry ${shown(name)} is damaged.`, name);
    return bytes.toString('utf8');
  }

  async #checkDirectory(signal: AbortSignal): Promise<void> {
    const { entries, size } = this.archive;
    const reader = new ForwardReader(this.#file, this.#directoryOffset, signal);
    for (const entry of entries) {
      const message = `The table of contents is damaged at the entry ${shown(entry.name)}.`;
      await expectBytes(reader, centralHeader(entry), message, entry.name);
    }
    const directory = {
      entries: entries.length,
      offset: this.#directoryOffset,
      size: reader.position - this.#directoryOffset,
    };
    await expectBytes(reader, endOfArchive(directory), 'The end of the archive is damaged.');
    if (reader.position !== size)
      throw damaged('Behind the end of the archive lies something that does not belong there.');
  }
}

async function openArchive(filePath: string): Promise<FileHandle> {
  try {
    const file = await open(filePath, 'r');
    if ((await file.stat()).isFile()) return file;
    await file.close();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
      throw new AppError('BACKUP_NOT_FOUND', `Backup file not found: ${basename(filePath)}`, {
        cause: error,
      });
    }
    throw toAppError(error, 'BACKUP_NOT_FOUND');
  }
  throw new AppError('VALIDATION_FAILED', `${filePath} is not a file.`);
}

async function readAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const bytes = Buffer.alloc(length);
  let at = 0;
  while (at < length) {
    const { bytesRead } = await file.read(bytes, at, length - at, position + at);
    if (bytesRead === 0) throw damaged('The file ends too early.');
    at += bytesRead;
  }
  return bytes;
}

/** Tells a damaged archive from a file that never was one. */
async function judgeKind(file: FileHandle, size: number): Promise<void> {
  const head = await readAt(file, 0, Math.min(4, size));
  const isZip =
    head.length === 4 && (head.readUInt32LE(0) === 0x0403_4b50 || head.readUInt32LE(0) === 0x0605_4b50);
  if (!isZip) {
    throw new AppError(
      'VALIDATION_FAILED',
      size === 0 ? 'The file is empty.' : 'Invalid or corrupted backup file: it is not a ZIP file.',
    );
  }
  const end = size < END_SIZE ? null : await readAt(file, size - END_SIZE, END_SIZE);
  if (!end || end.readUInt32LE(0) !== 0x0605_4b50 || end.readUInt16LE(20) !== 0) {
    throw damaged('Invalid or corrupted backup file: it was cut short, or something was added to its end.');
  }
}

async function readDirectory(
  file: FileHandle,
  size: number,
  signal: AbortSignal,
): Promise<{ listed: ListedEntry[]; offset: number }> {
  const listed: ListedEntry[] = [];
  const reader = await TailReader.over(file, size);
  let zip: yauzl.ZipFile;
  try {
    // Names are judged by admission alone, so yauzl must hand them over as they are.
    zip = await yauzl.fromRandomAccessReaderPromise(reader, size, {
      autoClose: false,
      decodeStrings: false,
      validateEntrySizes: false,
    });
    for await (const entry of zip.eachEntry() as AsyncIterable<yauzl.Entry>) {
      signal.throwIfAborted();
      listed.push({
        name: (entry.fileName as unknown as Buffer).toString('latin1'),
        method: entry.compressionMethod,
        flags: entry.generalPurposeBitFlag,
        dosTime: ((entry.lastModFileDate << 16) | entry.lastModFileTime) >>> 0,
        crc32: entry.crc32,
        packedSize: entry.compressedSize,
        size: entry.uncompressedSize,
        offset: entry.relativeOffsetOfLocalHeader,
        attributes: entry.externalFileAttributes,
      });
    }
  } catch (error) {
    if (signal.aborted) throw new AppError('CANCELLED', undefined, { cause: error });
    const known = toAppError(error, 'FILE_CORRUPTION');
    if (known.code !== 'FILE_CORRUPTION') throw known;
    throw new AppError(
      'FILE_CORRUPTION',
      'Invalid or corrupted backup file: its table of contents is damaged.',
      { cause: error },
    );
  }
  return { listed, offset: reader.directoryOffset };
}

const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/**
 * A backup of a newer format is refused as such, before it is judged by the rules of this one.
 * The entry is looked for as it is listed; a broken one is left to the judgement that follows.
 */
async function refuseNewerFormat(file: FileHandle, listed: readonly ListedEntry[]): Promise<void> {
  const entry = listed.findLast((candidate) => candidate.name === METADATA);
  if (!entry || entry.method !== 0 || entry.size > MAX_METADATA) return;
  const start = entry.offset + 30 + entry.name.length;
  const { size } = await file.stat();
  if (start + entry.size > size) return;
  const text = (await readAt(file, start, entry.size)).toString('utf8');
  const declared = /^\{\s*"format":\s*"causebook-backup",\s*"version":\s*(\d{1,9})\b/.exec(text)?.[1];
  if (declared !== undefined && Number(declared) > ARCHIVE_FORMAT_VERSION) {
    throw new AppError(
      'VERSION_UNSUPPORTED',
      `This backup has format version ${declared}; this Causebook reads versions up to ${ARCHIVE_FORMAT_VERSION}.`,
      { details: { entry: METADATA, version: Number(declared) } },
    );
  }
}

/** Where the content of a stored entry lies. */
function partOf(entries: readonly ZipEntry[], name: string, bytes: Buffer): KnownPart[] {
  return entries
    .filter((entry) => entry.name === name)
    .map((entry) => ({
      start: entry.offset + LOCAL_HEADER_SIZE + name.length,
      length: bytes.length,
      sha256: sha256Of(bytes),
    }));
}

/** A stored entry that is needed before the pass. Its CRC is checked here; the pass checks it again with everything else. */
async function readSmall(
  file: FileHandle,
  entries: readonly ZipEntry[],
  name: string,
  limit: number,
): Promise<Buffer | null> {
  const entry = entries.find((candidate) => candidate.name === name);
  if (!entry) return null;
  if (entry.method !== 0 || entry.descriptor || entry.size > limit) {
    throw damaged(`The entry ${shown(name)} is not stored as a backup stores it.`, name);
  }
  const bytes = await readAt(file, entry.offset + 30 + name.length, entry.size);
  if (crc32(bytes) !== entry.crc32) throw damaged(`The entry ${shown(name)} is damaged.`, name);
  return bytes;
}

function parseMetadata(bytes: Buffer): BackupMetadata {
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    throw new AppError('FILE_CORRUPTION', `${METADATA} in the backup cannot be understood.`, {
      details: { entry: METADATA },
      cause: error,
    });
  }
  const metadata = BackupMetadata.safeParse(json);
  if (metadata.success) return metadata.data;
  throw new AppError(
    'VALIDATION_FAILED',
    `${METADATA} in the backup is not as it should be: ${metadata.error.issues[0]?.path.join('.') ?? ''}.`,
    {
      details: { entry: METADATA },
    },
  );
}

async function expectBytes(
  reader: ForwardReader,
  expected: Buffer,
  message: string,
  entry?: string,
): Promise<void> {
  if (expected.length === 0) return;
  if (!(await reader.take(expected.length)).equals(expected)) throw damaged(message, entry);
}
