// `npm run pack`: makes a packed app in release/ that runs from there. Arguments are passed on to electron-builder.

import './lib/require-node.ts';
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { buildApp, isBuildStale } from './lib/build-app.ts';
import { realElectronBinary, STAND_IN_DIST } from './lib/electron-binary.ts';

const repository = join(import.meta.dirname, '..');

/** Throws when the build or the packing fails; what they printed says why. */
function pack(args: readonly string[]): void {
  if (isBuildStale(repository)) buildApp(repository);

  const electron = realElectronBinary();
  if (electron === undefined) {
    console.log(
      "Electron's binary cannot be had here: the packed app gets its stand-in and runs inside the repository only.",
    );
  }
  const builder = join(repository, 'node_modules', 'electron-builder', 'cli.js');
  const dist = electron === undefined ? STAND_IN_DIST : dirname(electron);
  const { status } = spawnSync(process.execPath, [builder, '--dir', `-c.electronDist=${dist}`, ...args], {
    cwd: repository,
    stdio: 'inherit',
  });
  if (status !== 0) throw new Error('The packing failed.');
}

try {
  pack(process.argv.slice(2));
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
