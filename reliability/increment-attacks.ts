/** Increments, and archives under the name of one that they need, made by somebody who means harm. */
import SqliteDatabase from 'better-sqlite3';
import { sha256 } from '../packages/backup/test/crafted-zip.ts';
import { putTogether, type Parts, type PartsChange } from '../packages/backup/test/crafted-increment.ts';
import { databaseTricks } from './attacks.ts';

/** What lies where the base should lie. */
export type InPlaceOfBase =
  Buffer | 'the base' | 'nothing' | 'a folder' | 'a pipe' | 'a link to nowhere' | 'the increment';

export interface IncrementAttack {
  readonly name: string;
  readonly bytes: Buffer;
  readonly base: InPlaceOfBase;
}

/** A sound increment with changed pages and documents of its own and of its base, and another backup of that practice. */
export interface IncrementGround {
  readonly base: Parts;
  readonly increment: Parts;
  readonly other: Parts;
}

const PAGES = 'database.pages';
const DATABASE = 'database.sqlite';
const DOCUMENTS = 'DOCUMENTS';
const NOBODY = '01a1f97a-4e3a-7e16-b896-0f0217c0c7dc';

const changed = (bytes: Buffer, change: (copy: Buffer) => void): Buffer => {
  const copy = Buffer.from(bytes);
  change(copy);
  return copy;
};

interface Named {
  readonly [name: string]: PartsChange;
}

const built = (ground: IncrementGround, changes: Named): IncrementAttack[] =>
  Object.entries(changes).map(([name, change]) => ({
    name: `increment: ${name}`,
    bytes: putTogether(ground.increment, change),
    base: 'the base',
  }));

function needsAttacks(ground: IncrementGround): IncrementAttack[] {
  const { backupId, increment } = ground.increment.metadata;
  const { needs } = increment!;
  const [need] = needs;
  const other = ground.other.metadata.backupId;
  const withNeeds = (list: readonly unknown[]): PartsChange => ({ increment: { needs: list } });
  const names = ['../../evil', '/etc/passwd', '..', '.', '', 'a\u0000b', 'a\nb', 'a\\b', '\u202egpj.exe'];
  return built(ground, {
    'needs one backup twice': withNeeds([need, need]),
    'needs one backup 150 times': withNeeds(Array.from({ length: 150 }, () => need)),
    'needs itself': withNeeds([need, { ...need, backupId }]),
    'needs nothing but itself': withNeeds([{ ...need, backupId }]),
    'needs nothing': withNeeds([]),
    'needs 201 backups': withNeeds(Array.from({ length: 201 }, () => need)),
    'needs a backup of which it uses nothing': withNeeds([
      need,
      { ...need, backupId: other, fileName: 'other.zip' },
    ]),
    'needs another backup instead': withNeeds([{ ...need, backupId: other, fileName: 'other.zip' }]),
    'needs a backup that nobody made': withNeeds([{ ...need, backupId: NOBODY }]),
    'needs a backup whose id climbs': withNeeds([{ ...need, backupId: '../../evil' }]),
    'needs a backup without a sum': withNeeds([{ ...need, checksum: '' }]),
    ...Object.fromEntries(
      names.map((fileName, index) => [
        `needs a file with the bad name ${index}`,
        withNeeds([{ ...need, fileName }]),
      ]),
    ),
  });
}

