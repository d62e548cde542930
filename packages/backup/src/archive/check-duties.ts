/**
 * Checking, as a thread does it: reads entries from the first byte of their headers to the last of their descriptors,
 * once, compares every structure with what must stand there and every content with its size, CRC-32 and SHA-256, and
 * writes in the same pass what is to be written.
 */
import { createHash, hash as hashOf, type Hash } from 'node:crypto';
import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { crc32, inflateRawSync } from 'node:zlib';
import { Damage } from '../threads/damage.ts';
import type { DutyHooks, Tell } from '../threads/duties.ts';
import { letGoOfBytes } from '../threads/let-go-of-bytes.ts';
import { shown } from './entry-names.ts';
import { inflateLarge } from './inflate-large.ts';
import { REGION_BUFFER, RegionReader } from './region-reader.ts';
import { TargetFiles } from './target-files.ts';
import { dataDescriptor, LOCAL_HEADER_SIZE, localHeader, type ZipEntry } from './zip-layout.ts';

/** Entries up to this size, packed and unpacked, are inflated in one go. */
export const WHOLE_LIMIT = 2 << 20;

export interface EntryToCheck extends ZipEntry {
  /** Null where nothing but the CRC is known. */
  readonly sha256: string | null;
  /** Where the content is written; null when it is only checked. The file must not be there, its folder must. */
  readonly target: string | null;
}

export interface HeldFile {
  readonly path: string;
  readonly size: number;
  readonly sha256: string;
}

/** Takes the content of one entry piece by piece. */
interface Content {
  readonly take: (piece: Buffer) => void;
  /** @throws Damage when it was not the one that was backed up */
  readonly end: () => string;
}

const CHUNK = 1 << 20;

function contentOf(entry: EntryToCheck, write: (piece: Buffer) => void): Content {
  const { name, size: expected, sha256: expectedSha256 } = entry;
  // Of a content that comes in one piece, as most do, or of many pieces.
  let whole: string | null = null;
  let hash: Hash | null = null;
  let crc = 0;
  let size = 0;
  return {
    take: (piece) => {
      const isWhole = size === 0 && piece.length === expected;
      size += piece.length;
      if (size > expected) throw new Damage(`The entry ${shown(name)} is larger than it says.`, name);
      if (isWhole) whole = hashOf('sha256', piece, 'hex');
      else (hash ??= createHash('sha256')).update(piece);
      crc = crc32(piece, crc);
      write(piece);
    },
    end: () => {
      const sha256 = whole ?? (hash ?? createHash('sha256')).digest('hex');
      if (
        size !== expected ||
        crc !== entry.crc32 ||
        (expectedSha256 !== null && sha256 !== expectedSha256)
      ) {
        throw new Damage(`The entry ${shown(name)} is damaged: its content is not what was backed up.`, name);
      }
      return sha256;
    },
  };
}

/** Bytes of an entry in the archive. */
const lengthOf = (entry: ZipEntry): number =>
  LOCAL_HEADER_SIZE + entry.name.length + entry.packedSize + dataDescriptor(entry).length;

function expectBytes(reader: RegionReader, expected: Buffer, message: string, entry: string): void {
  if (expected.length > 0 && !reader.take(expected.length).equals(expected)) throw new Damage(message, entry);
}

function inflateWhole(reader: RegionReader, entry: ZipEntry, take: (piece: Buffer) => void): string {
  const packed = reader.take(entry.packedSize);
  let answer: { readonly buffer: Buffer; readonly engine: { readonly bytesWritten: number } };
  try {
    answer = inflateRawSync(packed, {
      maxOutputLength: entry.size + 1,
      chunkSize: Math.max(64, entry.size + 1),
      info: true,
    } as object) as unknown as typeof answer;
  } catch (error) {
    throw cannotUnpack(entry, error);
  }
  if (answer.engine.bytesWritten !== packed.length)
    throw new Damage(`The entry ${shown(entry.name)} holds more than its content.`, entry.name);
  take(answer.buffer);
  letGoOfBytes(answer.buffer);
  return hashOf('sha256', packed, 'hex');
}

