/**
 * archiver as the layer that frames a ZIP, handed entries that are packed already: hashes, CRC and compression are ours,
 * so what stands in the archive is what was checked. archiver hides failures (a failed output, a finalize that never
 * settles, warnings); here every wait ends when the output or archiver fails, or the signal is aborted.
 */
import { once } from 'node:events';
import type { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { AppError } from '@causebook/contracts';
import { ZipArchive } from 'archiver';
import { dosTime, type Method } from './zip-layout.ts';

/** What stands about an entry in the archive's headers. */
export interface EntryFacts {
  readonly crc32: number;
  /** Bytes before compression. */
  readonly size: number;
}

/** Writes packed bytes of one entry; resolves when more may come. */
export type PackedWriter = (chunk: Buffer) => Promise<void>;

interface PreparedEntry {
  readonly method: Method;
  readonly known?: EntryFacts & { readonly data: Buffer };
  readonly produce?: (write: PackedWriter) => Promise<EntryFacts>;
}

/** The parts of compress-commons' ZipArchiveOutputStream that framing a packed entry needs. */
interface Engine extends Writable {
  /** Bytes written so far, as archiver counts them: offsets in the archive. */
  offset: number;
  _entries: EngineEntry[];
  _archive: {
    centralOffset: number;
    centralLength: number;
    processing: boolean;
    finish: boolean;
    finished: boolean;
  };
  _appendBuffer(
    entry: EngineEntry,
    source: Buffer,
    done: (error: Error | null, entry?: EngineEntry) => void,
  ): void;
  _writeLocalFileHeader(entry: EngineEntry): void;
  _writeCentralFileHeader(entry: EngineEntry): void;
  _writeCentralDirectoryZip64(): void;
  _writeCentralDirectoryEnd(): void;
  _afterAppend(entry: EngineEntry): void;
  _finish(): void;
  isZip64(): boolean;
}
interface EngineEntry {
  /** MS-DOS date and time. */
  time: number;
  getName(): string;
  setMethod(method: Method): void;
  setCrc(crc: number): void;
  setSize(size: number): void;
  setCompressedSize(size: number): void;
  setVersionNeededToExtract(version: number): void;
  getGeneralPurposeBit(): { useDataDescriptor(use: boolean): void };
}

const needed = [
  '_writeLocalFileHeader',
  '_writeCentralFileHeader',
  '_writeCentralDirectoryZip64',
  '_writeCentralDirectoryEnd',
  '_afterAppend',
  '_finish',
  'isZip64',
] as const satisfies readonly (keyof Engine)[];

/** The central directory is kept and written in blocks of about this size. */
const BLOCK = 64 << 10;

export class PackedZip {
  readonly #archive = new ZipArchive({ zlib: { level: 1 } });
  readonly #engine: Engine;
  readonly #createdAt: Date;
  readonly #written: Promise<void>;
  /** Why the archive can no longer be written. */
  #failure: { readonly error: unknown } | null = null;
  /** What waits, and must not wait for ever when the archive can no longer be written. */
  readonly #waiting = new Set<(error: unknown) => void>();
  readonly #fail = (error: unknown): void => {
    this.#failure ??= { error };
    for (const reject of this.#waiting) reject(this.#failure.error);
    this.#waiting.clear();
  };
  #next: PreparedEntry | null = null;
  /** Headers of the central directory as archiver writes them, in blocks; much smaller than the entries they are of. */
  readonly #directory: Buffer[] = [];
  #block: Buffer[] = [];
  #blockLength = 0;

  /** @param createdAt the time that every entry bears */
  constructor(output: Writable, createdAt: Date, signal: AbortSignal) {
    this.#createdAt = createdAt;
    this.#engine = (this.#archive as unknown as { _module: { engine: Engine } })._module.engine;
    if (!needed.every((name) => typeof this.#engine?.[name] === 'function')) {
      throw new AppError('INTERNAL', 'This version of archiver cannot be handed packed entries.');
    }
    this.#engine._appendBuffer = (entry, _source, done) => {
      this.#frame(entry).then(() => done(null, entry), this.#fail);
    };
    this.#engine._finish = () => this.#writeEnd();
    this.#archive.on('warning', (warning) => this.#fail(warning));
    this.#archive.on('error', (error) => this.#fail(error));
    this.#engine.on('error', (error) => this.#fail(error));
    this.#written = pipeline(this.#archive, output, { signal });
    this.#written.catch(this.#fail);
  }

  /** Adds an entry whose packed bytes are at hand. */
  addPacked(name: string, method: Method, data: Buffer, facts: EntryFacts): Promise<void> {
    return this.#add(name, { method, known: { ...facts, data } });
  }

  /** Adds an entry whose packed bytes are produced piece by piece; its facts are known at the end. */
  addProduced(
    name: string,
    method: Method,
    produce: (write: PackedWriter) => Promise<EntryFacts>,
  ): Promise<void> {
    return this.#add(name, { method, produce });
  }

  async #add(name: string, entry: PreparedEntry): Promise<void> {
    this.#next = entry;
    const added = once(this.#archive, 'entry');
    // The content given here is never read: #frame writes the prepared one.
    this.#archive.append(Buffer.alloc(0), { name, date: this.#createdAt, mode: 0o644 });
    await this.#unlessFailed(added);
  }

  async #frame(entry: EngineEntry): Promise<void> {
    const prepared = this.#next;
    this.#next = null;
    if (!prepared) throw new AppError('INTERNAL', `Nothing was prepared for ${entry.getName()}.`);
    const { method, known, produce } = prepared;
    // archiver's own conversion ends in 2043.
    entry.time = dosTime(this.#createdAt);
    entry.setMethod(method);
    entry.setVersionNeededToExtract(method === 0 && known ? 10 : 20);
    entry.getGeneralPurposeBit().useDataDescriptor(known === undefined);
    if (known) {
      entry.setCrc(known.crc32);
      entry.setSize(known.size);
      entry.setCompressedSize(known.data.length);
      await this.#write(this.#gathered(() => this.#engine._writeLocalFileHeader(entry)));
      if (known.data.length > 0) await this.#write(known.data);
    } else if (produce) {
      await this.#write(this.#gathered(() => this.#engine._writeLocalFileHeader(entry)));
      let packed = 0;
      const facts = await produce(async (chunk) => {
        packed += chunk.length;
        await this.#write(chunk);
      });
      entry.setCrc(facts.crc32);
      entry.setSize(facts.size);
      entry.setCompressedSize(packed);
    }
    const descriptor = this.#gathered(() => this.#engine._afterAppend(entry));
    if (descriptor.length > 0) await this.#write(descriptor);
    this.#keepCentralHeader(entry);
  }

  /** What archiver would write in many little pieces, in one. The offset of archiver is left as it was. */
  #gathered(write: () => void): Buffer {
    const engine = this.#engine;
    const { offset } = engine;
    const pieces: Buffer[] = [];
    engine.write = (chunk: Buffer | string) => {
      const piece = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
      engine.offset += piece.length;
      return pieces.push(piece) > 0;
    };
    try {
      write();
    } finally {
      // The method of the class comes to light again.
      Reflect.deleteProperty(engine, 'write');
      engine.offset = offset;
    }
    return Buffer.concat(pieces);
  }

  #keepCentralHeader(entry: EngineEntry): void {
    const header = this.#gathered(() => this.#engine._writeCentralFileHeader(entry));
    this.#block.push(header);
    this.#blockLength += header.length;
    if (this.#blockLength >= BLOCK) this.#closeBlock();
    // archiver counts its entries and would keep them all; ours has said everything about itself.
    const entries = this.#engine._entries;
    entries[entries.length - 1] = entries[0]!;
  }

  #closeBlock(): void {
    this.#directory.push(Buffer.concat(this.#block));
    this.#block = [];
    this.#blockLength = 0;
  }

  async #write(chunk: Buffer): Promise<void> {
    if (this.#engine.write(chunk)) return;
    await this.#unlessFailed(once(this.#engine, 'drain'));
  }

  /** Writes the central directory and resolves when the output has taken and finished everything. */
  async finish(): Promise<void> {
    this.#closeBlock();
    const { offset } = this.#engine;
    for (const block of this.#directory) if (block.length > 0) await this.#write(block);
    this.#engine._archive.centralOffset = offset;
    this.#engine._archive.centralLength = this.#engine.offset - offset;
    // finalize() may settle early, or never; what counts is that the output has finished.
    this.#archive.finalize().catch(this.#fail);
    await this.#unlessFailed(this.#written);
  }

  /** A race against one promise that never settles would keep every loser in memory. */
  async #unlessFailed(work: Promise<unknown>): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<unknown>();
    if (this.#failure) reject(this.#failure.error);
    this.#waiting.add(reject);
    work.then(resolve, reject);
    try {
      await promise;
    } finally {
      this.#waiting.delete(reject);
    }
  }

  /** As archiver ends an archive, whose central directory is written already. */
  #writeEnd(): void {
    const engine = this.#engine;
    const end = this.#gathered(() => {
      if (engine.isZip64()) engine._writeCentralDirectoryZip64();
      engine._writeCentralDirectoryEnd();
    });
    Object.assign(engine._archive, { processing: false, finish: true, finished: true });
    engine.end(end);
  }

  /** Gives up: nothing more is written. */
  abort(): void {
    this.#fail(new AppError('CANCELLED'));
    this.#archive.abort();
  }
}
