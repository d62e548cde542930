/** What the page is served and who answers it: first whoever opens the profile, then everything that is in it. */
import { join } from 'node:path';
import { AppError } from '@causebook/contracts';
import type { PageSource } from './app-origin.ts';
import { serveApp } from './app-protocol.ts';
import type { DocumentSource } from './document-protocol.ts';
import { registerIpc, type IpcParts } from './ipc.ts';
import type { Log } from './log.ts';

type Answering = Pick<IpcParts, 'handlers' | 'admit'>;

/** No document is there before the profile is open. */
const noDocuments: DocumentSource = {
  files: () => '',
  reader: () => null,
  find: () => Promise.reject(new AppError('PROFILE_CLOSED')),
};

export class Served {
  readonly #page: PageSource;
  readonly #log: Log;
  #documents = noDocuments;
  #answering: (Answering & Pick<IpcParts, 'page' | 'log'>) | null = null;

  /** Serves the page from now on. The app must be ready. @param builtMain folder of the built main process */
  constructor(builtMain: string, page: PageSource, log: Log) {
    this.#page = page;
    this.#log = log;
    serveApp({
      root: join(builtMain, '../renderer'),
      documents: {
        files: () => this.#documents.files(),
        reader: () => this.#documents.reader(),
        find: (documentId) => this.#documents.find(documentId),
      },
      onTrouble: (what, error) => log.error(what, error),
    });
  }

  showDocuments(documents: DocumentSource): void {
    this.#documents = documents;
  }

  /** Calls of windows are answered so from now on, also those of a window that is open already. */
  answerWith(answering: Answering): void {
    if (this.#answering) {
      Object.assign(this.#answering, answering);
      return;
    }
    this.#answering = { ...answering, page: this.#page, log: this.#log };
    registerIpc(this.#answering);
  }
}
