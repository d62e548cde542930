/** Adds files to the practice, one after another, telling how far a large one is, until the person stops it. */
import { throwIfCancelled, type AddedDocument } from '@causebook/contracts';
import {
  getDocument,
  holdContents,
  recordDocument,
  requireCase,
  shownName,
  storeFile,
} from '@causebook/data';
import { basename } from 'node:path';
import type { Asked } from './diary.ts';
import type { HandlerParts } from './handlers/parts.ts';

/** Bytes; of smaller files nothing is told, they are there in a moment. */
const LARGE = 5_000_000;
/** Milliseconds between two reports. */
const PAUSE = 200;

type Needed = Pick<HandlerParts, 'session' | 'diary' | 'broadcast'>;

export class DocumentAdding {
  readonly #parts: Needed;
  #last: Promise<unknown> = Promise.resolve();
  #current: AbortController | null = null;

  constructor(parts: Needed) {
    this.#parts = parts;
  }

  /**
   * Adds one file, after those that were begun before.
   * @param caseId null for a document of no case
   * @param asked who asked for it, and looking at which practice: no other one gets it
   * @throws AppError CANCELLED, NOT_FOUND, INVALID_INPUT, INSUFFICIENT_SPACE, BUSY …; nothing is left of the file then
   */
  add(path: string, caseId: string | null, asked: Asked = this.#parts.diary.asked()): Promise<AddedDocument> {
    const mine = this.#last.then(() => this.#add(path, caseId, asked));
    // The next one waits for this one's end, whatever it is.
    this.#last = mine.catch(() => null);
    return mine;
  }

  /** Stops the file that is being added. False when there is none. */
  cancel(): boolean {
    this.#current?.abort();
    return this.#current !== null;
  }

  async #add(path: string, caseId: string | null, asked: Asked): Promise<AddedDocument> {
    const { diary, session } = this.#parts;
    const { signal } = (this.#current = new AbortController());
    const { paths } = session;
    const hold = holdContents(paths.files);
    const teller = this.#teller(shownName(basename(path)));
    try {
      await diary.read(({ query }) => requireCase(query, caseId));
      const file = await storeFile(paths, path, { signal, hold, onProgress: teller.tell });
      return await diary.change(async ({ query }, { now }) => {
        throwIfCancelled(signal);
        const { row, isKnownContent, isDuplicateInCase } = await recordDocument(query, { file, caseId, now });
        const document = await getDocument(query, row.id);
        return {
          result: { document, isKnownContent, isDuplicateInCase },
          notes: [
            {
              what: `Added the document ${document.name}`,
              subject: 'document',
              subjectId: row.id,
              caseId,
            },
          ],
        };
      }, asked);
    } finally {
      this.#current = null;
      hold.end();
      teller.end();
    }
  }

  /** Tells windows at most five times a second, and of large files only. */
  #teller(name: string): { tell(bytesDone: number, bytesTotal: number): void; end(): void } {
    const { broadcast } = this.#parts;
    let toldAt = -Infinity;
    return {
      tell: (bytesDone, bytesTotal) => {
        const at = performance.now();
        if (bytesTotal <= LARGE || at - toldAt < PAUSE) return;
        toldAt = at;
        broadcast('documents:progress', { name, bytesDone, bytesTotal });
      },
      end: () => {
        if (toldAt > -Infinity) broadcast('documents:progress', null);
      },
    };
  }
}
