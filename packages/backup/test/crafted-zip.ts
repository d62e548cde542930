/** Builds ZIP files byte by byte, good ones and crafted ones, independent of archiver. */
import { createHash } from 'node:crypto';
import { crc32, deflateRawSync } from 'node:zlib';
import { sealOf } from '../src/archive/seal.ts';
import { formatSums } from '../src/archive/sums.ts';
import {
  centralHeader,
  dataDescriptor,
  dosTime,
  endOfArchive,
  localHeader,
  type ZipEntry,
} from '../src/archive/zip-layout.ts';

export const sha256 = (bytes: string | Uint8Array): string =>
  createHash('sha256').update(bytes).digest('hex');

export interface CraftedEntry {
  readonly name: string;
  readonly content: Buffer;
  readonly deflate?: boolean;
  /** What stands in both headers instead of the truth. */
  readonly lie?: Partial<ZipEntry>;
  /** Bytes instead of the packed content. */
  readonly packed?: Buffer;
  /** Changes the finished central header. */
  readonly patchCentral?: (header: Buffer) => void;
  readonly patchLocal?: (header: Buffer) => void;
  /** Bytes before this entry that belong to none. */
  readonly gap?: Buffer;
}

export const createdAt = '2026-03-02T10:20:30.000Z';

export function craftZip(entries: readonly CraftedEntry[], tail: Buffer = Buffer.alloc(0)): Buffer {
  const parts: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  const put = (bytes: Buffer): void => {
    parts.push(bytes);
    offset += bytes.length;
  };
  for (const {
    name,
    content,
    deflate = false,
    lie = {},
    packed: given,
    patchCentral,
    patchLocal,
    gap,
  } of entries) {
    if (gap) put(gap);
    const packed = given ?? (deflate ? deflateRawSync(content) : content);
    const entry: ZipEntry = {
      name,
      method: deflate ? 8 : 0,
      descriptor: false,
      dosTime: dosTime(new Date(createdAt)),
      crc32: crc32(content),
      packedSize: packed.length,
      size: content.length,
      offset,
      ...lie,
    };
    const local = localHeader(entry);
    patchLocal?.(local);
    const header = centralHeader(entry);
    patchCentral?.(header);
    central.push(header);
    put(local);
    put(packed);
    put(dataDescriptor(entry));
  }
  const directory = { entries: entries.length, offset, size: Buffer.concat(central).length };
  return Buffer.concat([...parts, ...central, endOfArchive(directory), tail]);
}

/** A complete, valid backup around the given entries, as `describe` changes its metadata. */
export function craftBackup(
  contents: readonly CraftedEntry[],
  change: {
    readonly metadata?: Readonly<Record<string, unknown>>;
    readonly sums?: (text: string) => string;
    readonly extra?: readonly CraftedEntry[];
  } = {},
): CraftedEntry[] {
  const readme: CraftedEntry = { name: 'README.txt', content: Buffer.from('A backup.\n') };
  const all = [readme, ...contents];
  const plain = formatSums(all.map(({ name, content }) => [name, sha256(content)]));
  const sums: CraftedEntry = {
    name: 'SHA256SUMS',
    content: Buffer.from(change.sums ? change.sums(plain) : plain),
  };
  const files = all.filter(({ name }) => name.startsWith('files/'));
  const seal = sealOf(
    [...all, sums].map(({ name, content, deflate, packed }) => ({
      name,
      packedSha256: sha256(packed ?? (deflate ? deflateRawSync(content) : content)),
    })),
  );
  const metadata = {
    format: 'causebook-backup',
    version: 1,
    backupId: '01a1f97a-4e3a-7e16-b896-0f0217c0c7db',
    kind: 'full',
    base: null,
    source: 'manual',
    name: '',
    createdAt,
    appVersion: '1.2.3',
    databaseVersion: 1,
    practiceId: 'p',
    practiceName: 'Test office',
    fileCount: files.length,
    totalFileSize: files.reduce((sum, { content }) => sum + content.length, 0),
    userCount: 0,
    caseCount: 0,
    taskCount: 0,
    hearingCount: 0,
    orderCount: 0,
    documentCount: 0,
    compressionLevel: 6,
    includeFiles: true,
    includeDatabase: all.some(({ name }) => name === 'database.sqlite'),
    includeMetadata: true,
    missingDocuments: [],
    rowsDigest: null,
    digest: null,
    checksum: sha256(sums.content),
    seal,
    ...change.metadata,
  };
  return [
    ...all,
    ...(change.extra ?? []),
    sums,
    { name: 'backup-metadata.json', content: Buffer.from(`${JSON.stringify(metadata, null, 2)}\n`) },
  ];
}

export const fileNamed = (content: Buffer, options: Partial<CraftedEntry> = {}): CraftedEntry => {
  const sum = sha256(content);
  return { name: `files/${sum.slice(0, 2)}/${sum}`, content, ...options };
};
