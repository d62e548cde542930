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
    /** The fingerprints of whole pages, one behind the other. */
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
      const fingerprints = Buffer.alloc((length / pageSize) * FINGERPRINT_SIZE);
      let to = 0;
      for (const piece of pieces(file, position, length))
        for (let at = 0; at < piece.length; at += pageSize) {
          // As text, because a buffer for each page would take half as long again.
          const digest = hash('sha256', piece.subarray(at, at + pageSize), 'hex');
          to += fingerprints.write(digest, to, FINGERPRINT_SIZE, 'hex');
        }
      return fingerprints;
    },

    /** SHA-256 of the whole file. */
    hashDatabase({ size, ...file }: DatabaseBytes & { readonly size: number }, tell: Tell): string {
      const whole = createHash('sha256');
      for (const piece of pieces(file, 0, size)) {
        whole.update(piece);
        tell(piece.length);
      }
      return whole.digest('hex');
    },
  };
}

function fill(file: number, into: Buffer, position: number): void {
  for (let at = 0; at < into.length;) {
    const bytesRead = readSync(file, into, at, into.length - at, position + at);
    if (bytesRead === 0) throw new Damage('The database ended before it should.');
    at += bytesRead;
  }
}
