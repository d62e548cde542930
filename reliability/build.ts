/** Builds suite and driver into one folder, so that hundreds of processes start at once; and, for a trial, with a bug in them. */
import { resolve } from 'node:path';
import { bundleForNode } from '../scripts/lib/bundle-for-node.ts';

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
  await bundleForNode({
    root: here,
    outDir,
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
    programs: {
      suite: resolve(here, 'suite.ts'),
      driver: resolve(here, 'driver.ts'),
      writer: resolve(here, 'writer.ts'),
    },
  });
  if (bug !== null && planted !== 1)
    throw new Error(`The seeded bug "${bug.name}" fits nowhere in ${bug.file}.`);
}
