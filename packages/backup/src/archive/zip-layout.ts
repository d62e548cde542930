/**
 * The bytes of ZIP structures as Causebook's archives have them (APPNOTE 6.3.10, sections 4.3.7 to 4.3.16). Every field
 * follows from an entry's name, method, sizes, CRC, time and place, so a reader can compute what must stand there and
 * compare: no byte of an archive is left unchecked. Pure.
 */

/** Stored or deflated; the format knows no other. */
export type Method = 0 | 8;

export interface ZipEntry {
  readonly name: string;
  readonly method: Method;
  /** Whether sizes and CRC stand behind the data instead of before it. */
  readonly descriptor: boolean;
  /** MS-DOS date (high 16 bits) and time (low 16 bits), UTC. */
  readonly dosTime: number;
  readonly crc32: number;
  readonly packedSize: number;
  readonly size: number;
  /** Where the local header begins. */
  readonly offset: number;
}

const MAX_32 = 0xffff_ffff;
const MAX_16 = 0xffff;
/** Unix, version 4.5. */
const MADE_BY = 0x032d;
/** A regular file, mode 0644, and the DOS archive bit. */
const ATTRIBUTES = 0x81a4_0020;
export const LOCAL_HEADER_SIZE = 30;
export const END_SIZE = 22;
const END_64_SIZE = 56;
export const LOCATOR_64_SIZE = 20;

const isLarge = (entry: ZipEntry): boolean => entry.size > MAX_32 || entry.packedSize > MAX_32;
const localVersion = (entry: ZipEntry): number => (entry.method === 0 && !entry.descriptor ? 10 : 20);

const EARLIEST = Date.UTC(1980, 0, 1);
const LATEST = Date.UTC(2107, 11, 31, 23, 59, 58);

/**
 * MS-DOS date and time of an instant, in UTC, to two seconds. It knows 1980 to 2107; the clock of a computer whose
 * battery is flat does not, and stands for the nearest time that it knows.
 */
export function dosTime(clock: Date): number {
  const instant = new Date(Math.min(Math.max(clock.getTime(), EARLIEST), LATEST));
  const date =
    ((instant.getUTCFullYear() - 1980) << 9) | ((instant.getUTCMonth() + 1) << 5) | instant.getUTCDate();
  const time =
    (instant.getUTCHours() << 11) | (instant.getUTCMinutes() << 5) | (instant.getUTCSeconds() >> 1);
  return ((date << 16) | time) >>> 0;
}

export function localHeader(entry: ZipEntry): Buffer {
  const name = Buffer.from(entry.name, 'latin1');
  const header = Buffer.alloc(LOCAL_HEADER_SIZE);
  header.writeUInt32LE(0x0403_4b50, 0);
  header.writeUInt16LE(localVersion(entry), 4);
  header.writeUInt16LE(entry.descriptor ? 8 : 0, 6);
  header.writeUInt16LE(entry.method, 8);
  header.writeUInt32LE(entry.dosTime, 10);
  if (!entry.descriptor) {
    header.writeUInt32LE(entry.crc32, 14);
    header.writeUInt32LE(entry.packedSize, 18);
    header.writeUInt32LE(entry.size, 22);
  }
  header.writeUInt16LE(name.length, 26);
  return Buffer.concat([header, name]);
}

export function dataDescriptor(entry: ZipEntry): Buffer {
  if (!entry.descriptor) return Buffer.alloc(0);
  const large = isLarge(entry);
  const descriptor = Buffer.alloc(large ? 24 : 16);
  descriptor.writeUInt32LE(0x0807_4b50, 0);
  descriptor.writeUInt32LE(entry.crc32, 4);
  if (large) {
    descriptor.writeBigUInt64LE(BigInt(entry.packedSize), 8);
    descriptor.writeBigUInt64LE(BigInt(entry.size), 16);
  } else {
    descriptor.writeUInt32LE(entry.packedSize, 8);
    descriptor.writeUInt32LE(entry.size, 12);
  }
  return descriptor;
}

export function centralHeader(entry: ZipEntry): Buffer {
  const large = isLarge(entry) || entry.offset > MAX_32;
  const name = Buffer.from(entry.name, 'latin1');
  const extra = Buffer.alloc(large ? 28 : 0);
  if (large) {
    extra.writeUInt16LE(1, 0);
    extra.writeUInt16LE(24, 2);
    extra.writeBigUInt64LE(BigInt(entry.size), 4);
    extra.writeBigUInt64LE(BigInt(entry.packedSize), 12);
    extra.writeBigUInt64LE(BigInt(entry.offset), 20);
  }
  const header = Buffer.alloc(46);
  header.writeUInt32LE(0x0201_4b50, 0);
  header.writeUInt16LE(MADE_BY, 4);
  header.writeUInt16LE(large ? 45 : localVersion(entry), 6);
  header.writeUInt16LE(entry.descriptor ? 8 : 0, 8);
  header.writeUInt16LE(entry.method, 10);
  header.writeUInt32LE(entry.dosTime, 12);
  header.writeUInt32LE(entry.crc32, 16);
  header.writeUInt32LE(large ? MAX_32 : entry.packedSize, 20);
  header.writeUInt32LE(large ? MAX_32 : entry.size, 24);
  header.writeUInt16LE(name.length, 28);
  header.writeUInt16LE(extra.length, 30);
  header.writeUInt32LE(ATTRIBUTES, 38);
  header.writeUInt32LE(large ? MAX_32 : entry.offset, 42);
  return Buffer.concat([header, name, extra]);
}

/** Everything behind the central directory: the ZIP64 records where they are needed, and the end record. */
export function endOfArchive(directory: {
  readonly entries: number;
  readonly offset: number;
  readonly size: number;
}): Buffer {
  const large = directory.entries > MAX_16 || directory.offset > MAX_32 || directory.size > MAX_32;
  const end = Buffer.alloc(END_SIZE);
  end.writeUInt32LE(0x0605_4b50, 0);
  end.writeUInt16LE(large ? MAX_16 : directory.entries, 8);
  end.writeUInt16LE(large ? MAX_16 : directory.entries, 10);
  end.writeUInt32LE(large ? MAX_32 : directory.size, 12);
  end.writeUInt32LE(large ? MAX_32 : directory.offset, 16);
  if (!large) return end;
  const end64 = Buffer.alloc(END_64_SIZE);
  end64.writeUInt32LE(0x0606_4b50, 0);
  end64.writeBigUInt64LE(44n, 4);
  end64.writeUInt16LE(45, 12);
  end64.writeUInt16LE(45, 14);
  end64.writeBigUInt64LE(BigInt(directory.entries), 24);
  end64.writeBigUInt64LE(BigInt(directory.entries), 32);
  end64.writeBigUInt64LE(BigInt(directory.size), 40);
  end64.writeBigUInt64LE(BigInt(directory.offset), 48);
  const locator = Buffer.alloc(LOCATOR_64_SIZE);
  locator.writeUInt32LE(0x0706_4b50, 0);
  locator.writeBigUInt64LE(BigInt(directory.offset + directory.size), 8);
  locator.writeUInt32LE(1, 16);
  return Buffer.concat([end64, locator, end]);
}
