/** Reads single entries of an archive that was admitted, without reading the others. */
import { open, type FileHandle } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { crc32, createInflateRaw } from 'node:zlib';
import { AppError, throwIfCancelled } from '@causebook/contracts';
import { shown } from './entry-names.ts';
import { LOCAL_HEADER_SIZE, localHeader, type ZipEntry } from './zip-layout.ts';

const PIECE = 256 << 10;

const damaged = ({ name }: ZipEntry): AppError =>
  new AppError(
    'FILE_CORRUPTION',
    `The entry ${shown(name)} is damaged: its content is not what was backed up.`,
    {
      details: { entry: name },
    },
  );

/** An archive whose entries can be asked for one by one. */
export class EntryReader {
  readonly #file: FileHandle;

  private constructor(file: FileHandle) {
    this.#file = file;
  }

  static async open(filePath: string): Promise<EntryReader> {
    return new EntryReader(await open(filePath, 'r'));
  }

  async close(): Promise<void> {
    await this.#file.close();
  }

  /**
   * The content of an entry, piece by piece. It ends only when header, size and CRC-32 were right: whoever takes the
   * pieces must not use them before, and compares the SHA-256 with that of what is wanted.
   * @throws AppError FILE_CORRUPTION, CANCELLED
   */
  async *content(entry: ZipEntry, signal: AbortSignal): AsyncGenerator<Buffer> {
    const header = localHeader(entry);
    if (!(await this.#at(entry.offset, header.length)).equals(header)) throw damaged(entry);
    let crc = 0;
    let size = 0;
    for await (const piece of this.#unpacked(entry)) {
      throwIfCancelled(signal);
      size += piece.length;
      // More than it says would fill the disk before the end shows that it is wrong.
      if (size > entry.size) throw damaged(entry);
      crc = crc32(piece, crc);
      yield piece;
    }
    if (size !== entry.size || crc !== entry.crc32) throw damaged(entry);
  }

  async *#unpacked(entry: ZipEntry): AsyncGenerator<Buffer> {
    const packed = this.#packed(entry);
    if (entry.method === 0) {
      yield* packed;
      return;
    }
    const source = Readable.from(packed, { objectMode: false });
    const inflate = createInflateRaw({ chunkSize: PIECE });
    source.on('error', (error) => inflate.destroy(error));
    try {
      yield* source.pipe(inflate) as AsyncIterable<Buffer>;
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code ?? '';
      throw code.startsWith('Z_') ? damaged(entry) : error;
    } finally {
      source.destroy();
      inflate.destroy();
    }
  }

  async *#packed({ offset, name, packedSize }: ZipEntry): AsyncGenerator<Buffer> {
    const start = offset + LOCAL_HEADER_SIZE + Buffer.byteLength(name);
    for (let at = 0; at < packedSize; at += PIECE)
      yield await this.#at(start + at, Math.min(PIECE, packedSize - at));
  }

  async #at(position: number, length: number): Promise<Buffer> {
    const bytes = Buffer.allocUnsafe(length);
    for (let at = 0; at < length;) {
      const { bytesRead } = await this.#file.read(bytes, at, length - at, position + at);
      if (bytesRead === 0) throw new AppError('FILE_CORRUPTION', 'The file ends too early.');
      at += bytesRead;
    }
    return bytes;
  }
}
