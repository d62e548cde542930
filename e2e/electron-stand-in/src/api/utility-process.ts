// Electron's `utilityProcess`: a real child process, Node without a window, that ends with its parent.

import { fork, type ChildProcess } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { constants } from 'node:os';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { record } from '../journal.ts';
import { NotSupported } from '../not-supported.ts';
import { host } from '../process/host.ts';

type Stdio = 'pipe' | 'ignore' | 'inherit';

interface ForkOptions {
  readonly env?: NodeJS.ProcessEnv;
  readonly execArgv?: readonly string[];
  readonly cwd?: string;
  readonly stdio?: Stdio | readonly Stdio[];
  readonly serviceName?: string;
  readonly allowLoadingUnsignedLibraries?: boolean;
  readonly respondToAuthRequestsFromMainProcess?: boolean;
}

const BOOT = fileURLToPath(new URL('../utility-boot.ts', import.meta.url));

class UtilityProcess extends EventEmitter {
  readonly serviceName: string;
  readonly #child: ChildProcess;
  pid: number | undefined;
  readonly stdout: Readable | null;
  readonly stderr: Readable | null;

  constructor(modulePath: string, args: readonly string[], options: ForkOptions) {
    super();
    this.serviceName = options.serviceName ?? 'Node Utility Process';
    const { stdio = 'inherit' } = options;
    const [, output, errors] = typeof stdio === 'string' ? [stdio, stdio, stdio] : stdio;
    this.#child = fork(BOOT, [modulePath, ...args], {
      execPath: host().nodePath,
      execArgv: [...(options.execArgv ?? [])],
      cwd: options.cwd ?? process.cwd(),
      env: options.env ?? process.env,
      // Nearly the structured clone that Electron makes.
      serialization: 'advanced',
      stdio: ['ignore', output ?? 'inherit', errors ?? 'inherit', 'ipc'],
    });
    this.stdout = this.#child.stdout;
    this.stderr = this.#child.stderr;
    this.#child.once('spawn', () => {
      this.pid = this.#child.pid;
      this.emit('spawn');
    });
    this.#child.on('message', (message) => this.emit('message', message));
    this.#child.once('error', (error) => this.emit('error', 'FatalError', String(error), ''));
    this.#child.once('exit', (code, signal) => {
      this.pid = undefined;
      process.removeListener('exit', this.#kill);
      this.emit('exit', code ?? (signal === null ? 1 : constants.signals[signal]));
    });
    process.once('exit', this.#kill);
  }

  readonly #kill = (): void => {
    this.#child.kill('SIGKILL');
  };

  postMessage(message: unknown, transfer: readonly unknown[] = []): void {
    if (transfer.length > 0) throw new NotSupported('Transferring a port to a utility process');
    if (this.#child.connected) this.#child.send(message as object);
  }

  /** False when it has ended already. */
  kill(): boolean {
    return this.#child.kill();
  }
}

export const utilityProcess = {
  fork(
    modulePath: string,
    argsOrOptions: readonly string[] | ForkOptions = [],
    options: ForkOptions = {},
  ): UtilityProcess {
    const hasArgs = Array.isArray(argsOrOptions);
    const args = hasArgs ? (argsOrOptions as readonly string[]) : [];
    const given = hasArgs ? options : (argsOrOptions as ForkOptions);
    record('utilityProcess.fork', modulePath, args, { serviceName: given.serviceName });
    return new UtilityProcess(modulePath, args, given);
  },
};
