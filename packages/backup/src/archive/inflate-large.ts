/** Inflates what is too large to be inflated in one go. */
import { createHash } from 'node:crypto';
import { createInflateRaw } from 'node:zlib';
import { Damage } from '../threads/damage.ts';
import { letGoOfBytes } from '../threads/let-go-of-bytes.ts';
import { shown } from './entry-names.ts';
import type { ZipEntry } from './zip-layout.ts';

/**
 * @returns the SHA-256 of the packed pieces
 * @throws Damage when data is left behind the end of the stream; zlib's complaints; what `take` throws
 */
export async function inflateLarge(
  pieces: Iterable<Buffer>,
  entry: ZipEntry,
  take: (piece: Buffer) => void,
): Promise<string> {
  const packed = createHash('sha256');
  const inflate = createInflateRaw({ chunkSize: 512 << 10 });
  let failure: unknown;
  // Ends when the content has ended, is wrong, or could not be taken. Once it has, zlib answers no write any more.
  const taken = (async () => {
    for await (const piece of inflate as AsyncIterable<Buffer>) {
      take(piece);
      // Where there is room behind it, zlib goes on in the same memory.
      if (piece.byteOffset + piece.byteLength === piece.buffer.byteLength) letGoOfBytes(piece);
    }
  })().catch((error: unknown) => {
    failure = error;
  });
  try {
    for (const piece of pieces) {
      packed.update(piece);
      // The piece is overwritten by the next one, so zlib must be done with it before.
      await Promise.race([new Promise<void>((resolve) => inflate.write(piece, () => resolve())), taken]);
      if (failure !== undefined) throw failure;
    }
    inflate.end();
    await taken;
    if (failure !== undefined) throw failure;
  } finally {
    inflate.destroy();
  }
  if (inflate.bytesWritten !== entry.packedSize)
    throw new Damage(`The entry ${shown(entry.name)} holds more than its content.`, entry.name);
  return packed.digest('hex');
}
