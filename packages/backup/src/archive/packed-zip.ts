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

/** The parts of compress-commons' ZipArchiveOutputStream that framing a packed entry needs; packed-zip.test.ts pins them. */
interface Engine extends Writable {
  _appendBuffer(
    entry: EngineEntry,
    source: Buffer,
    done: (error: Error | null, entry?: EngineEntry) => void,
  ): void;
  _writeLocalFileHeader(entry: EngineEntry): void;
  _afterAppend(entry: EngineEntry): void;
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

export class PackedZip {
  readonly #archive = new ZipArchive({ zlib: { level: 1 } });
  readonly #engine: Engine;
  readonly #createdAt: Date;
  readonly #written: Promise<void>;
  /** Rejects when the archive can no longer be written. */
  readonly #failed: Promise<never>;
  #fail: (error: unknown) => void = () => {};
  #next: PreparedEntry | null = null;

  /** @param createdAt the time that every entry bears */
  constructor(output: Writable, createdAt: Date, signal: AbortSignal) {
    this.#createdAt = createdAt;
    this.#failed = new Promise<never>((_, reject) => (this.#fail = reject));
    // Whoever waits races against #failed; without anybody waiting its rejection is no news.
    this.#failed.catch(() => {});
    this.#engine = (this.#archive as unknown as { _module: { engine: Engine } })._module.engine;
    if (
      typeof this.#engine?._writeLocalFileHeader !== 'function' ||
      typeof this.#engine._afterAppend !== 'function'
    ) {
      throw new AppError('INTERNAL', 'This version of archiver cannot be handed packed entries.');
    }
    this.#engine._appendBuffer = (entry, _source, done) => {
      this.#frame(entry).then(() => done(null, entry), this.#fail);
    };
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
    await Promise.race([added, this.#failed]);
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
      this.#engine._writeLocalFileHeader(entry);
      if (known.data.length > 0) await this.#write(known.data);
    } else if (produce) {
      this.#engine._writeLocalFileHeader(entry);
      let packed = 0;
      const facts = await produce(async (chunk) => {
        packed += chunk.length;
        await this.#write(chunk);
      });
      entry.setCrc(facts.crc32);
      entry.setSize(facts.size);
      entry.setCompressedSize(packed);
    }
    this.#engine._afterAppend(entry);
  }

  async #write(chunk: Buffer): Promise<void> {
    if (this.#engine.write(chunk)) return;
    await Promise.race([once(this.#engine, 'drain'), this.#failed]);
  }

  /** Writes the central directory and resolves when the output has taken and finished everything. */
  async finish(): Promise<void> {
    // finalize() may settle early, or never; what counts is that the output has finished.
    this.#archive.finalize().catch(this.#fail);
    await Promise.race([this.#written, this.#failed]);
  }

  /** Gives up: nothing more is written. */
  abort(): void {
    this.#fail(new AppError('CANCELLED'));
    this.#archive.abort();
  }
}
