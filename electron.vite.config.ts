/** How the app is built: main and engine for Node, the preload script for the sandbox, the page for the window. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import type { Plugin } from 'vite';

const root = import.meta.dirname;
const at = (path: string): string => resolve(root, path);

/**
 * What pdf.js reads for PDFs that do not bring it along: character maps, the standard fonts, and decoders in plain
 * JavaScript. They are served beside the page; nothing is ever fetched from elsewhere.
 */
const pdfFiles: Readonly<Record<string, RegExp>> = {
  cmaps: /\.bcmap$/,
  standard_fonts: /\.(pfb|ttf)$/,
  wasm: /_nowasm_fallback\.js$/,
};

function pdfAssets(): Plugin {
  const from = at('node_modules/pdfjs-dist');
  return {
    name: 'pdf-assets',
    apply: 'build',
    generateBundle() {
      for (const [folder, wanted] of Object.entries(pdfFiles)) {
        for (const name of readdirSync(join(from, folder)).filter((file) => wanted.test(file))) {
          const source = readFileSync(join(from, folder, name));
          this.emitFile({ type: 'asset', fileName: `pdfjs/${folder}/${name}`, source });
        }
      }
    },
  };
}

/** fflate calls a variable of its own `require`, and so does what electron-vite puts at the head of a chunk for CommonJS. */
function ownRequire(): Plugin {
  return {
    name: 'own-require',
    apply: 'build',
    transform(code, id) {
      if (!id.endsWith('fflate/esm/index.mjs')) return null;
      const renamed = code
        .replace('var require = createRequire', 'var requireHere = createRequire')
        .replace("_a = require('worker_threads')", "_a = requireHere('worker_threads')");
      if (renamed.split('requireHere').length !== 3) throw new Error('fflate is not written as it was.');
      return renamed;
    },
  };
}

export default defineConfig(({ command }) => {
  // Maps help while developing; a packed app carries no sources.
  const sourcemap = command === 'serve';
  return {
    main: {
      plugins: [ownRequire()],
      build: {
        outDir: at('out/main'),
        sourcemap,
        // Everything is bundled but Electron and the native module, so that the packed app needs no other package.
        externalizeDeps: false,
        rolldownOptions: {
          input: {
            index: at('src/main/index.ts'),
            engine: at('src/main/engine/process.ts'),
            'engine-thread': at('packages/backup/src/threads/worker.ts'),
          },
          external: ['better-sqlite3'],
          output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
        },
      },
    },
    preload: {
      build: {
        outDir: at('out/preload'),
        sourcemap,
        // A sandboxed preload script is one CommonJS file that can load nothing but 'electron'.
        externalizeDeps: false,
        rolldownOptions: {
          input: { index: at('src/preload/index.ts') },
          output: { format: 'cjs', entryFileNames: '[name].cjs' },
        },
      },
    },
    renderer: {
      root: at('src/renderer'),
      plugins: [react(), pdfAssets()],
      build: {
        outDir: at('out/renderer'),
        sourcemap,
        // Small files as data: addresses would need a wider content security policy.
        assetsInlineLimit: 0,
        rolldownOptions: { input: { index: at('src/renderer/index.html') } },
      },
    },
  };
});
