/** The SHA-256 of a whole file, and proof that the parts of it that were read before are still what they were. */
import { createHash, type Hash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { AppError, throwIfCancelled } from '@causebook/contracts';

const CHUNK = 1 << 20;

/** A part of the file that has been read and believed already. */
export interface KnownPart {
  readonly start: number;
  readonly length: number;
  readonly sha256: string;
}

/** Compares a part as it passes by. */
class PassingPart {
  readonly #part: KnownPart;
  readonly #hash: Hash = createHash('sha256');

  constructor(part: KnownPart) {
    this.#part = part;
  }

  pass(position: number, chunk: Buffer): void {
    const { start, length } = this.#part;
    const from = Math.max(start - position, 0);
    const to = Math.min(start + length - position, chunk.length);
    if (from < to) this.#hash.update(chunk.subarray(from, to));
  }

  isSame(): boolean {
    return this.#hash.digest('hex') === this.#part.sha256;
  }
}

/**
 * @param onBytes told of the bytes that were read since the last call
 * @param known what the checks of the file rest on; with it the same as in this pass, they hold for the file of this hash
 * @throws AppError FILE_CORRUPTION when the file has another size, or a known part has changed; CANCELLED
 */
export async function hashWholeFile(
  file: FileHandle,
  size: number,
  {
    signal,
    known,
    onBytes,
  }: {
    readonly signal: AbortSignal;
    readonly known: readonly KnownPart[];
    readonly onBytes?: ((bytes: number) => void) | undefined;
  },
): Promise<string> {
  const hash = createHash('sha256');
  const parts = known.map((part) => new PassingPart(part));
  // While one is hashed the next is read.
  const length = Math.min(CHUNK, size + 1);
  const buffers = [Buffer.allocUnsafe(length), Buffer.allocUnsafe(length)] as const;
  const readAt = (position: number, turn: number) =>
    file.read(buffers[turn % 2 === 0 ? 0 : 1], 0, length, position);
  let position = 0;
  let reading = readAt(0, 0);
  for (let turn = 0; ; turn += 1) {
    const { bytesRead, buffer } = await reading;
    throwIfCancelled(signal);
    if (bytesRead === 0) break;
    reading = readAt(position + bytesRead, turn + 1);
    // Looked at when its turn comes; a failure before that is no news.
    reading.catch(() => {});
    const chunk = buffer.subarray(0, bytesRead);
    hash.update(chunk);
    for (const part of parts) part.pass(position, chunk);
    position += bytesRead;
    onBytes?.(bytesRead);
  }
  if (position !== size || !parts.every((part) => part.isSame()))
    throw new AppError('FILE_CORRUPTION', 'The file changed while it was read.');
  return hash.digest('hex');
}
