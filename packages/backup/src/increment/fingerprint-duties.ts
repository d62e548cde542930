/** The fingerprints of a database file, as threads make them. The file is open already, and whoever opened it closes it. */
import { createHash, hash } from 'node:crypto';
import { readSync } from 'node:fs';
import { withoutWal } from '../sqlite-header.ts';
import type { DutyHooks, Tell } from '../threads/duties.ts';
import { AbandonedDuty, Damage } from '../threads/damage.ts';

/** Bytes of the SHA-256 of a page that are kept to compare it by. */
export const FINGERPRINT_SIZE = 16;
/** Bytes that are read at once; a multiple of every page size. */
export const FINGERPRINT_CHUNK = 1 << 20;

export interface DatabaseBytes {
  /** Number of the open file. */
  readonly file: number;
  /** Whether it is read as the file that `withoutWal` makes of it. */
  readonly isLive: boolean;
}

export function fingerprintDuties({ isCancelled }: DutyHooks) {
  let buffer: Buffer | null = null;

  function* pieces({ file, isLive }: DatabaseBytes, from: number, length: number): Generator<Buffer> {
    buffer ??= Buffer.allocUnsafeSlow(FINGERPRINT_CHUNK);
    for (let at = 0; at < length; at += FINGERPRINT_CHUNK) {
      if (isCancelled()) throw new AbandonedDuty();
      const piece = buffer.subarray(0, Math.min(FINGERPRINT_CHUNK, length - at));
      fill(file, piece, from + at);
      if (isLive && from + at === 0) withoutWal(piece);
      yield piece;
    }
  }

  return {
    /** The fingerprints of whole pages. */
    fingerprintPages({
      position,
      length,
      pageSize,
      ...file
    }: DatabaseBytes & {
      readonly position: number;
      readonly length: number;
      readonly pageSize: number;
    }): Uint8Array {
      const fingerprints = new Fingerprints(length, pageSize);
      for (const piece of pieces(file, position, length)) fingerprints.add(piece);
      return fingerprints.all;
    },

    /** SHA-256 of the whole file; and in the same pass, where a page size is given, the fingerprints of its pages. */
    hashDatabase(
      {
        size,
        pageSize,
        ...file
      }: DatabaseBytes & { readonly size: number; readonly pageSize: number | null },
      tell: Tell,
    ): { readonly sha256: string; readonly fingerprints: Uint8Array | null } {
      const whole = createHash('sha256');
      const fingerprints = pageSize === null ? null : new Fingerprints(size, pageSize);
      for (const piece of pieces(file, 0, size)) {
        whole.update(piece);
        fingerprints?.add(piece);
        tell(piece.length);
      }
      return { sha256: whole.digest('hex'), fingerprints: fingerprints?.all ?? null };
    },
  };
}

class Fingerprints {
  /** One behind the other. */
  readonly all: Buffer;
  readonly #pageSize: number;
  #to = 0;

  constructor(bytes: number, pageSize: number) {
    this.all = Buffer.alloc((bytes / pageSize) * FINGERPRINT_SIZE);
    this.#pageSize = pageSize;
  }

  /** @param pages whole ones */
  add(pages: Buffer): void {
    for (let at = 0; at < pages.length; at += this.#pageSize) {
      // As text, because a buffer for each page would take half as long again.
      const digest = hash('sha256', pages.subarray(at, at + this.#pageSize), 'hex');
      this.#to += this.all.write(digest, this.#to, FINGERPRINT_SIZE, 'hex');
    }
  }
}

function fill(file: number, into: Buffer, position: number): void {
  for (let at = 0; at < into.length;) {
    const bytesRead = readSync(file, into, at, into.length - at, position + at);
    if (bytesRead === 0) throw new Damage('The database ended before it should.');
    at += bytesRead;
  }
}
