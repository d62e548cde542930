/**
 * The strict reader: opens an archive once, admits its table of contents, then reads it from the first byte to the last
 * in one pass in which every structure is compared with what must stand there, and every content with its CRC-32 and
 * SHA-256. yauzl reads the central directory; the judging and the data are ours.
 */
import { createHash } from 'node:crypto';
import { open, type FileHandle } from 'node:fs/promises';
import { basename } from 'node:path';
import { promisify } from 'node:util';
import { crc32, createInflateRaw, inflateRaw } from 'node:zlib';
import { AppError, ARCHIVE_FORMAT_VERSION, BackupMetadata, toAppError } from '@causebook/contracts';
import yauzl from 'yauzl';
import {
  admitEntries,
  admitMetadata,
  admitSums,
  admitWithoutMetadata,
  MAX_METADATA,
  MAX_SUMS,
  shown,
  type ListedEntry,
} from './admission.ts';
import { METADATA, SUMS } from './entry-names.ts';
import { ForwardReader } from './forward-reader.ts';
import { sealOf, type SealedEntry } from './seal.ts';
import { judgeSignature, NOT_SIGNED, type SignatureFact } from './signature.ts';
import { parseSums } from './sums.ts';
import { TailReader } from './tail-reader.ts';
import {
  centralHeader,
  dataDescriptor,
  END_SIZE,
  endOfArchive,
  localHeader,
  type ZipEntry,
} from './zip-layout.ts';

const inflateWhole = promisify(inflateRaw) as (data: Buffer, options: object) => Promise<Buffer>;
/** Entries up to this size, packed and unpacked, are inflated in memory. */
const WHOLE_LIMIT = 1 << 20;

export interface AdmittedArchive {
  readonly filePath: string;
  readonly size: number;
  readonly entries: readonly ZipEntry[];
  /** SHA-256 by name, of every entry but SHA256SUMS and the metadata. */
  readonly sums: ReadonlyMap<string, string>;
  readonly metadata: BackupMetadata | null;
  readonly signature: SignatureFact;
}

/** Takes the content of one entry; called in order, each call awaited. */
export interface ContentSink {
  write(piece: Buffer): Promise<void>;
  /** The content was complete and right; it is durable when this resolves. */
  end(): Promise<void>;
  /** The content was wrong or did not come to its end. */
  abandon(): Promise<void>;
}

/** A new file that is durable when its content has ended. @throws EEXIST when it is there */
export async function fileSink(path: string): Promise<ContentSink> {
  const file = await open(path, 'wx', 0o600);
  return {
    write: async (piece) => {
      for (let at = 0; at < piece.length;)
        at += (await file.write(piece, at, piece.length - at, null)).bytesWritten;
    },
    end: async () => {
      try {
        await file.sync();
      } finally {
        await file.close();
      }
    },
    abandon: () => file.close(),
  };
}

export interface ReadHooks {
  readonly signal: AbortSignal;
  /** Where the content of an entry goes; null when it is only to be checked. */
  readonly sinkFor?: (entry: ZipEntry) => Promise<ContentSink | null>;
  readonly onEntry?: (entry: ZipEntry) => void;
  /** Bytes of the archive read since the last call. */
  readonly onBytes?: (bytes: number) => void;
}

const damaged = (message: string, entry?: string): AppError =>
  new AppError('FILE_CORRUPTION', message, entry === undefined ? {} : { details: { entry } });

/** An archive that is open for reading. The file is opened once; what is admitted is what is read. */
export class StrictReader {
  readonly archive: AdmittedArchive;
  readonly #file: FileHandle;
  readonly #directoryOffset: number;

