/**
 * Packs files into an archive: threads read, hash and compress into a ring of slots, and here their work is taken in
 * order and framed. Each file is read once. How many threads there are changes nothing in the archive.
 */
import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import type { Crew } from '../threads/crew.ts';
import { DICTIONARY, PIECE } from '../threads/slot-layout.ts';
import type { SlotRing } from '../threads/slots.ts';
import { Conveyor } from './conveyor.ts';
import type { PackedWhole, PieceRead, Refused, WholeFile } from './pack-duties.ts';
import type { PackedZip } from './packed-zip.ts';
import { isRefusal } from './refused-reads.ts';
import type { Method } from './zip-layout.ts';

/** Files are packed together as long as they fit into a slot, but not more than this many. */
const MOST_TOGETHER = 64;
/** So many files ahead it is found out whether a large one is worth deflating. */
const AHEAD = 32;
/** How much longer a byte takes that is deflated. */
const DEFLATE_COST = 12;

/** What really went into the archive. */
export interface PackedContent {
  readonly name: string;
  readonly size: number;
  readonly sha256: string;
  readonly packedSha256: string;
}

export interface PackSource {
  readonly name: string;
  readonly path: string;
  readonly size: number;
  /** The content that it must have; null for a file that may hold anything. */
  readonly sha256: string | null;
}

export interface PackRequest {
  readonly zip: PackedZip;
  readonly crew: Crew;
  readonly slots: SlotRing;
  /** 0 stores everything. */
  readonly level: number;
  readonly onBytes: (bytes: number) => void;
}

/** A source, and what became of it: null when it did not hold what it should, and nothing of it was written. */
export interface PackOutcome {
  readonly source: PackSource;
  readonly packed: PackedContent | null;
  /** Where the disk does not give it: the system's error. */
  readonly refusal?: NodeJS.ErrnoException;
}

/**
 * A content that turned out wrong, or was refused by the disk, when a part of it was written already: the archive has to
 * be begun again without it.
 */
export class ChangedWhilePacked extends Error {
  readonly source: PackSource;
  /** The system's error; null when it was read and is another. */
  readonly refusal: NodeJS.ErrnoException | null;
  constructor(source: PackSource, refusal: NodeJS.ErrnoException | null = null) {
    super(`${source.name} does not hold what it should.`, refusal === null ? undefined : { cause: refusal });
    this.source = source;
    this.refusal = refusal;
  }
}

const errorOf = ({ refused, message }: Refused): NodeJS.ErrnoException =>
  Object.assign(new Error(message), { code: refused });

interface WholeLoad {
  readonly kind: 'whole';
  readonly sources: readonly PackSource[];
  readonly slot: number;
  readonly packed: Promise<PackedWhole[]>;
}
interface StreamPiece {
  readonly slot: number;
  /** Where the packed bytes are in the slot. */
  readonly packed: Promise<{ readonly start: number; readonly length: number; readonly read: PieceRead }>;
}
interface StreamLoad {
  readonly kind: 'stream';
  readonly source: PackSource;
  readonly method: Method;
  readonly pieces: Conveyor<StreamPiece>;
}
interface RefusedLoad {
  readonly kind: 'refused';
  readonly source: PackSource;
  readonly refusal: NodeJS.ErrnoException;
}
type Load = WholeLoad | StreamLoad | RefusedLoad;

const isLarge = ({ size, sha256 }: PackSource): boolean => size > PIECE || sha256 === null;

/** Packs a text that is never compressed, so that a person finds it readable in the raw file. */
export async function packText(zip: PackedZip, name: string, text: string): Promise<PackedContent> {
  const content = Buffer.from(text);
  const sha256 = createHash('sha256').update(content).digest('hex');
  await zip.addPacked(name, 0, content, { crc32: crc32(content), size: content.length });
  return { name, size: content.length, sha256, packedSha256: sha256 };
}

/**
 * Packs files in their order.
 * @throws ChangedWhilePacked; what opening and reading throws; AppError CANCELLED
 */
export async function* packFiles(
  sources: readonly PackSource[],
  request: PackRequest,
): AsyncGenerator<PackOutcome> {
  const loads = new Conveyor<Load>();
  prepare(sources, request, loads).then(
    () => loads.end(),
    (error: unknown) => loads.fail(error),
  );
  for await (const load of loads) {
    if (load.kind === 'whole') yield* writeWhole(load, request);
    else if (load.kind === 'refused') yield { source: load.source, packed: null, refusal: load.refusal };
    else yield { source: load.source, packed: await writeStream(load, request) };
  }
}

/**
 * Gives the threads their work, in the order of the archive. Slots are taken in that order too, so whatever is to be
 * written next has the slots that it needs.
 */
async function prepare(
  sources: readonly PackSource[],
  request: PackRequest,
  loads: Conveyor<Load>,
): Promise<void> {
  const judged = new Judgements(sources, request);
  for (let next = 0; next < sources.length;) {
    const source = sources[next]!;
    if (isLarge(source)) {
      const judgement = await judged.of(next);
      next += 1;
      if ('refused' in judgement) {
        const refusal = errorOf(judgement);
        // Without a document there still is a backup; without the database there is none.
        if (source.sha256 === null) throw refusal;
        loads.put({ kind: 'refused', source, refusal });
        continue;
      }
      const { method } = judgement;
      const pieces = new Conveyor<StreamPiece>();
      loads.put({ kind: 'stream', source, method, pieces });
      await preparePieces(source, { number: next, method, pieces }, request).catch((error: unknown) => {
        pieces.fail(error);
        throw error;
      });
    } else {
      const together = filesForOneSlot(sources, next);
      const slot = await request.slots.take();
      loads.put({ kind: 'whole', sources: together, slot, packed: packWhole(together, slot, request) });
      next += together.length;
    }
  }
}