function kindAttacks(ground: IncrementGround): IncrementAttack[] {
  const { metadata, entries } = ground.increment;
  const database = ground.base.entries.get(DATABASE)!;
  const stray = Buffer.from('nobody asked for this document');
  const sum = sha256(stray);
  const strayName = `files/${sum.slice(0, 2)}/${sum}`;
  const [own] = [...entries.keys()].filter((name) => name.startsWith('files/'));
  const first = entries.get(DOCUMENTS)!.toString().slice(0, 64);
  return built(ground, {
    'says that it is full': { metadata: { kind: 'full' } },
    'says that it is full and builds on nothing': { metadata: { kind: 'full', base: null, version: 1 } },
    'has no base': { metadata: { base: null } },
    'is of version 1': { metadata: { version: 1 } },
    'is of version 3': { metadata: { version: 3 } },
    'does not say what it needs': { metadata: { increment: undefined } },
    'holds no database, it says': { metadata: { includeDatabase: false } },
    'holds no documents, it says': { metadata: { includeFiles: false } },
    'holds the database twice': { entries: { [DATABASE]: database } },
    'holds the database in place of its pages': { entries: { [DATABASE]: database, [PAGES]: null } },
    'holds no pages': { entries: { [PAGES]: null } },
    'holds pages that it does not declare': { increment: { pages: null } },
    'holds an old database that it does not declare': {
      entries: { [DATABASE]: database, [PAGES]: null },
      increment: { pages: null },
    },
    'holds no list of documents': { entries: { [DOCUMENTS]: null } },
    'holds a document that is in no list': { entries: { [strayName]: stray } },
    'holds a document that is in no list, and counts it': {
      entries: { [strayName]: stray },
      increment: { addedDocuments: metadata.increment!.addedDocuments + 1 },
    },
    'lacks a document of its own': { entries: { [own!]: null } },
    'lacks a document of its own, and counts so': {
      entries: { [own!]: null },
      increment: { addedDocuments: metadata.increment!.addedDocuments - 1 },
    },
    'has a document that it says is missing': {
      metadata: { missingDocuments: [{ sha256: first, reason: 'absent' }], digest: null },
    },
    'has other rows, it says': { metadata: { rowsDigest: 'a'.repeat(64) } },
    'has another digest, it says': { metadata: { digest: 'b'.repeat(64) } },
    'has a case more, it says': { metadata: { caseCount: metadata.caseCount + 1 } },
    'has a document more, it says': { increment: { documents: metadata.increment!.documents + 1 } },
    'has a document less, it says': { increment: { documents: metadata.increment!.documents - 1 } },
    'has more bytes, it says': { increment: { documentBytes: metadata.increment!.documentBytes + 1 } },
    'has added nothing, it says': { increment: { addedDocuments: 0 } },
    'has removed less than nothing': { increment: { removedDocuments: -1 } },
  });
}

function listAttacks(ground: IncrementGround): IncrementAttack[] {
  const { entries, metadata } = ground.increment;
  const own = metadata.backupId;
  const base = ground.base.metadata.backupId;
  const lines = entries.get(DOCUMENTS)!.toString().trimEnd().split('\n');
  const text = (list: readonly string[]): PartsChange => ({
    entries: { [DOCUMENTS]: Buffer.from(list.map((line) => `${line}\n`).join('')) },
  });
  const each = (change: (line: string, index: number) => string): PartsChange => text(lines.map(change));
  const size = (line: string): number => Number(line.split(' ')[1]);
  const without = lines.slice(1);
  return built(ground, {
    'list: everything lies in itself': each((line) => line.replace(base, own)),
    'list: everything lies in the base': each((line) => line.replace(own, base)),
    'list: a holder that nobody made': each((line) => line.replace(base, NOBODY)),
    'list: a holder that it does not need': each((line) =>
      line.replace(base, ground.other.metadata.backupId),
    ),
    'list: a holder that climbs': each((line) =>
      line.replace(base, '../../../../../../../../../../../../etc'),
    ),
    'list: other sizes': each((line) => line.replace(/ \d+ /, ' 7 ')),
    'list: sizes beyond counting': each((line) => line.replace(/ \d+ /, ` ${'9'.repeat(16)} `)),
    'list: sizes below nought': each((line) => line.replace(/ \d+ /, ' -1 ')),
    'list: a document twice': text([lines[0]!, ...lines]),
    'list: from the end to the beginning': text(lines.toReversed()),
    'list: capital letters': each((line) => line.toUpperCase()),
    'list: no end of the last line': { entries: { [DOCUMENTS]: Buffer.from(lines.join('\n')) } },
    'list: nothing': text([]),
    'list: words': text(['Dear Sir, the matter is adjourned.']),
    'list: noise': {
      entries: { [DOCUMENTS]: changed(entries.get(DOCUMENTS)!, (copy) => copy.fill(0xff, 3, 40)) },
    },
    'list: a document that nobody has': text([...lines, `${'f'.repeat(64)} 5 ${base}`]),
    'list: a document less': text(without),
    'list: a document less, and counted so': {
      ...text(without),
      increment: {
        documents: without.length,
        documentBytes: without.reduce((sum, line) => sum + size(line), 0),
      },
    },
  });
}

