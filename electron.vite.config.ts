/** How the app is built: main and engine for Node, the preload script for the sandbox, the page for the window. */
import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';

const root = import.meta.dirname;
const at = (path: string): string => resolve(root, path);

export default defineConfig(({ command }) => {
  // Maps help while developing; a packed app carries no sources.
  const sourcemap = command === 'serve';
  return {
    main: {
      build: {
        outDir: at('out/main'),
        sourcemap,
        // Everything is bundled but Electron and the native module, so that the packed app needs no other package.
        externalizeDeps: false,
        rolldownOptions: {
          input: { index: at('src/main/index.ts'), engine: at('src/main/engine/process.ts') },
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
      plugins: [react()],
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