/** Whether large files are worth deflating, found out some files ahead. */
class Judgements {
  readonly #sources: readonly PackSource[];
  readonly #request: PackRequest;
  readonly #asked = new Map<number, Promise<{ readonly method: Method } | Refused>>();
  #next = 0;

  constructor(sources: readonly PackSource[], request: PackRequest) {
    this.#sources = sources;
    this.#request = request;
  }

  of(index: number): Promise<{ readonly method: Method } | Refused> {
    const { crew, level } = this.#request;
    for (; this.#next < Math.min(index + AHEAD, this.#sources.length); this.#next += 1) {
      const source = this.#sources[this.#next]!;
      if (isLarge(source)) this.#asked.set(this.#next, crew.run('judge', { path: source.path, level }));
    }
    const answer = this.#asked.get(index)!;
    this.#asked.delete(index);
    return answer;
  }
}

function filesForOneSlot(sources: readonly PackSource[], first: number): PackSource[] {
  const together: PackSource[] = [];
  let bytes = 0;
  for (let at = first; at < sources.length && together.length < MOST_TOGETHER; at += 1) {
    const source = sources[at]!;
    bytes += source.size;
    if (isLarge(source) || bytes > PIECE) break;
    together.push(source);
  }
  return together;
}

function packWhole(
  sources: readonly PackSource[],
  slot: number,
  { crew, level }: PackRequest,
): Promise<PackedWhole[]> {
  const files: WholeFile[] = sources.map(({ path, size, sha256 }) => ({ path, size, sha256: sha256! }));
  const bytes = files.reduce((sum, { size }) => sum + size, 0);
  return crew.run('packWhole', { files, slot, level }, { cost: bytes });
}

async function preparePieces(
  source: PackSource,
  stream: { readonly number: number; readonly method: Method; readonly pieces: Conveyor<StreamPiece> },
  { crew, slots, level }: PackRequest,
): Promise<void> {
  const count = Math.max(1, Math.ceil(source.size / PIECE));
  // A stream is read and hashed in order, so by one thread; its pieces are deflated by all.
  const pinned = crew.member();
  for (let piece = 0; piece < count; piece += 1) {
    const position = piece * PIECE;
    const length = Math.min(PIECE, source.size - position);
    const isLast = piece === count - 1;
    const from = await slots.take();
    const reading = crew.run(
      'readPiece',
      { stream: stream.number, path: source.path, position, length, slot: from, isLast },
      { pinned, cost: length },
    );
    if (stream.method === 0) {
      const packed = reading.then((read) => ({ start: DICTIONARY, length: read.length, read }));
      packed.catch(() => {});
      stream.pieces.put({ slot: from, packed });
      continue;
    }
    const to = await slots.take();
    const packed = reading.then(async (read) => {
      const { dictionary, whole } = read;
      const task = { from, to, dictionary, length: read.length, level, isLast: isLast || whole !== null };
      const deflated = await crew.run('deflatePiece', task, { cost: length * DEFLATE_COST });
      slots.giveBack(from);
      return { start: 0, length: deflated.length, read };
    });
    packed.catch(() => {});
    stream.pieces.put({ slot: to, packed });
  }
  stream.pieces.end();
}

async function* writeWhole(
  { sources, slot, packed }: WholeLoad,
  { zip, slots, onBytes }: PackRequest,
): AsyncGenerator<PackOutcome> {
  const found = await packed;
  for (const [index, source] of sources.entries()) {
    const { name, size } = source;
    const facts = found[index]!;
    if (facts === null) {
      yield { source, packed: null };
      continue;
    }
    if ('refused' in facts) {
      yield { source, packed: null, refusal: errorOf(facts) };
      continue;
    }
    const bytes = facts.length === 0 ? Buffer.alloc(0) : slots.lend(slot, facts.start, facts.length);
    await zip.addPacked(name, facts.method, bytes, { crc32: facts.crc32, size });
    onBytes(size);
    const packedSha256 = facts.method === 0 ? source.sha256! : facts.packedSha256;
    yield { source, packed: { name, size, sha256: source.sha256!, packedSha256 } };
  }
  slots.giveBack(slot);
}

/** @throws ChangedWhilePacked */
async function writeStream(
  { source, method, pieces }: StreamLoad,
  { zip, slots, onBytes }: PackRequest,
): Promise<PackedContent> {
  const hash = createHash('sha256');
  let whole: PieceRead['whole'] = null;
  await zip.addProduced(source.name, method, async (write) => {
    for await (const piece of pieces) {
      const { start, length, read } = await piece.packed.catch((error: unknown) => {
        throw isRefusal(error) && source.sha256 !== null ? new ChangedWhilePacked(source, error) : error;
      });
      const bytes = slots.lend(piece.slot, start, length);
      if (method === 8) hash.update(bytes);
      await write(bytes);
      slots.giveBack(piece.slot);
      onBytes(read.length);
      whole = read.whole;
      if (whole && (!whole.isExact || (source.sha256 ?? whole.sha256) !== whole.sha256))
        throw new ChangedWhilePacked(source);
    }
    return { crc32: whole!.crc32, size: source.size };
  });
  const { sha256 } = whole!;
  return {
    name: source.name,
    size: source.size,
    sha256,
    packedSha256: method === 0 ? sha256 : hash.digest('hex'),
  };
}
