/** The strict reader against good, damaged, foreign and crafted archives. */
import { open, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { AppError } from '@causebook/contracts';
import { expect, test } from 'vitest';
import { craftBackup, craftZip, fileNamed, type CraftedEntry } from '../../test/crafted-zip.ts';
import { noise, office, prose, tempFolder } from '../../test/office.ts';
import { StrictReader, type RecordedArchive, type RecordedSeal } from './strict-reader.ts';

const signal = new AbortController().signal;

async function read(path: string): Promise<void> {
  const reader = await StrictReader.open(path, signal);
  try {
    await reader.readAll({ signal });
  } finally {
    await reader.close();
  }
}

async function failureOf(bytes: Buffer): Promise<AppError | null> {
  const path = join(await tempFolder(), 'backup.zip');
  await writeFile(path, bytes);
  try {
    await read(path);
    return null;
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
}

const text = fileNamed(prose('order', 3000), { deflate: true });
const scan = fileNamed(noise('scan', 500));
const files = [text, scan].toSorted((a, b) => (a.name < b.name ? -1 : 1));
const good = craftZip(craftBackup(files));

test('a good archive passes', async () => {
  expect(await failureOf(good)).toBeNull();
});

test('every flipped byte of an archive is found', { timeout: 120_000 }, async () => {
  const path = join(await tempFolder(), 'backup.zip');
  await writeFile(path, good);
  const file = await open(path, 'r+');
  const accepted: number[] = [];
  try {
    for (let at = 0; at < good.length; at += 1) {
      for (const flip of [0x01, 0x80]) {
        await file.write(Buffer.from([good[at]! ^ flip]), 0, 1, at);
        const code = await read(path).then(
          () => 'accepted',
          (error: unknown) => (error instanceof AppError ? error.code : String(error)),
        );
        if (!['FILE_CORRUPTION', 'VALIDATION_FAILED', 'VERSION_UNSUPPORTED'].includes(code))
          accepted.push(at);
      }
      await file.write(good, at, 1, at);
    }
  } finally {
    await file.close();
  }
  expect(accepted).toEqual([]);
  await read(path);
});

test(
  'a recorded archive is not hashed as a whole, and a flipped byte is found all the same',
  { timeout: 120_000 },
  async () => {
    const { service } = await office({ documents: [prose('order', 900), noise('scan', 300)] });
    const { filePath, checksum, metadata } = await service.exports.exportNow();
    const bytes = await readFile(filePath);
    const path = join(await tempFolder(), 'backup.zip');
    const readRecorded = async (recorded: RecordedArchive): Promise<string> => {
      const reader = await StrictReader.open(path, signal);
      try {
        return (await reader.readAll({ signal }, recorded)).checksum;
      } finally {
        await reader.close();
      }
    };
    await writeFile(path, bytes);
    // What is recorded is answered: nobody has added it up.
    const recorded = { checksum: 'as recorded', sealed: metadata };
    expect(await readRecorded(recorded)).toBe('as recorded');
    for (const other of [{ signature: 'x' }, { signature: undefined }, { seal: 'x' }, { checksum: 'x' }]) {
      const sealed = { ...metadata, ...other } as RecordedSeal;
      expect(await readRecorded({ ...recorded, sealed })).toBe(checksum);
    }
    expect(await readRecorded({ ...recorded, sealed: null })).toBe(checksum);
    expect(await readRecorded({ checksum: null, sealed: metadata })).toBe(checksum);
    const file = await open(path, 'r+');
    const accepted: number[] = [];
    try {
      for (let at = 0; at < bytes.length; at += at > bytes.length - 4_000 ? 1 : 11) {
        await file.write(Buffer.from([bytes[at]! ^ 0x04]), 0, 1, at);
        const answer = await readRecorded(recorded).catch((error: unknown) => error);
        if (!(answer instanceof AppError)) accepted.push(at);
        await file.write(bytes, at, 1, at);
      }
    } finally {
      await file.close();
    }
    expect(accepted).toEqual([]);
  },
);

test('an archive cut short at any place is refused', async () => {
  for (let length = 0; length < good.length; length += 37) {
    expect((await failureOf(good.subarray(0, length)))?.code, `length ${length}`).toMatch(
      /^(FILE_CORRUPTION|VALIDATION_FAILED)$/,
    );
  }
});

test('a damaged document is named', async () => {
  const at = good.indexOf(scan.content);
  const bytes = Buffer.from(good);
  bytes[at + 100]! ^= 4;
  expect(await failureOf(bytes)).toMatchObject({ code: 'FILE_CORRUPTION', details: { entry: scan.name } });
});

const all = craftBackup(files);
const without = (name: string): CraftedEntry[] => all.filter((entry) => entry.name !== name);
const instead = (name: string, change: Partial<CraftedEntry>): CraftedEntry[] =>
  all.map((entry) => (entry.name === name ? { ...entry, ...change } : entry));
const extra = (entry: CraftedEntry): CraftedEntry[] => craftBackup(files, { extra: [entry] });
const other = fileNamed(prose('another', 100));
const symlink = (header: Buffer): void => void header.writeUInt32LE(0xa1ff_0000, 38);

const attacks: readonly (readonly [
  what: string,
  entries: readonly CraftedEntry[],
  entry: string | undefined,
])[] = [
  ['an entry too many', extra(other), other.name],
  ['an entry too few', without(scan.name), scan.name],
  ['a name that climbs out', extra({ name: '../x', content: Buffer.from('x') }), '../x'],
  ['an absolute name', extra({ name: '/etc/x', content: Buffer.from('x') }), '/etc/x'],
  ['a Windows name', extra({ name: 'C:\\x', content: Buffer.from('x') }), 'C:\\x'],
  ['a folder', extra({ name: 'files/', content: Buffer.alloc(0) }), 'files/'],
  ['the same name twice', [...all.slice(0, 2), ...all.slice(1)], all[1]!.name],
  ['a symlink in place of a document', instead(scan.name, { patchCentral: symlink }), scan.name],
  [
    'an encrypted entry',
    instead(scan.name, {
      patchCentral: (header) => void header.writeUInt16LE(1, 8),
      patchLocal: (header) => void header.writeUInt16LE(1, 6),
    }),
    scan.name,
  ],
  [
    'an unknown method',
    instead(scan.name, {
      patchCentral: (header) => void header.writeUInt16LE(12, 10),
      patchLocal: (header) => void header.writeUInt16LE(12, 8),
    }),
    scan.name,
  ],
  [
    'a local header that contradicts the directory',
    instead(scan.name, { patchLocal: (header) => void header.writeUInt32LE(7, 14) }),
    scan.name,
  ],
  ['a CRC that is not that of the content', instead(scan.name, { lie: { crc32: 7 } }), scan.name],
  ['a size too small', instead(text.name, { lie: { size: 10 } }), undefined],
  ['a size too large', instead(text.name, { lie: { size: 1 << 30 } }), undefined],
  ['bytes between two entries', instead(scan.name, { gap: Buffer.from('ghost') }), scan.name],
  [
    'data behind the end of a deflate stream',
    instead(text.name, { packed: Buffer.concat([deflateRawSync(text.content), Buffer.from('hidden')]) }),
    text.name,
  ],
  ['entries out of order', [...all.slice(0, 1), ...files.toReversed(), ...all.slice(3)], undefined],
  ['no SHA256SUMS', without('SHA256SUMS'), 'SHA256SUMS'],
  ['no README.txt', without('README.txt'), 'README.txt'],
  [
    'sums of other files',
    craftBackup(files, { sums: (sums) => sums.replace(/^\w{8}/, 'deadbeef') }),
    undefined,
  ],
  ['fewer documents declared', craftBackup(files, { metadata: { fileCount: 1 } }), 'backup-metadata.json'],
  ['another sum of the sums', craftBackup(files, { metadata: { checksum: 'a'.repeat(64) } }), 'SHA256SUMS'],
  ['a broken seal', craftBackup(files, { metadata: { seal: 'a'.repeat(64) } }), 'backup-metadata.json'],
  [
    'another time in the metadata',
    craftBackup(files, { metadata: { createdAt: '2026-03-02T10:20:40.000Z' } }),
    undefined,
  ],
  ['metadata of another shape', craftBackup(files, { metadata: { caseCount: -1 } }), 'backup-metadata.json'],
];
test.each(attacks)('refuses %s and names the entry', async (_, entries, entry) => {
  const failure = await failureOf(craftZip(entries));
  expect(failure?.code).toMatch(/^(FILE_CORRUPTION|VALIDATION_FAILED)$/);
  if (entry !== undefined) expect(failure?.details).toMatchObject({ entry });
});

test('large entries that lie about their end do not hang the reader', async () => {
  const long = fileNamed(prose('long', 3 << 20), { deflate: true });
  const packed = Buffer.concat([deflateRawSync(long.content), noise('tail', 2 << 20)]);
  expect(await failureOf(craftZip(craftBackup([{ ...long, packed }])))).toMatchObject({
    code: 'FILE_CORRUPTION',
    details: { entry: long.name },
  });
  const cut = deflateRawSync(long.content).subarray(0, -5);
  expect(await failureOf(craftZip(craftBackup([{ ...long, packed: cut }])))).toMatchObject({
    code: 'FILE_CORRUPTION',
    details: { entry: long.name },
  });
});

test('a newer format is refused as such, with its version', async () => {
  const failure = await failureOf(craftZip(craftBackup(files, { metadata: { version: 3, surprise: true } })));
  expect(failure).toMatchObject({ code: 'VERSION_UNSUPPORTED', details: { version: 3 } });
});

test('what is not a backup gets its own words', async () => {
  expect(await failureOf(Buffer.from('Dear Sir, the matter is adjourned.'))).toMatchObject({
    code: 'VALIDATION_FAILED',
    message: expect.stringContaining('not a ZIP'),
  });
  expect(await failureOf(Buffer.alloc(0))).toMatchObject({
    code: 'VALIDATION_FAILED',
    message: expect.stringContaining('empty'),
  });
  expect(await failureOf(craftZip([{ name: 'holiday.jpg', content: noise('h', 99) }]))).toMatchObject({
    code: 'VALIDATION_FAILED',
    message: expect.stringContaining('not made by Causebook'),
  });
  expect(await failureOf(Buffer.concat([good, Buffer.from('x')]))).toMatchObject({ code: 'FILE_CORRUPTION' });
  expect(await failureOf(craftZip([]))).toMatchObject({ code: 'VALIDATION_FAILED' });
});

test('a file that is not there is not found, and a folder is not a file', async () => {
  await expect(StrictReader.open('/no/such/backup.zip', signal)).rejects.toMatchObject({
    code: 'BACKUP_NOT_FOUND',
  });
  await expect(StrictReader.open(await tempFolder(), signal)).rejects.toMatchObject({
    code: expect.stringMatching(/VALIDATION_FAILED/),
  });
});
