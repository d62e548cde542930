/** Packs contents into an archive: one read, and in that pass SHA-256, CRC-32 and compression. */
import { createHash } from 'node:crypto';
import { open, type FileHandle } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { crc32, createDeflateRaw, deflateRaw } from 'node:zlib';
import { throwIfCancelled } from '@causebook/contracts';
import { SAMPLE, samplePlaces, worthDeflating } from './compressibility.ts';
import type { PackedZip } from './packed-zip.ts';
import type { Method } from './zip-layout.ts';

const deflateWhole = promisify(deflateRaw);

/** Contents up to this size are packed in memory, which is faster and needs no data descriptor. */
const WHOLE_LIMIT = 1 << 20;
const CHUNK = 1 << 20;

/** What really went into the archive. */
export interface PackedContent {
  readonly name: string;
  readonly size: number;
  readonly sha256: string;
  readonly packedSha256: string;
}

export interface PackRequest {
  readonly zip: PackedZip;
  readonly name: string;
  /** 0 stores everything. */
  readonly level: number;
  readonly signal: AbortSignal;
  /** Judges the content before it is written; false leaves it out. Asked only where the whole content is in memory. */
  readonly accept?: (sha256: string) => boolean;
  readonly onBytes: (bytes: number) => void;
}

const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** Packs bytes at hand. Deflated only where that is smaller. */
export async function packBytes(content: Buffer, request: PackRequest): Promise<PackedContent | null> {
  const sha256 = sha256Of(content);
  if (request.accept && !request.accept(sha256)) return null;
  const places = samplePlaces(content.length);
  const samples = places.map((at) => content.subarray(at, at + SAMPLE));
  const wanted = request.level > 0 && worthDeflating(content.subarray(0, SAMPLE), samples);
  const deflated = wanted ? await deflateWhole(content, { level: request.level }) : null;
  const packed = deflated && deflated.length < content.length ? deflated : content;
  const method: Method = packed === content ? 0 : 8;
  await request.zip.addPacked(request.name, method, packed, { crc32: crc32(content), size: content.length });
  request.onBytes(content.length);
  return {
    name: request.name,
    size: content.length,
    sha256,
    packedSha256: packed === content ? sha256 : sha256Of(packed),
  };
}

/** Packs a text that is never compressed, so that a person finds it readable in the raw file. */
export async function packText(zip: PackedZip, name: string, text: string): Promise<PackedContent> {
  const content = Buffer.from(text);
  const sha256 = sha256Of(content);
  await zip.addPacked(name, 0, content, { crc32: crc32(content), size: content.length });
  return { name, size: content.length, sha256, packedSha256: sha256 };
}

/**
 * Packs a file. Null when `accept` has left it out; a file too large to judge beforehand is written whatever it holds,
 * and the caller compares the hash returned.
 */
export async function packFile(path: string, request: PackRequest): Promise<PackedContent | null> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    if (size <= WHOLE_LIMIT) {
      const content = Buffer.allocUnsafeSlow(size + 1);
      const length = await fill(file, content, 0);
      return await packBytes(content.subarray(0, length), request);
    }
    return await packStream(file, size, request);
  } finally {
    await file.close();
  }
}

/** Reads until the buffer is full or the file ends; returns how many bytes came. */
async function fill(file: FileHandle, buffer: Buffer, position: number): Promise<number> {
  let length = 0;
  while (length < buffer.length) {
    const { bytesRead } = await file.read(buffer, length, buffer.length - length, position + length);
    if (bytesRead === 0) break;
    length += bytesRead;
  }
  return length;
}

async function packStream(file: FileHandle, size: number, request: PackRequest): Promise<PackedContent> {
  const sampleAt = async (place: number): Promise<Buffer> => {
    const sample = Buffer.alloc(SAMPLE);
    return sample.subarray(0, await fill(file, sample, place));
  };
  const head = await sampleAt(0);
  const samples: Buffer[] = [];
  for (const place of samplePlaces(size)) samples.push(await sampleAt(place));
  const method: Method = request.level > 0 && worthDeflating(head, samples) ? 8 : 0;
  const content = createHash('sha256');
  const packed = createHash('sha256');
  let crc = 0;
  let length = 0;

  async function* chunks(): AsyncGenerator<Buffer> {
    for (;;) {
      throwIfCancelled(request.signal);
      // A new buffer each time: the stream that takes it may hold it until it is written.
      const buffer = Buffer.allocUnsafe(CHUNK);
      const bytes = await fill(file, buffer, length);
      if (bytes === 0) return;
      const chunk = buffer.subarray(0, bytes);
      content.update(chunk);
      crc = crc32(chunk, crc);
      length += bytes;
      request.onBytes(bytes);
      yield chunk;
    }
  }

  await request.zip.addProduced(request.name, method, async (write) => {
    if (method === 0) {
      for await (const chunk of chunks()) await write(chunk);
    } else {
      const deflate = createDeflateRaw({ level: request.level, chunkSize: 256 << 10 });
      await pipeline(
        Readable.from(chunks(), { objectMode: false, highWaterMark: 1 }),
        deflate,
        async (output: AsyncIterable<Buffer>) => {
          for await (const chunk of output) {
            packed.update(chunk);
            await write(chunk);
          }
        },
      );
    }
    return { crc32: crc, size: length };
  });
  const sha256 = content.digest('hex');
  return {
    name: request.name,
    size: length,
    sha256,
    packedSha256: method === 0 ? sha256 : packed.digest('hex'),
  };
}
