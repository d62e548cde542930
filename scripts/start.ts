// `npm start`: builds what has changed and runs the app, on Electron or on its stand-in. Arguments are passed on.

import './lib/require-node.ts';
import { join, resolve } from 'node:path';
import { buildApp, isBuildStale } from './lib/build-app.ts';
import { ensureChromium } from './lib/chromium.ts';
import { chooseRuntime, hasDisplay, runUntilItEnds } from './lib/launch.ts';

const repository = join(import.meta.dirname, '..');

async function start(): Promise<number> {
  if (isBuildStale(repository)) {
    console.log('Building Causebook …');
    buildApp(repository);
  }
  const { executable, kind, notice } = chooseRuntime(process.env);
  if (notice !== undefined) console.log(notice);

  const environment = { ...process.env };
  if (kind === 'stand-in') {
    environment['CAUSEBOOK_CHROMIUM'] = ensureChromium({ environment, say: console.log });
    if (!hasDisplay(environment)) {
      const picture = resolve('causebook-first-screen.png');
      environment['ELECTRON_STAND_IN_FIRST_SCREEN'] = picture;
      console.log(`There is no display: the first screen will be in ${picture}. Ctrl-C ends the app.`);
    }
  }
  return runUntilItEnds(executable, [repository, ...process.argv.slice(2)], environment);
}

try {
  process.exitCode = await start();
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
