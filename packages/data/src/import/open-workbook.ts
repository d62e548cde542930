/**
 * Unpacks the parts of an Excel workbook that hold its tables, and no more of them than memory bears. What the parser
 * then sees is a plain, bounded archive that was written here: a ZIP that lies about itself never reaches it.
 */
import { crc32, inflateRawSync } from 'node:zlib';
import {
  MAX_COLUMNS,
  MAX_ROWS,
  MAX_UNPACKED_BYTES,
  refusal,
  tooLarge,
  tooManyColumns,
  tooManyRows,
} from './import-limits.ts';

export interface WorkbookSheet {
  readonly name: string;
  /** Its place among all sheets, from 1. */
  readonly number: number;
  /** Its entry in the archive. */
  readonly path: string;
}

export interface OpenWorkbook {
  /** In the order of the tabs, without hidden ones where there are others. */
  readonly sheets: readonly WorkbookSheet[];
  /** An archive with this one sheet, for the parser. */
  only(sheet: WorkbookSheet): ArrayBuffer;
}

interface Entry {
  readonly method: number;
  readonly compressedSize: number;
  readonly offset: number;
}

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const END_LENGTH = 22;
const LONGEST_COMMENT = 0xffff;
const STORED = 0;
const DEFLATED = 8;

const damaged = () =>
  refusal(
    'This Excel workbook is damaged and cannot be opened.',
    'Open it in Excel, save it under a new name, and import that.',
  );

/** @throws AppError INVALID_INPUT */
function readDirectory(zip: Buffer): ReadonlyMap<string, Entry> {
  let end = zip.length - END_LENGTH;
  while (end >= 0 && end >= zip.length - END_LENGTH - LONGEST_COMMENT && zip.readUInt32LE(end) !== END)
    end -= 1;
  if (end < 0 || zip.readUInt32LE(end) !== END) throw damaged();
  const entries = new Map<string, Entry>();
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left -= 1) {
    if (at + 46 > zip.length || zip.readUInt32LE(at) !== CENTRAL) throw damaged();
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((field) =>
      zip.readUInt16LE(at + field),
    );
    if ((zip.readUInt16LE(at + 8) & 1) === 1) throw passwordProtected();
    const name = zip.toString('utf8', at + 46, at + 46 + nameLength!);
    entries.set(name, {
      method: zip.readUInt16LE(at + 10),
      compressedSize: zip.readUInt32LE(at + 20),
      offset: zip.readUInt32LE(at + 42),
    });
    at += 46 + nameLength! + extraLength! + commentLength!;
  }
  return entries;
}

export const passwordProtected = () =>
  refusal(
    'This workbook is protected with a password, so it cannot be read.',
    'Open it in Excel, remove the password (File, Info, Protect Workbook), save it, and import that.',
  );

/** Reads entries of one archive, all of them together no larger than the limit. */
function createUnpacker(zip: Buffer, entries: ReadonlyMap<string, Entry>) {
  let room = MAX_UNPACKED_BYTES;
  return (path: string): Buffer | null => {
    const entry = entries.get(path);
    if (entry === undefined) return null;
    const { offset, compressedSize, method } = entry;
    if (offset + 30 > zip.length || zip.readUInt32LE(offset) !== LOCAL) throw damaged();
    const start = offset + 30 + zip.readUInt16LE(offset + 26) + zip.readUInt16LE(offset + 28);
    const packed = zip.subarray(start, start + compressedSize);
    if (method === STORED ? packed.length > room : room < 1) throw unpacksTooLarge();
    const bytes = method === STORED ? packed : inflate(packed, method, room);
    room -= bytes.length;
    return bytes;
  };
}

const unpacksTooLarge = () => tooLarge('it unpacks to more than can be read safely');