function pageAttacks(ground: IncrementGround): IncrementAttack[] {
  const pages = ground.increment.entries.get(PAGES)!;
  const told = ground.increment.metadata.increment!.pages!;
  const record = 4 + told.pageSize;
  const delta = (change: (copy: Buffer) => void): PartsChange => ({
    entries: { [PAGES]: changed(pages, change) },
  });
  const last = 16 + (told.changedPages - 1) * record;
  const swapped = Buffer.concat([
    pages.subarray(0, 16),
    pages.subarray(last, last + record),
    pages.subarray(16 + record, last),
    pages.subarray(16, 16 + record),
  ]);
  return built(ground, {
    'pages: another mark': delta((copy) => copy.write('CBPAGES2', 0)),
    'pages: another page size in their head': delta((copy) => copy.writeUInt32LE(65_536, 8)),
    'pages: another number of pages in their head': delta((copy) => copy.writeUInt32LE(0xffff_ffff, 12)),
    'pages: the number nought': delta((copy) => copy.writeUInt32LE(0, 16)),
    'pages: a number beyond the end': delta((copy) => copy.writeUInt32LE(0xffff_ffff, last)),
    'pages: the same number twice': delta((copy) => copy.writeUInt32LE(copy.readUInt32LE(16), 16 + record)),
    'pages: not in order': { entries: { [PAGES]: swapped } },
    'pages: another content': delta((copy) => copy.writeUInt8(copy.readUInt8(last + 99) ^ 1, last + 99)),
    'pages: cut short': { entries: { [PAGES]: pages.subarray(0, -1) } },
    'pages: with a tail': { entries: { [PAGES]: Buffer.concat([pages, Buffer.alloc(record)]) } },
    'pages: none': { entries: { [PAGES]: Buffer.alloc(0) } },
    'pages: nothing but a head': { entries: { [PAGES]: pages.subarray(0, 16) }, pages: { changedPages: 0 } },
    'pages: 65536 bytes each': { pages: { pageSize: 65_536 } },
    'pages: 512 bytes each': { pages: { pageSize: 512 } },
    'pages: 4095 bytes each': { pages: { pageSize: 4_095 } },
    'pages: no bytes each': { pages: { pageSize: 0 } },
    'pages: fewer than there are': { pages: { changedPages: told.changedPages - 1 } },
    'pages: more than there are': { pages: { changedPages: told.changedPages + 1 } },
    'pages: four thousand million': { pages: { changedPages: 0xffff_ffff } },
    'pages: of a database of a page more': {
      ...delta((copy) => copy.writeUInt32LE(told.size / told.pageSize + 1, 12)),
      pages: { size: told.size + told.pageSize },
    },
    'pages: of a database of 8 GB': {
      ...delta((copy) => copy.writeUInt32LE(1 << 21, 12)),
      pages: { size: told.pageSize * (1 << 21) },
    },
    'pages: of a database of 16 TB': {
      ...delta((copy) => copy.writeUInt32LE(0xffff_fffe, 12)),
      pages: { size: told.pageSize * 0xffff_fffe },
    },
    'pages: of a database beyond counting': { pages: { size: Number.MAX_SAFE_INTEGER } },
    'pages: of a database of one byte less': { pages: { size: told.size - 1 } },
    'pages: of half a database': {
      ...delta((copy) => copy.writeUInt32LE(1, 12)),
      pages: { size: told.pageSize },
    },
    'pages: another database comes out, it says': { pages: { sha256: 'c'.repeat(64) } },
    'pages: they belong to another database, it says': { pages: { baseSha256: 'd'.repeat(64) } },
    'pages: they belong to itself': { pages: { base: ground.increment.metadata.backupId } },
    'pages: they belong to a backup that it does not need': {
      pages: { base: ground.other.metadata.backupId },
    },
  });
}