/** zlib's own complaints are damage; everything else keeps its code. */
function cannotUnpack(entry: ZipEntry, error: unknown): unknown {
  const code = (error as NodeJS.ErrnoException).code ?? '';
  if (!code.startsWith('Z_') && code !== 'ERR_BUFFER_TOO_LARGE' && code !== 'ERR_STREAM_PREMATURE_CLOSE')
    return error;
  return new Damage(`The entry ${shown(entry.name)} is damaged and cannot be unpacked.`, entry.name, {
    cause: error,
  });
}

/** Reads an entry's data; returns the SHA-256 of its packed form, or null where that is its content. */
async function readData(reader: RegionReader, entry: ZipEntry, content: Content): Promise<string | null> {
  if (entry.method === 0) {
    for (const piece of reader.pieces(entry.packedSize)) content.take(piece);
    return null;
  }
  if (entry.packedSize <= WHOLE_LIMIT && entry.size <= WHOLE_LIMIT)
    return inflateWhole(reader, entry, content.take);
  try {
    return await inflateLarge(reader.pieces(entry.packedSize), entry, content.take);
  } catch (error) {
    throw cannotUnpack(entry, error);
  }
}

export function checkDuties({ isCancelled }: DutyHooks) {
  /** One for all, because duties come one after another, and the collector of garbage does not see how large they are. */
  let region: Buffer | null = null;
  return {
    /**
     * Checks entries that lie one behind the other in a file that is open, and tells the bytes of the archive that it
     * has read. What was written is durable when it answers.
     * @returns the SHA-256 of the packed form of each
     */
    async checkEntries(
      { file, entries }: { readonly file: number; readonly entries: readonly EntryToCheck[] },
      tell: Tell,
    ): Promise<string[]> {
      region ??= Buffer.allocUnsafeSlow(REGION_BUFFER);
      const reader = new RegionReader(file, {
        position: entries[0]!.offset,
        length: entries.reduce((sum, entry) => sum + lengthOf(entry), 0),
        buffer: region,
        tell,
        isCancelled,
      });
      const targets = new TargetFiles();
      const packed: string[] = [];
      try {
        for (const entry of entries) {
          const header = `The header of the entry ${shown(entry.name)} is damaged.`;
          expectBytes(reader, localHeader(entry), header, entry.name);
          const content = contentOf(entry, targets.writerOf(entry.target));
          const packedSha256 = await readData(reader, entry, content);
          const end = `The end of the entry ${shown(entry.name)} is damaged.`;
          expectBytes(reader, dataDescriptor(entry), end, entry.name);
          const sha256 = content.end();
          packed.push(packedSha256 ?? sha256);
        }
        await targets.keep();
      } finally {
        await targets.close();
      }
      reader.tellRest();
      return packed;
    },

    /** Which of the files hold what they should. One that the disk does not give back holds it no more. */
    hashFiles({ files }: { readonly files: readonly HeldFile[] }, tell: Tell): boolean[] {
      const buffer = Buffer.allocUnsafe(CHUNK);
      return files.map((held) => {
        const isHeld = holdsIfReadable(held, buffer, isCancelled);
        tell(held.size);
        return isHeld;
      });
    },
  };
}

/** Only system calls fail here, each on a file that is there: a restore puts another one in its place. */
function holdsIfReadable(file: HeldFile, buffer: Buffer, isCancelled: () => boolean): boolean {
  try {
    return holds(file, buffer, isCancelled);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).syscall === undefined) throw error;
    return false;
  }
}

function holds({ path, size, sha256 }: HeldFile, buffer: Buffer, isCancelled: () => boolean): boolean {
  const facts = statSync(path, { throwIfNoEntry: false });
  if (!facts?.isFile() || facts.size !== size) return false;
  const file = openSync(path, 'r');
  try {
    const hash = createHash('sha256');
    for (let bytesRead = -1; bytesRead !== 0 && !isCancelled();) {
      bytesRead = readSync(file, buffer, 0, buffer.length, null);
      hash.update(buffer.subarray(0, bytesRead));
    }
    return hash.digest('hex') === sha256;
  } finally {
    closeSync(file);
  }
}