function inflate(packed: Buffer, method: number, room: number): Buffer {
  if (method !== DEFLATED) throw damaged();
  try {
    return inflateRawSync(packed, { maxOutputLength: room });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw unpacksTooLarge();
    throw damaged();
  }
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
const unescape = (text: string): string =>
  text.replace(
    /&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi,
    (whole, hex?: string, decimal?: string, name?: string) => {
      if (name !== undefined) return entities[name] ?? whole;
      const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
      return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    },
  );

/** The attributes of every element of that name, without their prefixes. */
function elements(xml: string, name: string): Readonly<Record<string, string>>[] {
  const found = xml.matchAll(new RegExp(`<(?:\\w+:)?${name}\\s([^>]*)>`, 'g'));
  return [...found].map(([, attributes]) =>
    Object.fromEntries(
      [...attributes!.matchAll(/(?:\w+:)?(\w+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g)].map(
        ([, key, one, other]) => [key!, unescape(one ?? other ?? '')],
      ),
    ),
  );
}

const RELATIONS = 'xl/_rels/workbook.xml.rels';
const WORKBOOK = 'xl/workbook.xml';

/** @throws AppError INVALID_INPUT when this is no workbook, or one that cannot be read safely */
export function openWorkbook(bytes: Uint8Array): OpenWorkbook {
  const zip = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const entries = readDirectory(zip);
  const unpack = createUnpacker(zip, entries);
  const [workbook, relations] = [unpack(WORKBOOK), unpack(RELATIONS)];
  if (workbook === null || relations === null) throw foreignZip(entries);
  const targets = new Map(
    elements(relations.toString('utf8'), 'Relationship').map(({ Id = '', Target = '', Type = '' }) => [
      Id,
      { path: Target.startsWith('/') ? Target.slice(1) : `xl/${Target}`, type: Type.split('/').at(-1) },
    ]),
  );
  const all = elements(workbook.toString('utf8'), 'sheet').flatMap(({ name, id = '', state }, index) => {
    const target = targets.get(id);
    return name === undefined || target?.type !== 'worksheet' || !entries.has(target.path)
      ? []
      : [
          {
            name,
            number: index + 1,
            path: target.path,
            isHidden: state === 'hidden' || state === 'veryHidden',
          },
        ];
  });
  const visible = all.filter(({ isHidden }) => !isHidden);
  const sheets = visible.length > 0 ? visible : all;
  if (sheets.length === 0) throw refusal('This workbook has no sheet with a table.');
  const shared = [...targets.values()]
    .filter(({ type }) => type === 'sharedStrings' || type === 'styles')
    .map(({ path }) => path);
  return {
    sheets: sheets.map(({ name, number, path }) => ({ name, number, path })),
    only({ path }) {
      const parts = new Map([
        [WORKBOOK, workbook],
        [RELATIONS, relations],
      ]);
      for (const needed of shared) {
        const part = unpack(needed);
        if (part !== null) parts.set(needed, part);
      }
      parts.set(path, boundedSheet(unpack(path)!));
      return storedZip(parts);
    },
  };
}

function foreignZip(entries: ReadonlyMap<string, Entry>): Error {
  const has = (name: string): boolean => entries.has(name);
  const [what, remedy] = has('xl/workbook.bin')
    ? ['an Excel workbook in the binary format (.xlsb)', 'Save it as an Excel workbook (.xlsx)']
    : has('content.xml')
      ? ['an OpenDocument file', 'Save it as an Excel workbook (.xlsx) or as CSV']
      : has('word/document.xml')
        ? ['a Word document', 'Copy its table into a spreadsheet and save that']
        : ['a ZIP file', 'Unpack it and choose the spreadsheet in it'];
  return refusal(`This file is not an Excel workbook; it is ${what}.`, `${remedy}, and import that.`);
}

const columnNumber = (letters: string): number =>
  [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);

/**
 * The sheet without cells in which nothing stands, which spreadsheets write by the million for their borders and
 * colours, and which would each be given room by the parser.
 */
function boundedSheet(xml: Buffer): Buffer {
  const text = xml.toString('utf8').replace(/<(?:\w+:)?c(?:\s[^>]*)?\/>/g, '');
  const filled = text.replace(/<(?:\w+:)?row(?:\s[^>]*)?(?:\/>|>\s*<\/(?:\w+:)?row>)/g, '');
  let rows = 0;
  for (const [, letters, row] of filled.matchAll(/<(?:\w+:)?c\s[^>]*?\br="([A-Z]{1,7})(\d{1,9})"/g)) {
    if (letters!.length > 2 || columnNumber(letters!) > MAX_COLUMNS) throw tooManyColumns();
    rows = Math.max(rows, Number(row));
  }
  // Titles may stand above the table.
  if (rows > MAX_ROWS + 100) throw tooManyRows();
  return Buffer.from(filled, 'utf8');
}

/** A ZIP that holds these entries as they are. */
function storedZip(parts: ReadonlyMap<string, Buffer>): ArrayBuffer {
  const [files, directory]: [Buffer[], Buffer[]] = [[], []];
  let offset = 0;
  for (const [name, bytes] of parts) {
    const title = Buffer.from(name, 'utf8');
    const facts = Buffer.alloc(22);
    facts.writeUInt32LE(crc32(bytes), 10);
    facts.writeUInt32LE(bytes.length, 14);
    facts.writeUInt32LE(bytes.length, 18);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(LOCAL, 0);
    facts.copy(local, 4);
    local.writeUInt16LE(title.length, 26);
    const central = Buffer.alloc(46);
    central.writeUInt32LE(CENTRAL, 0);
    facts.copy(central, 6);
    central.writeUInt16LE(title.length, 28);
    central.writeUInt32LE(offset, 42);
    files.push(local, title, bytes);
    directory.push(central, title);
    offset += local.length + title.length + bytes.length;
  }
  const end = Buffer.alloc(END_LENGTH);
  end.writeUInt32LE(END, 0);
  end.writeUInt16LE(parts.size, 8);
  end.writeUInt16LE(parts.size, 10);
  end.writeUInt32LE(Buffer.concat(directory).length, 12);
  end.writeUInt32LE(offset, 16);
  const zip = Buffer.concat([...files, ...directory, end]);
  return zip.buffer.slice(zip.byteOffset, zip.byteOffset + zip.byteLength) as ArrayBuffer;
}
