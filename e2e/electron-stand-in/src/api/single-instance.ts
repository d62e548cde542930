// One process per user data folder. The lock is a listening abstract socket named after the folder: the kernel gives it
// to one process only and takes it back when that process dies, however it dies. Later processes tell theirs through it.

import { createHash } from 'node:crypto';
import { mkdirSync, realpathSync } from 'node:fs';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { NotSupported } from '../not-supported.ts';

export interface SecondInstance {
  readonly argv: readonly string[];
  readonly workingDirectory: string;
  readonly additionalData: unknown;
}

let server: Server | undefined;
let telling: Promise<void> = Promise.resolve();

export function hasLock(): boolean {
  return server !== undefined;
}

/** False when another process has the lock; that process then hears of `self`. */
export function requestLock(options: {
  readonly userData: string;
  readonly self: SecondInstance;
  readonly onSecondInstance: (other: SecondInstance) => void;
}): boolean {
  if (process.platform !== 'linux') throw new NotSupported('app.requestSingleInstanceLock on this system');
  if (server !== undefined) return true;

  mkdirSync(options.userData, { recursive: true });
  const name = `\0electron-stand-in-${createHash('sha256').update(realpathSync(options.userData)).digest('hex')}`;
  const candidate = createServer((socket) => receive(socket, options.onSecondInstance));
  // That the name is taken shows in `listening`, below.
  candidate.on('error', () => undefined);
  candidate.listen(name);
  if (!candidate.listening) {
    telling = tell(name, options.self);
    return false;
  }
  candidate.unref();
  server = candidate;
  return true;
}

export function releaseLock(): void {
  server?.close();
  server = undefined;
}

/** Resolves when the process that has the lock has heard of this one; to be awaited before exit. */
export function hasBeenTold(): Promise<void> {
  return telling;
}

function tell(name: string, self: SecondInstance): Promise<void> {
  return new Promise((resolve) => {
    const socket = connect(name);
    socket.once('close', () => resolve());
    // The other process may end at this very moment; there is nobody left to tell.
    socket.on('error', () => resolve());
    socket.end(JSON.stringify(self));
    socket.resume();
  });
}

function receive(socket: Socket, onSecondInstance: (other: SecondInstance) => void): void {
  const chunks: Buffer[] = [];
  socket.on('data', (chunk: Buffer) => chunks.push(chunk));
  socket.on('error', () => socket.destroy());
  socket.once('end', () => {
    socket.end();
    onSecondInstance(JSON.parse(Buffer.concat(chunks).toString('utf8')) as SecondInstance);
  });
}
