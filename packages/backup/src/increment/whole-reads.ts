/** Reads that are complete or fail: a single call may give less than it was asked for. */
import { readSync } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { AppError } from '@causebook/contracts';

/** Fills the buffer from that place. @throws AppError FILE_CORRUPTION when the file ends before */
export async function readFully(file: FileHandle, buffer: Buffer, position: number): Promise<void> {
  for (let at = 0; at < buffer.length;) {
    const { bytesRead } = await file.read(buffer, at, buffer.length - at, position + at);
    if (bytesRead === 0) throw endedBefore();
    at += bytesRead;
  }
}

/** As `readFully`, without waiting. @param file number of the open file */
export function readFullySync(file: number, buffer: Buffer, position: number): void {
  for (let at = 0; at < buffer.length;) {
    const bytesRead = readSync(file, buffer, at, buffer.length - at, position + at);
    if (bytesRead === 0) throw endedBefore();
    at += bytesRead;
  }
}

const endedBefore = (): AppError => new AppError('FILE_CORRUPTION', 'A file ended before it should.');
