/** Reads and writes of a file that go on: behind a place that the disk refuses, and after a call that did less than asked. */
import type { FileHandle } from 'node:fs/promises';

/** Where a disk fails in the middle of a piece. */
const SECTOR = 4096;

/**
 * Reads what can be read of a place; what the disk refuses, or the file does not have, is nought.
 * @param isRefusal whether an error of reading is one of the place and not of the file
 * @returns the bytes, and how many of them could not be read
 * @throws every other error of reading
 */
export async function readAround(
  file: Pick<FileHandle, 'read'>,
  from: number,
  length: number,
  isRefusal: (error: unknown) => boolean,
): Promise<{ readonly bytes: Buffer; readonly lost: number }> {
  const bytes = Buffer.alloc(length);
  if (await fill(file, bytes, from, isRefusal)) return { bytes, lost: 0 };
  let lost = 0;
  for (let at = 0; at < length; at += SECTOR) {
    const sector = bytes.subarray(at, at + SECTOR);
    if (await fill(file, sector, from + at, isRefusal)) continue;
    sector.fill(0);
    lost += sector.length;
  }
  return { bytes, lost };
}

/** @returns whether all of it was read */
async function fill(
  file: Pick<FileHandle, 'read'>,
  bytes: Buffer,
  from: number,
  isRefusal: (error: unknown) => boolean,
): Promise<boolean> {
  try {
    for (let at = 0; at < bytes.length;) {
      const { bytesRead } = await file.read(bytes, at, bytes.length - at, from + at);
      if (bytesRead === 0) return false;
      at += bytesRead;
    }
    return true;
  } catch (error) {
    if (isRefusal(error)) return false;
    throw error;
  }
}

/** Writes all of it at that place. @throws what writing throws */
export async function writeFully(
  file: Pick<FileHandle, 'write'>,
  bytes: Buffer,
  position: number,
): Promise<void> {
  for (let at = 0; at < bytes.length;)
    at += (await file.write(bytes, at, bytes.length - at, position + at)).bytesWritten;
}
