/**
 * UUIDs of version 7 (RFC 9562): unique everywhere, and sorted by the time they were made, which keeps indexes compact.
 * Those of one process are sorted within a millisecond, too (section 6.2, method 2).
 */
import { randomBytes } from 'node:crypto';

let latest: { readonly time: number; readonly random: Buffer } = { time: -1, random: Buffer.alloc(10) };

/** Chance for a new millisecond; within one, the last id's and a little more. */
function nextRandom(time: number): Buffer {
  const random = time === latest.time ? increased(latest.random) : randomBytes(10);
  // Leaves half of the space to count in.
  if (time !== latest.time) random[4]! &= 0x7f;
  latest = { time, random };
  return random;
}

/** Added to the last six bytes, which neither version nor variant takes a part of. */
function increased(random: Buffer): Buffer {
  const copy = Buffer.from(random);
  const step = 1 + (randomBytes(2).readUInt16BE() >> 4);
  copy.writeUIntBE(copy.readUIntBE(4, 6) + step, 4, 6);
  return copy;
}

export function uniqueId(now: Date, random: Uint8Array = nextRandom(now.getTime())): string {
  const bytes = Buffer.alloc(16);
  bytes.writeUIntBE(now.getTime(), 0, 6);
  bytes.set(random.subarray(0, 10), 6);
  bytes[6] = (bytes[6]! & 0x0f) | 0x70;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