  private constructor(file: FileHandle, archive: AdmittedArchive, directoryOffset: number) {
    this.#file = file;
    this.archive = archive;
    this.#directoryOffset = directoryOffset;
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
      const signature = metadataText === null ? NOT_SIGNED : judgeSignature(metadataText);
      const archive = { filePath, size, entries, sums, metadata, signature };
      return new StrictReader(file, archive, directory.offset);
    } catch (error) {
      await file.close();
      throw error;
    }
  }

  async close(): Promise<void> {
    await this.#file.close();
  }

  /**
   * Reads one entry by itself. Its headers, sizes, CRC-32 and SHA-256 are judged as when everything is read.
   * @throws AppError FILE_CORRUPTION naming the entry; CANCELLED
   */
  async readEntry(
    entry: ZipEntry,
    hooks: Pick<ReadHooks, 'signal' | 'onBytes'>,
    sink: ContentSink | null = null,
  ): Promise<void> {
    const expected = this.archive.sums.get(entry.name) ?? null;
    const until = entry.offset + localHeader(entry).length + entry.packedSize + dataDescriptor(entry).length;
    const reader = new ForwardReader(this.#file, hooks.signal, { from: entry.offset, until });
    try {
      const head = `The header of the entry ${shown(entry.name)} is damaged.`;
      await expectBytes(reader, localHeader(entry), head, entry.name);
      await readContent(reader, entry, expected, sink, () => undefined);
      const end = `The end of the entry ${shown(entry.name)} is damaged.`;
      await expectBytes(reader, dataDescriptor(entry), end, entry.name);
    } catch (error) {
      await sink?.abandon();
      throw error;
    }
    await sink?.end();
    hooks.onBytes?.(reader.position);
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

  /**
   * Reads everything once. Contents go to their sinks as they come; a sink's `end` is called only when its content was
   * right to the last byte.
   * @returns SHA-256 of the file
   * @throws AppError FILE_CORRUPTION naming the entry; CANCELLED
   */
  async readAll(hooks: ReadHooks): Promise<string> {
    const { entries, sums, metadata } = this.archive;
    const reader = new ForwardReader(this.#file, hooks.signal);
    const sealed: SealedEntry[] = [];
    let told = 0;
    const tell = (): void => {
      hooks.onBytes?.(reader.position - told);
      told = reader.position;
    };
    for (const entry of entries) {
      await expectBytes(
        reader,
        localHeader(entry),
        `The header of the entry ${shown(entry.name)} is damaged.`,
        entry.name,
      );
      const sink = (await hooks.sinkFor?.(entry)) ?? null;
      let packedSha256: string;
      try {
        packedSha256 = await readContent(reader, entry, sums.get(entry.name) ?? null, sink, tell);
        await expectBytes(
          reader,
          dataDescriptor(entry),
          `The end of the entry ${shown(entry.name)} is damaged.`,
          entry.name,
        );
      } catch (error) {
        await sink?.abandon();
        throw error;
      }
      await sink?.end();
      if (entry.name !== METADATA) sealed.push({ name: entry.name, packedSha256 });
      hooks.onEntry?.(entry);
      tell();
    }
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
    tell();
    if (reader.position !== this.archive.size)
      throw damaged('Behind the end of the archive lies something that does not belong there.');
    if (metadata && sealOf(sealed) !== metadata.seal) {
      throw damaged(
        'A compressed entry is not packed as it was when the backup was made, so the file has been changed since.',
        METADATA,
      );
    }
    return reader.digest();
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

/** Reads one entry's data; returns the SHA-256 of its packed form. */
async function readContent(
  reader: ForwardReader,
  entry: ZipEntry,
  expected: string | null,
  sink: ContentSink | null,
  tell: () => void,
): Promise<string> {
  const content = createHash('sha256');
  let crc = 0;
  let size = 0;
  const take = async (piece: Buffer): Promise<void> => {
    size += piece.length;
    if (size > entry.size)
      throw damaged(`The entry ${shown(entry.name)} is larger than it says.`, entry.name);
    content.update(piece);
    crc = crc32(piece, crc);
    await sink?.write(piece);
  };
  const packedSha256 =
    entry.method === 0
      ? await readStored(reader, entry, take, tell)
      : entry.packedSize <= WHOLE_LIMIT && entry.size <= WHOLE_LIMIT
        ? await readDeflatedWhole(reader, entry, take)
        : await readDeflated(reader, entry, take, tell);
  const sha256 = content.digest('hex');
  if (size !== entry.size || crc !== entry.crc32 || (expected !== null && sha256 !== expected)) {
    throw damaged(
      `The entry ${shown(entry.name)} is damaged: its content is not what was backed up.`,
      entry.name,
    );
  }
  return packedSha256 ?? sha256;
}

async function readStored(
  reader: ForwardReader,
  entry: ZipEntry,
  take: (piece: Buffer) => Promise<void>,
  tell: () => void,
): Promise<null> {
  for await (const piece of reader.pieces(entry.packedSize)) {
    await take(piece);
    tell();
  }
  return null;
}

async function readDeflatedWhole(
  reader: ForwardReader,
  entry: ZipEntry,
  take: (piece: Buffer) => Promise<void>,
): Promise<string> {
  const packed = await reader.take(entry.packedSize);
  let content: Buffer;
  try {
    const answer = (await inflateWhole(packed, {
      maxOutputLength: entry.size + 1,
      info: true,
    })) as unknown as {
      buffer: Buffer;
      engine: { bytesWritten: number };
    };
    if (answer.engine.bytesWritten !== packed.length)
      throw damaged(`The entry ${shown(entry.name)} holds more than its content.`, entry.name);
    content = answer.buffer;
  } catch (error) {
    throw cannotUnpack(entry, error);
  }
  await take(content);
  return sha256Of(packed);
}

async function readDeflated(
  reader: ForwardReader,
  entry: ZipEntry,
  take: (piece: Buffer) => Promise<void>,
  tell: () => void,
): Promise<string> {
  const packed = createHash('sha256');
  const inflate = createInflateRaw({ chunkSize: 256 << 10 });
  let failure: unknown;
  // Ends when the content has ended, is wrong, or could not be taken. Once it has, zlib answers no write any more.
  const taken = (async () => {
    for await (const piece of inflate as AsyncIterable<Buffer>) await take(piece);
  })().catch((error: unknown) => {
    failure = error;
  });
  try {
    for await (const piece of reader.pieces(entry.packedSize)) {
      packed.update(piece);
      tell();
      // The piece is overwritten by the next one, so zlib must be done with it before.
      await Promise.race([new Promise<void>((resolve) => inflate.write(piece, () => resolve())), taken]);
      if (failure !== undefined) throw failure;
    }
    inflate.end();
    await taken;
    if (failure !== undefined) throw failure;
  } catch (error) {
    throw cannotUnpack(entry, error);
  } finally {
    inflate.destroy();
  }
  if (inflate.bytesWritten !== entry.packedSize)
    throw damaged(`The entry ${shown(entry.name)} holds more than its content.`, entry.name);
  return packed.digest('hex');
}

/** zlib's own complaints are damage; everything else keeps its code. */
function cannotUnpack(entry: ZipEntry, error: unknown): unknown {
  const code = (error as NodeJS.ErrnoException).code ?? '';
  if (!code.startsWith('Z_') && code !== 'ERR_BUFFER_TOO_LARGE' && code !== 'ERR_STREAM_PREMATURE_CLOSE')
    return error;
  return new AppError(
    'FILE_CORRUPTION',
    `The entry ${shown(entry.name)} is damaged and cannot be unpacked.`,
    {
      details: { entry: entry.name },
      cause: error,
    },
  );
}
