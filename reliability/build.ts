/** Builds suite and driver into one folder, so that hundreds of processes start at once; and, for a trial, with a bug in them. */
import { resolve } from 'node:path';
import { build } from 'vite';

/** A change of one file that makes it wrong. */
export interface SeededBug {
  readonly name: string;
  /** The end of the file's path. */
  readonly file: string;
  readonly find: string;
  readonly replace: string;
}

const here = import.meta.dirname;

/** @throws when the text of the bug does not stand in its file exactly once: a bug that is not there catches nothing */
export async function buildSuite(outDir: string, bug: SeededBug | null = null): Promise<void> {
  let planted = 0;
  await build({
    root: here,
    configFile: false,
    logLevel: 'error',
    plugins: [
      {
        name: 'seeded bug',
        enforce: 'pre',
        transform(code, id) {
          if (bug === null || !id.endsWith(bug.file)) return null;
          if (code.split(bug.find).length !== 2) return null;
          planted += 1;
          return code.replace(bug.find, () => bug.replace);
        },
      },
    ],
    ssr: { noExternal: true, external: ['better-sqlite3'] },
    build: {
      ssr: true,
      target: 'node24',
      outDir,
      emptyOutDir: true,
      minify: false,
      rolldownOptions: {
        input: {
          suite: resolve(here, 'suite.ts'),
          driver: resolve(here, 'driver.ts'),
          writer: resolve(here, 'writer.ts'),
        },
        external: ['better-sqlite3'],
        output: { format: 'es', entryFileNames: '[name].mjs', chunkFileNames: '[name]-[hash].mjs' },
      },
    },
  });
  if (bug !== null && planted !== 1)
    throw new Error(`The seeded bug "${bug.name}" fits nowhere in ${bug.file}.`);
}
