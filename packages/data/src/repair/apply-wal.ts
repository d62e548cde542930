/**
 * Brings the journal of a copied database into the copy, for a database that SQLite will not open: what was committed
 * last stands only there. Frames are believed as far as their checksums reach, as SQLite believes them.
 */
import { closeSync, openSync, readFileSync, writeSync } from 'node:fs';

const HEAD = 32;
const FRAME_HEAD = 24;
const MAGIC = 0x377f0682;

export type JournalState = 'none' | 'sound' | 'unreadable';

interface Journal {
  readonly state: JournalState;
  readonly pageSize: number;
  /** The newest committed content of each page. */
  readonly pages: ReadonlyMap<number, Buffer>;
}

const none: Journal = { state: 'none', pageSize: 0, pages: new Map() };

/** What a journal holds that was committed. An empty one holds nothing; one whose head is damaged cannot be read. */
export function readJournal(bytes: Buffer): Journal {
  if (bytes.length < HEAD) return none;
  const pageSize = bytes.readUInt32BE(8);
  const magic = bytes.readUInt32BE(0);
  const isLittle = magic === MAGIC;
  const head = checksum(bytes.subarray(0, 24), [0, 0], isLittle);
  const isHead = (isLittle || magic === MAGIC + 1) && pageSize >= 512 && pageSize <= 65_536;
  if (!isHead || !isSame(head, bytes, 24)) return { ...none, state: 'unreadable' };
  const pages = new Map<number, Buffer>();
  let pending = new Map<number, Buffer>();
  let sum = head;
  const size = FRAME_HEAD + pageSize;
  for (let at = HEAD; at + size <= bytes.length; at += size) {
    const isOurs = bytes.compare(bytes, 16, 24, at + 8, at + 16) === 0;
    if (!isOurs) break;
    sum = checksum(bytes.subarray(at, at + 8), sum, isLittle);
    sum = checksum(bytes.subarray(at + FRAME_HEAD, at + size), sum, isLittle);
    if (!isSame(sum, bytes, at + 16)) break;
    pending.set(bytes.readUInt32BE(at), bytes.subarray(at + FRAME_HEAD, at + size));
    if (bytes.readUInt32BE(at + 4) === 0) continue;
    for (const [number, page] of pending) pages.set(number, page);
    pending = new Map();
  }
  return { state: 'sound', pageSize, pages };
}

/** Writes what a journal holds into the database that it belongs to. */
export function applyJournal(database: string, journal: string): JournalState {
  const { state, pageSize, pages } = readJournal(readFileSync(journal));
  const file = openSync(database, 'r+');
  try {
    for (const [number, page] of pages) writeSync(file, page, 0, pageSize, (number - 1) * pageSize);
  } finally {
    closeSync(file);
  }
  return state;
}

type Sum = readonly [number, number];

function checksum(bytes: Buffer, [one, two]: Sum, isLittle: boolean): Sum {
  let [a, b] = [one, two];
  for (let at = 0; at < bytes.length; at += 8) {
    const first = isLittle ? bytes.readUInt32LE(at) : bytes.readUInt32BE(at);
    const second = isLittle ? bytes.readUInt32LE(at + 4) : bytes.readUInt32BE(at + 4);
    a = (a + first + b) >>> 0;
    b = (b + second + a) >>> 0;
  }
  return [a, b];
}

const isSame = ([a, b]: Sum, bytes: Buffer, at: number): boolean =>
  a === bytes.readUInt32BE(at) && b === bytes.readUInt32BE(at + 4);
