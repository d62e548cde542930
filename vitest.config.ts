/** Unit tests: beside the files they test, with real files and databases; only Electron is ever faked. */
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{packages,src,scripts}/**/*.test.{ts,tsx}'],
    exclude: ['**/node_modules/**', 'out/**'],
    environment: 'node',
    // better-sqlite3 and process.chdir belong in processes of their own, not in threads.
    pool: 'forks',
    restoreMocks: true,
    unstubEnvs: true,
    unstubGlobals: true,
    testTimeout: 20_000,
  },
});
