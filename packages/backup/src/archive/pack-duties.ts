/**
 * Packing, as a thread does it: reads a content once, and in that pass makes its SHA-256, its CRC-32 and, where it is
 * worth it, its compressed form. What comes out depends on the content and the level only.
 */
import { createHash, hash as hashOf, type Hash } from 'node:crypto';
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { constants, crc32, deflateRawSync } from 'node:zlib';
import type { DutyHooks } from '../threads/duties.ts';
import { letGoOfBytes } from '../threads/let-go-of-bytes.ts';
import { DICTIONARY, PIECE } from '../threads/slot-layout.ts';
import { SAMPLE, samplePlaces, worthDeflating } from './compressibility.ts';
import { isRefusal, twice } from './refused-reads.ts';
import type { Method } from './zip-layout.ts';

export interface WholeFile {
  readonly path: string;
  /** The content that it must have; another is not packed. */
  readonly sha256: string;
  /** Bytes that it should have; no more than this is read, and one to see whether there are more. */
  readonly size: number;
}

/** A file that the disk does not give, also not at the second attempt. */
export interface Refused {
  /** Of the system's error. */
  readonly refused: string;
  readonly message: string;
}

/** A packed content in a slot; null for a file that does not hold what it should. */
export type PackedWhole = PackedInSlot | Refused | null;

export interface PackedInSlot {
  /** In the slot. */
  readonly start: number;
  readonly length: number;
  readonly method: Method;
  readonly crc32: number;
  readonly packedSha256: string;
}

export interface ReadPiece {
  /** Number of the stream; its pieces are asked for in order, from the same thread. */
  readonly stream: number;
  readonly path: string;
  readonly position: number;
  readonly length: number;
  readonly slot: number;
  readonly isLast: boolean;
}

export interface PieceRead {
  readonly length: number;
  /** Bytes before the content that deflate may look back upon. */
  readonly dictionary: number;
  /** Of the whole stream; with its last piece, or where the file has ended before. */
  readonly whole: { readonly sha256: string; readonly crc32: number; readonly isExact: boolean } | null;
}

export interface DeflatePiece {
  readonly from: number;
  readonly to: number;
  readonly dictionary: number;
  readonly length: number;
  readonly level: number;
  readonly isLast: boolean;
}

interface Stream {
  readonly file: number;
  readonly hash: Hash;
  crc: number;
  tail: Buffer;
}

/**
 * The level that zlib is given for one of ours: one less, but for the fastest and the smallest. The usual one, 6, makes
 * texts and databases a hundredth larger at most than zlib's own, and takes three fifths of its time
 * (docs/decisions/0014).
 */
const zlibLevel = (level: number): number => (level <= 1 || level === 9 ? level : level - 1);

const sha256Of = (bytes: Uint8Array): string => hashOf('sha256', bytes, 'hex');

/** Reads until the place is full or the file ends; returns how many bytes came. */
function fill(file: number, into: Buffer, position: number): number {
  let length = 0;
  while (length < into.length) {
    const from = length;
    const bytesRead = twice(() => readSync(file, into, from, into.length - from, position + from));
    if (bytesRead === 0) break;
    length += bytesRead;
  }
  return length;
}

function withFile<Result>(path: string, use: (file: number) => Result): Result {
  const file = twice(() => openSync(path, 'r'));
  try {
    return use(file);
  } finally {
    closeSync(file);
  }
}

/** What reading comes to; a refusal of the disk is an answer, because others are wanted all the same. */
function orRefused<Result>(read: () => Result): Result | Refused {
  try {
    return read();
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return { refused: error.code!, message: error.message };
  }
}

function isWorthDeflating(content: Buffer): boolean {
  const samples = samplePlaces(content.length).map((at) => content.subarray(at, at + SAMPLE));
  return worthDeflating(content.subarray(0, SAMPLE), samples);
}

