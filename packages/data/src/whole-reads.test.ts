/** What goes on where a single call does less than asked, or the disk refuses a place. */
import type { FileHandle } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { readAround, writeFully } from './whole-reads.ts';

const text = Buffer.from('0123456789'.repeat(1_000));
const refused = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === 'EIO';

/** A file whose calls do no more than a few bytes at once, and which refuses reads that touch a place. */
function sparing(content: Buffer, badFrom = Infinity, code = 'EIO') {
  const read = async (bytes: Buffer, at: number, length: number, from: number) => {
    if (from <= badFrom && badFrom < from + length) throw Object.assign(new Error(code), { code });
    return { bytesRead: content.copy(bytes, at, from, Math.min(from + length, from + 700)) };
  };
  const write = async (bytes: Buffer, at: number, length: number, position: number) => ({
    bytesWritten: bytes.copy(content, position, at, at + Math.min(length, 700)),
  });
  return { read, write } as unknown as FileHandle;
}

test('a write that does less than asked goes on until all is written', async () => {
  const content = Buffer.alloc(text.length + 3);
  await writeFully(sparing(content), text, 3);
  expect(content.subarray(3).equals(text)).toBe(true);
});

test('a read that gives less than asked goes on until all is read', async () => {
  const { bytes, lost } = await readAround(sparing(text), 5, 9_000, refused);
  expect(lost).toBe(0);
  expect(bytes.equals(text.subarray(5, 9_005))).toBe(true);
});

test('behind a place that the disk refuses it goes on', async () => {
  const { bytes, lost } = await readAround(sparing(text, 5_000), 0, text.length, refused);
  expect(lost).toBe(4_096);
  const expected = Buffer.from(text).fill(0, 4_096, 8_192);
  expect(bytes.equals(expected)).toBe(true);
});

test('what a file does not have any more is not read, and counted', async () => {
  const { lost } = await readAround(sparing(text), 0, 3 * 4_096, refused);
  expect(lost).toBe(4_096);
});

test('another error than a refusal is thrown', async () => {
  const reading = readAround(sparing(text, 5_000, 'EBADF'), 0, text.length, refused);
  await expect(reading).rejects.toMatchObject({ code: 'EBADF' });
});
