// Unpacks an asar archive, with the files beside it in <name>.asar.unpacked put where they belong.
// Format: a Pickle holding the header's size, a Pickle holding the header as JSON, then the files one after another.

import { closeSync, copyFileSync, mkdirSync, openSync, readSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

interface AsarEntry {
  readonly files?: Readonly<Record<string, AsarEntry>>;
  readonly link?: string;
  readonly unpacked?: boolean;
  readonly executable?: boolean;
  readonly size?: number;
  readonly offset?: string;
}

export function extractAsar(asar: string, folder: string): void {
  const file = openSync(asar, 'r');
  try {
    const sizes = read(file, 0, 16);
    const headerSize = sizes.readUInt32LE(4);
    const jsonSize = sizes.readUInt32LE(12);
    const root = JSON.parse(read(file, 16, jsonSize).toString('utf8')) as AsarEntry;
    const firstFile = 8 + headerSize;

    const extract = (entry: AsarEntry, path: string): void => {
      const target = join(folder, path);
      if (entry.files !== undefined) {
        mkdirSync(target, { recursive: true });
        for (const [name, child] of Object.entries(entry.files)) extract(child, join(path, name));
      } else if (entry.link !== undefined) {
        symlinkSync(join(folder, entry.link), target);
      } else if (entry.unpacked === true) {
        copyFileSync(join(`${asar}.unpacked`, path), target);
      } else {
        const content = read(file, firstFile + Number(entry.offset), entry.size ?? 0);
        writeFileSync(target, content, { mode: entry.executable === true ? 0o755 : 0o644 });
      }
    };
    extract(root, '');
  } finally {
    closeSync(file);
  }
}

function read(file: number, position: number, length: number): Buffer {
  const buffer = Buffer.alloc(length);
  let done = 0;
  while (done < length) {
    const count = readSync(file, buffer, done, length - done, position + done);
    if (count === 0) throw new Error('The asar archive ends too early');
    done += count;
  }
  return buffer;
}