/** Packs a content that lies in a slot, in its place. */
function packInPlace(content: Buffer, sha256: string, level: number): Omit<PackedInSlot, 'start'> {
  const crc = crc32(content);
  if (level > 0 && isWorthDeflating(content)) {
    const deflated = deflateRawSync(content, {
      level: zlibLevel(level),
      chunkSize: Math.max(1024, content.length >> 1),
    });
    const { length } = deflated;
    if (length < content.length) {
      const packedSha256 = sha256Of(deflated);
      deflated.copy(content);
      letGoOfBytes(deflated);
      return { length, method: 8, crc32: crc, packedSha256 };
    }
    letGoOfBytes(deflated);
  }
  return { length: content.length, method: 0, crc32: crc, packedSha256: sha256 };
}

export function packDuties({ slots }: DutyHooks) {
  const streams = new Map<number, Stream>();

  const begin = (path: string): Stream => ({
    file: twice(() => openSync(path, 'r')),
    hash: createHash('sha256'),
    crc: 0,
    tail: Buffer.alloc(0),
  });

  return {
    /** Packs files that together fit into a slot, one behind the other. */
    packWhole({
      files,
      slot,
      level,
    }: {
      files: readonly WholeFile[];
      slot: number;
      level: number;
    }): PackedWhole[] {
      let start = 0;
      return files.map(({ path, sha256, size }) => {
        const room = slots[slot]!.subarray(start, start + size + 1);
        const read = orRefused(() => withFile(path, (file) => fill(file, room, 0)));
        if (typeof read !== 'number') return read;
        const content = room.subarray(0, read);
        if (content.length !== size || sha256Of(content) !== sha256) return null;
        const packed = { start, ...packInPlace(content, sha256, level) };
        start += packed.length;
        return packed;
      });
    },

    /** How a file that needs more than one piece is packed, judged by samples. */
    judge({ path, level }: { path: string; level: number }): { method: Method; size: number } | Refused {
      return orRefused(() =>
        withFile(path, (file) => {
          const { size } = fstatSync(file);
          const sampleAt = (place: number): Buffer => {
            const sample = Buffer.alloc(SAMPLE);
            return sample.subarray(0, fill(file, sample, place));
          };
          const isWorth = level > 0 && worthDeflating(sampleAt(0), samplePlaces(size).map(sampleAt));
          return { method: isWorth ? 8 : 0, size };
        }),
      );
    },

    /** Reads the next piece of a stream into a slot. */
    readPiece({ stream, path, position, length, slot, isLast }: ReadPiece): PieceRead {
      const state = streams.get(stream) ?? begin(path);
      streams.set(stream, state);
      const memory = slots[slot]!;
      const place = memory.subarray(DICTIONARY, DICTIONARY + length);
      const content = place.subarray(0, fill(state.file, place, position));
      state.hash.update(content);
      state.crc = crc32(content, state.crc);
      const { tail } = state;
      tail.copy(memory, DICTIONARY - tail.length);
      if (!isLast && content.length === length) {
        state.tail = Buffer.from(content.subarray(Math.max(0, length - DICTIONARY)));
        return { length, dictionary: tail.length, whole: null };
      }
      const isExact = content.length === length && fill(state.file, Buffer.alloc(1), position + length) === 0;
      streams.delete(stream);
      closeSync(state.file);
      const whole = { sha256: state.hash.digest('hex'), crc32: state.crc, isExact };
      return { length: content.length, dictionary: tail.length, whole };
    },

    /** Deflates a piece into another slot. The packed pieces of a stream, in order, are one deflate stream. */
    deflatePiece({ from, to, dictionary, length, level, isLast }: DeflatePiece): { length: number } {
      const content = slots[from]!.subarray(DICTIONARY, DICTIONARY + length);
      const before = slots[from]!.subarray(DICTIONARY - dictionary, DICTIONARY);
      const deflated = deflateRawSync(content, {
        level: zlibLevel(level),
        chunkSize: PIECE >> 1,
        finishFlush: isLast ? constants.Z_FINISH : constants.Z_SYNC_FLUSH,
        ...(dictionary > 0 ? { dictionary: before } : {}),
      });
      if (deflated.length > slots[to]!.length)
        throw new RangeError('A deflated piece does not fit into its slot.');
      const { length: packed } = deflated;
      deflated.copy(slots[to]!);
      letGoOfBytes(deflated);
      return { length: packed };
    },

    /** Closes what a task that was given up has left open. */
    putDown(): void {
      for (const { file } of streams.values()) closeSync(file);
      streams.clear();
    },
  };
}
