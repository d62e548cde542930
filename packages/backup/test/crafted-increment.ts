/** Increments as somebody would make them who means harm: taken apart, changed, and sealed again as if nothing were. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BackupMetadata, Increment } from '@causebook/contracts';
import { StrictReader } from '../src/archive/strict-reader.ts';
import { craftBackup, craftZip, createdAt, type CraftedEntry } from './crafted-zip.ts';

/** An archive taken apart. */
export interface Parts {
  readonly entries: ReadonlyMap<string, Buffer>;
  readonly metadata: BackupMetadata;
}

export async function takeApart(filePath: string): Promise<Parts> {
  const { signal } = new AbortController();
  const reader = await StrictReader.open(filePath, signal);
  const folder = await mkdtemp(join(tmpdir(), 'causebook-apart-'));
  try {
    const listed = reader.archive.entries;
    const places = new Map(listed.map(({ name }, index) => [name, join(folder, String(index))]));
    await reader.readAll({ signal, targetFor: ({ name }) => places.get(name)! });
    const entries = new Map<string, Buffer>();
    for (const [name, path] of places) entries.set(name, await readFile(path));
    return { entries, metadata: reader.archive.metadata! };
  } finally {
    await reader.close();
    await rm(folder, { recursive: true });
  }
}

export interface PartsChange {
  /** By name: another content, or null for none. A name that is not there yet is put where the format has it. */
  readonly entries?: Readonly<Record<string, Buffer | null>>;
  readonly metadata?: Readonly<Record<string, unknown>>;
  readonly increment?: Readonly<Record<string, unknown>>;
  readonly pages?: Readonly<Record<string, unknown>>;
}

const OWN = new Set(['README.txt', 'SHA256SUMS', 'backup-metadata.json']);
const rank = (name: string): string =>
  name.startsWith('database.') ? `0${name}` : name.startsWith('files/') ? `1${name}` : `2${name}`;

/** An archive of those parts, as they are changed, with sums and seal that fit. */
export function putTogether({ entries, metadata }: Parts, change: PartsChange = {}): Buffer {
  const all = new Map(entries);
  for (const [name, content] of Object.entries(change.entries ?? {}))
    if (content === null) all.delete(name);
    else all.set(name, content);
  const contents: CraftedEntry[] = [...all]
    .filter(([name]) => !OWN.has(name))
    .toSorted(([one], [other]) => (rank(one) < rank(other) ? -1 : 1))
    .map(([name, content]) => ({ name, content }));
  const { checksum: _, seal: __, fileCount: ___, totalFileSize: ____, increment, ...rest } = metadata;
  // Whoever crafts an archive leaves out what would give it away.
  const { signature: _____, signedBy: ______, ...kept } = rest;
  return craftZip(
    craftBackup(contents, {
      metadata: {
        ...kept,
        createdAt,
        ...(increment && { increment: changedIncrement(increment, change) }),
        ...change.metadata,
      },
    }),
  );
}

const changedIncrement = (increment: Increment, change: PartsChange): object => ({
  ...increment,
  ...(increment.pages && change.pages && { pages: { ...increment.pages, ...change.pages } }),
  ...change.increment,
});
