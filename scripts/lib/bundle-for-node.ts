/** Bundles programs of ours into one folder, as the app has them, so that their processes start at once. */
import { build, type Plugin } from 'vite';

export interface Bundle {
  /** Where names of packages are looked for. */
  readonly root: string;
  /** Paths of the programs, by the names that they get there: `<name>.mjs`. */
  readonly programs: Readonly<Record<string, string>>;
  /** Emptied first. */
  readonly outDir: string;
  /** Paths for names of modules. */
  readonly alias?: Readonly<Record<string, string>>;
  readonly plugins?: readonly Plugin[];
}

/** Everything goes in but the native module. */
export async function bundleForNode({
  root,
  programs,
  outDir,
  alias = {},
  plugins = [],
}: Bundle): Promise<void> {
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    plugins: [...plugins],
    resolve: { alias },
    ssr: { noExternal: true, external: ['better-sqlite3'] },
    build: {
      ssr: true,
      target: 'node24',
      outDir,
      emptyOutDir: true,
      minify: false,
      rolldownOptions: {
        input: programs,
        external: ['better-sqlite3'],
        output: { format: 'es', entryFileNames: '[name].mjs', chunkFileNames: '[name]-[hash].mjs' },
      },
    },
  });
}