/** The pages in which two databases of one page size differ. */
function deltaBetween(
  earlier: Buffer,
  later: Buffer,
  pageSize: number,
): { delta: Buffer; changedPages: number } {
  const head: Buffer = Buffer.from('CBPAGES1________');
  head.writeUInt32LE(pageSize, 8);
  head.writeUInt32LE(later.length / pageSize, 12);
  const parts: Buffer[] = [head];
  for (let at = 0; at < later.length; at += pageSize) {
    const page = later.subarray(at, at + pageSize);
    if (page.equals(earlier.subarray(at, at + pageSize))) continue;
    const number = Buffer.alloc(4);
    number.writeUInt32LE(at / pageSize + 1);
    parts.push(number, page);
  }
  return { delta: Buffer.concat(parts), changedPages: (parts.length - 1) / 2 };
}

const moreTricks: readonly (readonly [string, string])[] = [
  ['a document whose name climbs', `UPDATE documents SET sha256 = '${'../'.repeat(17)}etc/.//passwd'`],
];

/** Databases that are hostile only when the pages have been laid over the base's. */
function databaseAttacks({ base, increment }: IncrementGround): IncrementAttack[] {
  const earlier = base.entries.get(DATABASE)!;
  const pageSize = increment.metadata.increment!.pages!.pageSize;
  return [...databaseTricks, ...moreTricks].map(([what, sql]) => {
    const database = new SqliteDatabase(earlier);
    database.exec(sql);
    const later = database.serialize();
    database.close();
    const { delta, changedPages } = deltaBetween(earlier, later, pageSize);
    const bytes = putTogether(increment, {
      entries: { [PAGES]: delta },
      pages: { sha256: sha256(later), size: later.length, changedPages },
      metadata: { rowsDigest: null, digest: null, ...countsOf(base) },
    });
    return { name: `increment whose database has ${what}`, bytes, base: 'the base' as const };
  });
}

const countsOf = ({ metadata }: Parts): Readonly<Record<string, number>> => ({
  userCount: metadata.userCount,
  caseCount: metadata.caseCount,
  hearingCount: metadata.hearingCount,
  taskCount: metadata.taskCount,
  orderCount: metadata.orderCount,
  documentCount: metadata.documentCount,
});

function baseAttacks({ base, increment, other }: IncrementGround): IncrementAttack[] {
  const bytes = putTogether(increment);
  const sound = putTogether(base);
  const [name, content] = [...base.entries].find(([entry]) => entry.startsWith('files/'))!;
  const at = sound.indexOf(content) + 5;
  const id = { backupId: base.metadata.backupId };
  const places: Readonly<Record<string, InPlaceOfBase>> = {
    'is not there': 'nothing',
    'is a folder': 'a folder',
    'is a pipe that nobody writes to': 'a pipe',
    'is a link to nowhere': 'a link to nowhere',
    'is the increment itself': 'the increment',
    'is empty': Buffer.alloc(0),
    'is words': Buffer.from('Dear Sir, the matter is adjourned.'),
    'is cut short': sound.subarray(0, sound.length / 2),
    'is another backup': putTogether(other),
    'is another backup under its id': putTogether(other, { metadata: id }),
    'has a damaged document': changed(sound, (copy) => copy.writeUInt8(copy.readUInt8(at) ^ 1, at)),
    'has a document less': putTogether(base, { entries: { [name]: null } }),
    'has a document of another content': putTogether(base, { entries: { [name]: Buffer.from('evil') } }),
    'has no database': putTogether(base, {
      entries: { [DATABASE]: null },
      metadata: { includeDatabase: false },
    }),
    'has another database': putTogether(base, {
      entries: { [DATABASE]: changed(base.entries.get(DATABASE)!, (copy) => copy.fill(7, 5_000, 5_100)) },
    }),
  };
  return Object.entries(places).map(([what, place]) => ({ name: `base that ${what}`, bytes, base: place }));
}

/** The increment and the base that are in order, and everything that is not. */
export function incrementAttacks(ground: IncrementGround): {
  readonly sound: Buffer;
  readonly base: Buffer;
  readonly other: Buffer;
  readonly attacks: readonly IncrementAttack[];
} {
  return {
    sound: putTogether(ground.increment),
    base: putTogether(ground.base),
    other: putTogether(ground.other),
    attacks: [
      ...needsAttacks(ground),
      ...kindAttacks(ground),
      ...listAttacks(ground),
      ...pageAttacks(ground),
      ...databaseAttacks(ground),
      ...baseAttacks(ground),
    ],
  };
}
