/**
 * Reads the pages of a SQLite file one by one, without believing anything that another page says: for databases that
 * SQLite itself will not open, or not read through. Format: https://www.sqlite.org/fileformat2.html
 */
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

const MAGIC = 'SQLite format 3\0';
/** What Causebook's databases have, for a file whose head does not say. */
const USUAL_PAGE = 4096;

export type Value = string | number | Buffer | null;

export interface Cell {
  /** Null in an index. */
  readonly rowid: number | null;
  readonly values: readonly Value[];
}

export interface Page {
  readonly kind: 'table-leaf' | 'table-node' | 'index-leaf' | 'index-node';
  /** Pages below this one, from left to right. */
  readonly children: readonly number[];
  /** Rows of a table, or entries of an index. A cell that cannot be decoded is null. */
  readonly cells: readonly (Cell | null)[];
}

const kinds: Readonly<Record<number, Page['kind']>> = {
  0x0d: 'table-leaf',
  0x05: 'table-node',
  0x0a: 'index-leaf',
  0x02: 'index-node',
};

/** Thrown inside for whatever a sound page cannot hold. */
class Unreadable extends Error {}

export class PageFile {
  readonly pageSize: number;
  readonly pageCount: number;
  /** Whether the first page begins as that of a database does. */
  readonly hasHead: boolean;
  readonly #file: number;
  readonly #usable: number;

