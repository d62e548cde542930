// Makes `import … from 'electron'` and `require('electron')` give the stand-in's modules, everywhere in the process.

import { registerHooks } from 'node:module';

const URL_OF_MODULE = 'electron-stand-in:electron';
const KEY = 'electron stand-in module';
const SPECIFIERS = new Set(['electron', 'electron/main', 'electron/common']);

export function provideElectronModule(exports: Readonly<Record<string, unknown>>): void {
  Object.defineProperty(globalThis, Symbol.for(KEY), { value: exports });

  // One `exports.x =` per name lets Node find the named exports for `import { app } from 'electron'`.
  const source = [
    `const api = globalThis[Symbol.for('${KEY}')];`,
    ...Object.keys(exports).map((name) => `exports.${name} = api.${name};`),
  ].join('\n');

  registerHooks({
    resolve(specifier, context, nextResolve) {
      if (!SPECIFIERS.has(specifier)) return nextResolve(specifier, context);
      return { url: URL_OF_MODULE, format: 'commonjs', shortCircuit: true };
    },
    load(url, context, nextLoad) {
      if (url !== URL_OF_MODULE) return nextLoad(url, context);
      return { format: 'commonjs', source, shortCircuit: true };
    },
  });
}
