// Runs a module as Electron's utility process does: with process.parentPort, and an `electron` of a few members.

import { EventEmitter } from 'node:events';
import { pathToFileURL } from 'node:url';
import { refusedExport } from './not-supported.ts';
import { provideElectronModule } from './process/electron-module.ts';
import { electronVersion } from './process/electron-process.ts';

class ParentPort extends EventEmitter {
  /** Messages that came before anybody listened. */
  #waiting: unknown[] = [];

  constructor() {
    super();
    process.on('message', (data) => {
      if (this.listenerCount('message') === 0) this.#waiting.push(data);
      else this.#emitMessage(data);
    });
    this.on('newListener', (name) => {
      if (name === 'message') setImmediate(() => this.start());
    });
  }

  start(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const data of waiting) this.#emitMessage(data);
  }

  postMessage(message: unknown): void {
    process.send?.(message);
  }

  #emitMessage(data: unknown): void {
    this.emit('message', { data, ports: [] });
  }
}

const [node = '', , modulePath = '', ...args] = process.argv;
process.argv = [node, modulePath, ...args];
const parentPort = new ParentPort();
Object.assign(process, { parentPort, type: 'utility' });
Object.defineProperty(process, 'versions', {
  value: Object.freeze({ ...process.versions, electron: electronVersion }),
  enumerable: true,
});
provideElectronModule({ net: { fetch }, parentPort, systemPreferences: refusedExport('systemPreferences') });
process.once('disconnect', () => process.exit(1));

await import(pathToFileURL(modulePath).href);