  constructor(path: string) {
    this.#file = openSync(path, 'r');
    const { size } = fstatSync(this.#file);
    const head = Buffer.alloc(100);
    readSync(this.#file, head, 0, 100, 0);
    const declared = head.readUInt16BE(16) === 1 ? 65_536 : head.readUInt16BE(16);
    const isPageSize = declared >= 512 && (declared & (declared - 1)) === 0;
    this.hasHead = head.toString('latin1', 0, 16) === MAGIC && isPageSize;
    this.pageSize = this.hasHead ? declared : USUAL_PAGE;
    this.#usable = this.pageSize - (this.hasHead ? head[20]! : 0);
    this.pageCount = Math.ceil(size / this.pageSize);
  }

  close(): void {
    closeSync(this.#file);
  }

  /** The bytes of a page; what lies beyond the end of the file is nought. */
  bytes(number: number): Buffer {
    const page = Buffer.alloc(this.pageSize);
    readSync(this.#file, page, 0, this.pageSize, (number - 1) * this.pageSize);
    return page;
  }

  /** A page of a table or of an index; null for any other, and for one that is damaged. */
  page(number: number): Page | null {
    const bytes = this.bytes(number);
    try {
      return this.#decode(bytes, number === 1 ? 100 : 0);
    } catch (error) {
      if (error instanceof Unreadable || error instanceof RangeError) return null;
      throw error;
    }
  }

  #decode(bytes: Buffer, at: number): Page | null {
    const kind = kinds[bytes[at]!];
    if (kind === undefined) return null;
    const isNode = kind === 'table-node' || kind === 'index-node';
    const count = bytes.readUInt16BE(at + 3);
    const first = at + (isNode ? 12 : 8);
    const end = first + 2 * count;
    if (end > this.#usable) throw new Unreadable();
    const offsets = Array.from({ length: count }, (_, index) => bytes.readUInt16BE(first + 2 * index));
    if (offsets.some((offset) => offset < end || offset >= this.#usable)) throw new Unreadable();
    if (new Set(offsets).size !== count) throw new Unreadable();
    const children = isNode ? offsets.map((offset) => this.#child(bytes, offset)) : [];
    if (isNode) children.push(this.#child(bytes, at + 8));
    if (kind === 'table-node') return { kind, children, cells: [] };
    const cells = offsets.map((offset) => this.#cellOrNull(bytes, isNode ? offset + 4 : offset, kind));
    if (kind === 'table-leaf') requireOrder(cells);
    return { kind, children, cells };
  }

  #child(bytes: Buffer, at: number): number {
    const number = bytes.readUInt32BE(at);
    if (number < 2 || number > this.pageCount) throw new Unreadable();
    return number;
  }

  #cellOrNull(bytes: Buffer, offset: number, kind: Page['kind']): Cell | null {
    try {
      return this.#cell(bytes, offset, kind === 'table-leaf');
    } catch (error) {
      if (error instanceof Unreadable || error instanceof RangeError) return null;
      throw error;
    }
  }

  #cell(bytes: Buffer, offset: number, isRow: boolean): Cell {
    let at = offset;
    const [length, lengthSize] = varint(bytes, at);
    at += lengthSize;
    let rowid: number | null = null;
    if (isRow) {
      const [value, size] = varint(bytes, at);
      rowid = value;
      at += size;
    }
    return { rowid, values: decodeRecord(this.#payload(bytes, at, length, isRow)) };
  }

  /** The bytes of a record, put together from its page and the pages it overflows to. */
  #payload(bytes: Buffer, at: number, length: number, isRow: boolean): Buffer {
    const usable = this.#usable;
    const most = isRow ? usable - 35 : Math.floor(((usable - 12) * 64) / 255) - 23;
    if (length < 1 || length > this.pageCount * this.pageSize) throw new Unreadable();
    if (length <= most) {
      if (at + length > usable) throw new Unreadable();
      return bytes.subarray(at, at + length);
    }
    const least = Math.floor(((usable - 12) * 32) / 255) - 23;
    const wanted = least + ((length - least) % (usable - 4));
    const local = wanted <= most ? wanted : least;
    if (at + local + 4 > usable) throw new Unreadable();
    const parts = [bytes.subarray(at, at + local)];
    let next = bytes.readUInt32BE(at + local);
    for (let left = length - local; left > 0;) {
      if (next < 2 || next > this.pageCount) throw new Unreadable();
      const page = this.bytes(next);
      const taken = Math.min(left, usable - 4);
      parts.push(page.subarray(4, 4 + taken));
      left -= taken;
      next = page.readUInt32BE(0);
    }
    if (next !== 0) throw new Unreadable();
    return Buffer.concat(parts);
  }
}

/** Rows of a page stand in the order of their numbers. */
function requireOrder(cells: readonly (Cell | null)[]): void {
  let before = Number.NEGATIVE_INFINITY;
  for (const cell of cells) {
    if (cell === null) continue;
    if (cell.rowid! <= before) throw new Unreadable();
    before = cell.rowid!;
  }
}

/** A whole number and how many bytes it took. Those beyond 2^53 are no numbers that Causebook gives. */
function varint(bytes: Buffer, at: number): [value: number, size: number] {
  let value = 0;
  for (let index = 0; index < 8; index += 1) {
    const byte = bytes.readUInt8(at + index);
    value = value * 128 + (byte & 0x7f);
    if (value > Number.MAX_SAFE_INTEGER) throw new Unreadable();
    if (byte < 0x80) return [value, index + 1];
  }
  throw new Unreadable();
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const integerSizes: Readonly<Record<number, number>> = { 1: 1, 2: 2, 3: 3, 4: 4, 5: 6 };

function decodeRecord(record: Buffer): Value[] {
  const [headLength, size] = varint(record, 0);
  const types: number[] = [];
  let at = size;
  while (at < headLength) {
    const [type, taken] = varint(record, at);
    types.push(type);
    at += taken;
  }
  if (at !== headLength || types.length === 0) throw new Unreadable();
  const values: Value[] = [];
  for (const type of types) {
    const [value, taken] = decodeValue(record, at, type);
    values.push(value);
    at += taken;
  }
  // What is left over or missing is a record that is not what its head says.
  if (at !== record.length) throw new Unreadable();
  return values;
}

function decodeValue(record: Buffer, at: number, type: number): [value: Value, size: number] {
  if (type === 0) return [null, 0];
  if (type === 8 || type === 9) return [type - 8, 0];
  if (type === 6) return [Number(record.readBigInt64BE(at)), 8];
  if (type === 7) return [record.readDoubleBE(at), 8];
  const integer = integerSizes[type];
  if (integer !== undefined) return [record.readIntBE(at, integer), integer];
  if (type < 12) throw new Unreadable();
  const length = Math.floor((type - 12) / 2);
  if (at + length > record.length) throw new Unreadable();
  const bytes = record.subarray(at, at + length);
  return [type % 2 === 0 ? Buffer.from(bytes) : decodeText(bytes), length];
}

function decodeText(bytes: Buffer): string {
  try {
    return utf8.decode(bytes);
  } catch (error) {
    if (error instanceof TypeError) throw new Unreadable();
    throw error;
  }
}
