// Puts together the two scripts that Chromium runs in every new document of a window before the page's own.

import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Script } from 'node:vm';
import { runMainWorld } from './main-world.ts';
import { runPreloadWorld, type PreloadWorldOptions } from './preload-world.ts';
import { createWireCodec } from './wire-codec.ts';
import { createWorldBridge } from './world-bridge.ts';

/** Electron's own name for the world in which preload scripts run. */
export const PRELOAD_WORLD = 'Electron Isolated Context';
/** The function through which the preload world sends to this process; taken away before the preload script runs. */
export const POST_BINDING = 'electronStandInPost';
/** The function in the preload world that takes messages from this process. */
export const RECEIVER = 'electronStandInReceive';

export interface PreloadOptions {
  readonly path: string | undefined;
  readonly process: Readonly<Record<string, unknown>>;
  /** Told when there is no such file, or when it does not parse; the page then loads without it, as in Electron. */
  readonly onError: (error: Error) => void;
}

// Frames inside the page and empty documents get no preload, as in Electron.
const ONLY_IN_DOCUMENTS = "self === top && location.href !== 'about:blank'";

export function pageScripts(preload: PreloadOptions): {
  readonly mainWorld: string;
  readonly preloadWorld: string;
} {
  const secret = JSON.stringify(randomUUID());
  const options: PreloadWorldOptions = {
    preloadPath: preload.path,
    process: preload.process,
    postBinding: POST_BINDING,
    receiver: RECEIVER,
  };
  const mainWorld = `if (${ONLY_IN_DOCUMENTS}) {
    (${runMainWorld})((${createWorldBridge})(${secret}, 'main'));
  }`;
  // The preload is pasted in as a function's body: nothing is evaluated, so the page's policy does not matter.
  const preloadWorld = `if (${ONLY_IN_DOCUMENTS}) {
    (${runPreloadWorld})(
      ${JSON.stringify(options)},
      (${createWireCodec})(),
      (${createWorldBridge})(${secret}, 'preload'),
      ${preloadFunction(preload)}
    );
  }`;
  return { mainWorld, preloadWorld };
}

function preloadFunction({ path, onError }: PreloadOptions): string {
  if (path === undefined) return 'undefined';
  try {
    const body = readFileSync(path, 'utf8');
    const text = `(function (require, process, Buffer, global, setImmediate, clearImmediate, exports, module) {\n${body}\n})`;
    // Throws where the preload does not parse.
    void new Script(text, { filename: path, lineOffset: -1 });
    return text;
  } catch (error) {
    onError(error as Error);
    return 'undefined';
  }
}
