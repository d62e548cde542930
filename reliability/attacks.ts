/** Archives and databases made by somebody who means harm, each wrapped in a backup that is otherwise in order. */
import { generateKeyPairSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { deflateRawSync } from 'node:zlib';
import type { BackupMetadata } from '@causebook/contracts';
import SqliteDatabase from 'better-sqlite3';
import { metadataText, publicKeyText, signMetadata } from '../packages/backup/src/archive/signature.ts';
import {
  craftBackup,
  craftZip,
  fileNamed,
  sha256,
  type CraftedEntry,
} from '../packages/backup/test/crafted-zip.ts';
import { noise } from './practice-work.ts';

export interface Attack {
  readonly name: string;
  readonly bytes: Buffer;
}

/** What a sound backup of the suite holds: the ground of every attack. */
export interface Ground {
  /** Path of a database file of a practice without journals. */
  readonly database: string;
  readonly counts: Readonly<Record<string, number>>;
  readonly databaseVersion: number;
  /** Where a database may be worked on. */
  readonly workshop: string;
}

const DATABASE = 'database.sqlite';
const bytesOf = (text: string): Buffer => Buffer.from(text);

function contents(database: Buffer, extra: readonly CraftedEntry[] = []): CraftedEntry[] {
  return [{ name: DATABASE, content: database, deflate: true }, ...extra];
}

type Change = NonNullable<Parameters<typeof craftBackup>[1]>;

/** The entries of a sound backup around that database, or of one with changes. */
export function backupOf(
  { counts, databaseVersion }: Ground,
  database: Buffer,
  change: Change & { readonly files?: readonly CraftedEntry[] } = {},
): CraftedEntry[] {
  const { files = [], metadata, ...rest } = change;
  return craftBackup(contents(database, files), {
    ...rest,
    metadata: { ...counts, databaseVersion, ...metadata },
  });
}

const evilNames = [
  '../evil',
  '../../evil',
  'files/../../evil',
  'files/ab/../../../evil',
  '/evil',
  '//evil',
  '/etc/cron.d/evil',
  '~/evil',
  '.',
  '..',
  './evil',
  'evil',
  'files',
  'files/',
  'files/ab/',
  'C:\\evil',
  'C:/evil',
  'c:evil',
  '\\\\server\\share\\evil',
  '..\\evil',
  'files\\ab\\evil',
  'evil\u0000.txt',
  'CON',
  'nul.txt',
  'database.sqlite ',
  'database.sqlite.',
  'DATABASE.SQLITE',
  'Database.sqlite',
  'database.sqlite-wal',
  'database.sqlite-journal',
  'database.sqlite/evil',
  'SHA256SUMS.txt',
  'sha256sums',
  'backup-metadata.json ',
  '../CURRENT',
  'data/CURRENT',
  `files/zz/${'z'.repeat(64)}`,
  `files/AB/${'AB'.repeat(32)}`,
  `files/00/${'01'.repeat(32)}`,
  `files/01/${'01'.repeat(32)}/x`,
  `files/01/${'01'.repeat(31)}`,
  'a'.repeat(5000),
  'e\u0301vil',
  '\u202egpj.exe',
  ' ',
  'README.txt/x',
];

/** Names that no backup has: beside the sums, and named by them as well. */
function nameAttacks(ground: Ground, database: Buffer): Attack[] {
  return evilNames.flatMap((name, index) => {
    const evil: CraftedEntry = { name, content: bytesOf('evil') };
    return [
      { name: `unnamed entry ${index}`, bytes: craftZip(backupOf(ground, database, { extra: [evil] })) },
      { name: `named entry ${index}`, bytes: craftZip(backupOf(ground, database, { files: [evil] })) },
    ];
  });
}

type HeaderChange = (header: Buffer) => void;
const attributes =
  (value: number): HeaderChange =>
  (header) =>
    void header.writeUInt32LE(value, 38);
const both = (central: HeaderChange, local: HeaderChange): Partial<CraftedEntry> => ({
  patchCentral: central,
  patchLocal: local,
});
const at16 =
  (offset: number, value: number): HeaderChange =>
  (header) =>
    void header.writeUInt16LE(value, offset);
const at32 =
  (offset: number, value: number): HeaderChange =>
  (header) =>
    void header.writeUInt32LE(value, offset);

const structureLies: readonly (readonly [string, (entry: CraftedEntry) => Partial<CraftedEntry>])[] = [
  ['a symlink', () => ({ patchCentral: attributes(0xa1ff_0000) })],
  ['a folder', () => ({ patchCentral: attributes(0x41ed_0010) })],
  ['a device', () => ({ patchCentral: attributes(0x61b6_0000) })],
  ['a named pipe', () => ({ patchCentral: attributes(0x11b6_0000) })],
  ['a program that runs as its owner', () => ({ patchCentral: attributes(0x89ed_0020) })],
  ['encrypted', () => both(at16(8, 1), at16(6, 1))],
  ['method 12', () => both(at16(10, 12), at16(8, 12))],
  ['method 99', () => both(at16(10, 99), at16(8, 99))],
  ['another CRC', () => ({ lie: { crc32: 7 } })],
  ['too small a size', () => ({ lie: { size: 3 } })],
  ['too large a size', () => ({ lie: { size: 1 << 30 } })],
  ['a size beyond 4 GB', () => ({ lie: { size: 0xffff_ffff } })],
  ['too large a packed size', () => ({ lie: { packedSize: 1 << 30 } })],
  ['another place', () => ({ lie: { offset: 0 } })],
  ['a place beyond the end', () => ({ lie: { offset: 0x7fff_ffff } })],
  ['another local name', () => ({ patchLocal: (header) => void header.write('X', 30) })],
  ['another local CRC', () => ({ patchLocal: at32(14, 9) })],
  ['another local time', () => ({ patchLocal: at32(10, 9) })],
  ['bytes before it', () => ({ gap: bytesOf('ghost') })],
  [
    'a stream with a tail',
    ({ content }) => ({ deflate: true, packed: Buffer.concat([deflateRawSync(content), bytesOf('tail')]) }),
  ],
  [
    'a stream cut short',
    ({ content }) => ({ deflate: true, packed: deflateRawSync(content).subarray(0, -4) }),
  ],
  ['a stream of noise', () => ({ deflate: true, packed: noise('stream', 300) })],
  ['another content of the same length', ({ content }) => ({ content: Buffer.alloc(content.length, 1) })],
];

function structureAttacks(ground: Ground, database: Buffer): Attack[] {
  const scan = fileNamed(noise('scan', 700));
  const all = backupOf(ground, database, { files: [scan] });
  const targets = [DATABASE, scan.name, 'SHA256SUMS', 'backup-metadata.json'];
  return targets.flatMap((target) =>
    structureLies.map(([what, lie]) => ({
      name: `${target.slice(0, 12)}: ${what}`,
      bytes: craftZip(all.map((entry) => (entry.name === target ? { ...entry, ...lie(entry) } : entry))),
    })),
  );
}

function bomb(ground: Ground, database: Buffer): Attack[] {
  const zeros = Buffer.alloc(64 << 20);
  const sum = sha256(zeros);
  const huge: CraftedEntry = { name: `files/${sum.slice(0, 2)}/${sum}`, content: zeros, deflate: true };
  const entries = backupOf(ground, database, { files: [huge] });
  const lying = entries.map((entry) => (entry.name === huge.name ? { ...entry, lie: { size: 10 } } : entry));
  return [{ name: 'a bomb that says it is small', bytes: craftZip(lying) }];
}

const metadataLies: readonly (readonly [string, Readonly<Record<string, unknown>>])[] = [
  ...[
    'userCount',
    'caseCount',
    'hearingCount',
    'taskCount',
    'orderCount',
    'documentCount',
    'fileCount',
    'totalFileSize',
  ].flatMap((field) => [
    [`${field} too many`, { [field]: 9_999 }] as const,
    [`${field} below nought`, { [field]: -1 }] as const,
    [`${field} as words`, { [field]: 'many' }] as const,
  ]),
  ['another version', { version: 2 }],
  ['version nought', { version: 0 }],
  ['another format', { format: 'something' }],
  ['a database of the future', { databaseVersion: 999 }],
  ['a time that is none', { createdAt: 'yesterday' }],
  ['another time', { createdAt: '2031-01-01T00:00:00.000Z' }],
  ['an id that climbs', { backupId: '../../evil' }],
  ['no database declared', { includeDatabase: false }],
  ['another sum of the rows', { rowsDigest: 'a'.repeat(64) }],
  ['another sum of everything', { digest: 'b'.repeat(64) }],
  ['another sum of the sums', { checksum: 'c'.repeat(64) }],
  ['another seal', { seal: 'd'.repeat(64) }],
  ['a compression level of 99', { compressionLevel: 99 }],
];

/** Sums that are sealed and do not fit: only hashing the content shows it. */
const sumAttacks = (ground: Ground, database: Buffer): Attack[] =>
  ['README.txt', DATABASE].map((name) => ({
    name: `another sum of ${name}`,
    bytes: craftZip(
      backupOf(ground, database, {
        sums: (text) =>
          text
            .split('\n')
            .map((line) => (line.endsWith(name) ? `${'e'.repeat(64)}${line.slice(64)}` : line))
            .join('\n'),
      }),
    ),
  }));

const metadataAttacks = (ground: Ground, database: Buffer): Attack[] =>
  metadataLies.map(([what, metadata]) => ({
    name: `metadata: ${what}`,
    bytes: craftZip(backupOf(ground, database, { metadata })),
  }));

const forger = generateKeyPairSync('ed25519').privateKey;

/** Every sum and the seal are right; only the signature shows that the backup was changed. */
const signatureTricks: readonly (readonly [string, (metadata: BackupMetadata) => object | string])[] = [
  ['of another backup', (metadata) => ({ ...signMetadata(metadata, forger), name: 'another' })],
  [
    'of fewer cases',
    (metadata) => ({ ...signMetadata({ ...metadata, caseCount: 0 }, forger), caseCount: metadata.caseCount }),
  ],
  [
    'of another key',
    (metadata) => ({
      ...signMetadata(metadata, forger),
      signedBy: publicKeyText(generateKeyPairSync('ed25519').publicKey),
    }),
  ],
  ['without a key', (metadata) => ({ ...signMetadata(metadata, forger), signedBy: undefined })],
  ['taken away, the key left', (metadata) => ({ ...signMetadata(metadata, forger), signature: undefined })],
  ['of noughts', (metadata) => ({ ...signMetadata(metadata, forger), signature: `${'A'.repeat(86)}==` })],
  ['with a key of noughts', (metadata) => ({ ...signMetadata(metadata, forger), signedBy: 'AAAA' })],
  [
    'with a field in its line',
    (metadata) =>
      metadataText(signMetadata(metadata, forger)).replace(/("signature": "[^"]+",)/, '$1 "name": "x",'),
  ],
  [
    'with a field twice',
    (metadata) =>
      metadataText(signMetadata(metadata, forger)).replace('{\n', '{\n  "format": "causebook-backup",\n'),
  ],
  ['in other words', (metadata) => JSON.stringify(signMetadata(metadata, forger))],
];

function signatureAttacks(ground: Ground, database: Buffer): Attack[] {
  const entries = backupOf(ground, database);
  const metadata = JSON.parse(entries.at(-1)!.content.toString()) as BackupMetadata;
  return signatureTricks.map(([what, change]) => {
    const changed = change(metadata);
    const content = bytesOf(typeof changed === 'string' ? changed : metadataText(changed));
    const bytes = craftZip([...entries.slice(0, -1), { name: 'backup-metadata.json', content }]);
    return { name: `a signature ${what}`, bytes };
  });
}

/** What a crafted database may try; run on a copy that was in order. */
export const databaseTricks: readonly (readonly [string, string])[] = [
  ['a trigger', `CREATE TRIGGER evil AFTER INSERT ON cases BEGIN DELETE FROM hearings; END`],
  ['a view', `CREATE VIEW evil AS SELECT * FROM cases`],
  ['a table too many', `CREATE TABLE evil (id TEXT)`],
  ['an index too many', `CREATE INDEX evil ON cases (notes)`],
  ['an index on an expression', `CREATE INDEX evil ON cases (lower(title))`],
  ['a virtual table', `CREATE VIRTUAL TABLE evil USING fts5 (x)`],
  ['a missing index', `DROP INDEX hearingsByCase`],
  ['a missing table', `DROP TABLE orders`],
  ['another column', `ALTER TABLE cases ADD COLUMN evil TEXT`],
  [
    'a table in place of a table',
    `ALTER TABLE tasks RENAME TO evil; CREATE VIEW tasks AS SELECT * FROM evil`,
  ],
  ['a default that calls a function', `ALTER TABLE users ADD COLUMN evil TEXT DEFAULT (hex(zeroblob(9)))`],
  ['another application', `PRAGMA application_id = 7`],
  ['version nought', `PRAGMA user_version = 0`],
  ['a version of the future', `PRAGMA user_version = 999`],
  ['an orphan', `PRAGMA foreign_keys = OFF; UPDATE hearings SET caseId = 'nobody'`],
  ['one case fewer', `DELETE FROM cases WHERE id = (SELECT id FROM cases LIMIT 1)`],
];

function databaseAttacks(ground: Ground): Attack[] {
  const crafted = databaseTricks.map(([what, sql], index) => {
    const path = `${ground.workshop}/crafted-${index}.sqlite`;
    const copy = new SqliteDatabase(readFileSync(ground.database));
    copy.exec(sql);
    const bytes = copy.serialize();
    copy.close();
    return { name: `database: ${what}`, bytes: craftZip(backupOf(ground, bytes)), path };
  });
  const sound = readFileSync(ground.database);
  const foreign: readonly (readonly [string, Buffer])[] = [
    ['nothing', Buffer.alloc(0)],
    ['words', bytesOf('Dear Sir, the matter is adjourned.')],
    ['half of one', sound.subarray(0, sound.length / 2)],
    ['noise behind its head', Buffer.concat([sound.subarray(0, 100), noise('pages', sound.length - 100)])],
    ['a page of zeros', Buffer.concat([sound.subarray(0, 8192), Buffer.alloc(4096), sound.subarray(12_288)])],
    ['another page size', patched(sound, 16, 0x02)],
    ['an unknown write version', patched(sound, 18, 9)],
  ];
  return [
    ...crafted.map(({ name, bytes }) => ({ name, bytes })),
    ...foreign.map(([what, bytes]) => ({
      name: `database: ${what}`,
      bytes: craftZip(backupOf(ground, bytes)),
    })),
  ];
}

function patched(bytes: Buffer, at: number, value: number): Buffer {
  const copy = Buffer.from(bytes);
  copy[at] = value;
  return copy;
}

function tailAttacks(sound: Buffer): Attack[] {
  const end = sound.length - 22;
  const withComment = Buffer.concat([patched(sound, end + 20, 4), bytesOf('evil')]);
  return [
    { name: 'a comment', bytes: withComment },
    { name: 'bytes behind the end', bytes: Buffer.concat([sound, bytesOf('evil')]) },
    { name: 'bytes before the beginning', bytes: Buffer.concat([bytesOf('evil'), sound]) },
    { name: 'two ends', bytes: Buffer.concat([sound, sound.subarray(end)]) },
    { name: 'two archives', bytes: Buffer.concat([sound, sound]) },
    { name: 'a directory elsewhere', bytes: patched(sound, end + 16, 0) },
    { name: 'more entries than there are', bytes: patched(patched(sound, end + 8, 200), end + 10, 200) },
    { name: 'another disk', bytes: patched(sound, end + 4, 1) },
    { name: 'no end', bytes: sound.subarray(0, end) },
    { name: 'nothing but an end', bytes: sound.subarray(end) },
  ];
}

/** The backup that is in order, and everything that is not. */
export function allAttacks(ground: Ground): { readonly sound: Buffer; readonly attacks: readonly Attack[] } {
  const database = readFileSync(ground.database);
  const sound = craftZip(backupOf(ground, database));
  return {
    sound,
    attacks: [
      ...nameAttacks(ground, database),
      ...structureAttacks(ground, database),
      ...bomb(ground, database),
      ...metadataAttacks(ground, database),
      ...sumAttacks(ground, database),
      ...signatureAttacks(ground, database),
      ...databaseAttacks(ground),
      ...tailAttacks(sound),
    ],
  };
}
