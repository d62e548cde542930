// Speaks the Chrome DevTools Protocol over a pair of pipes: JSON messages, each ended by a NUL.

import type { Readable, Writable } from 'node:stream';

export type CdpParams = Record<string, unknown>;
// The protocol's answers are described in its own documentation; each caller names the fields that it reads.
// oxlint-disable-next-line typescript/no-explicit-any
export type CdpAnswer = any;

export interface CdpEvent {
  readonly method: string;
  readonly params: CdpAnswer;
  readonly sessionId: string | undefined;
}

interface Waiting {
  readonly method: string;
  readonly resolve: (answer: CdpAnswer) => void;
  readonly reject: (error: Error) => void;
}

export class CdpPipe {
  readonly #output: Writable;
  readonly #onEvent: (event: CdpEvent) => void;
  readonly #waiting = new Map<number, Waiting>();
  #lastId = 0;
  #closed = false;
  #chunks: Buffer[] = [];

  constructor(options: {
    readonly input: Readable;
    readonly output: Writable;
    readonly onEvent: (event: CdpEvent) => void;
  }) {
    this.#output = options.output;
    this.#onEvent = options.onEvent;
    options.input.on('data', (chunk: Buffer) => this.#read(chunk));
    options.input.once('close', () => this.#close());
    options.output.on('error', () => this.#close());
  }

  /** Rejects with Chromium's own message, or once Chromium is gone. */
  send(method: string, params: CdpParams = {}, sessionId?: string): Promise<CdpAnswer> {
    if (this.#closed) return Promise.reject(new Error(`${method}: Chromium is gone`));
    this.#lastId += 1;
    const id = this.#lastId;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { method, resolve, reject });
      this.#output.write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
    });
  }

  #read(chunk: Buffer): void {
    let rest = chunk;
    let end = rest.indexOf(0);
    while (end >= 0) {
      const message = Buffer.concat([...this.#chunks, rest.subarray(0, end)]).toString('utf8');
      this.#chunks = [];
      rest = rest.subarray(end + 1);
      this.#receive(JSON.parse(message));
      end = rest.indexOf(0);
    }
    if (rest.length > 0) this.#chunks.push(rest);
  }

  #receive(message: CdpAnswer): void {
    if (message.id === undefined) {
      this.#onEvent({ method: message.method, params: message.params, sessionId: message.sessionId });
      return;
    }
    const waiting = this.#waiting.get(message.id);
    this.#waiting.delete(message.id);
    if (message.error === undefined) waiting?.resolve(message.result);
    else waiting?.reject(new Error(`${waiting.method}: ${message.error.message}`));
  }

  #close(): void {
    this.#closed = true;
    for (const { method, reject } of this.#waiting.values()) reject(new Error(`${method}: Chromium is gone`));
    this.#waiting.clear();
  }
}
