// Starts an app as Electron's binary does: reads the command line, makes `electron` importable, loads the main module,
// starts Chromium, says that the app is ready.

import { createRequire } from 'node:module';
import { basename, dirname } from 'node:path';
import { pathToFileURL } from 'node:url';
import { locateApp } from './process/app-location.ts';
import { readCommandLine } from './process/command-line.ts';
import { provideElectronModule } from './process/electron-module.ts';
import { dressProcess, electronVersion, resourcesPathOf } from './process/electron-process.ts';
import { setHost } from './process/host.ts';

async function boot(): Promise<void> {
  const executable = process.env['ELECTRON_STAND_IN_EXECUTABLE'] ?? process.argv[1] ?? '';
  delete process.env['ELECTRON_STAND_IN_EXECUTABLE'];
  const raw = process.argv.slice(2);
  if (raw.includes('--version') || raw.includes('-v')) {
    console.log(`v${electronVersion}`);
    return;
  }

  // As Electron itself: an executable of any other name is a packed app.
  const isPackaged = basename(executable) !== 'electron';
  const resourcesPath = resourcesPathOf(dirname(executable));
  const commandLine = readCommandLine(raw, { isPackaged });
  const { appPath, mainModule, packageJson } = locateApp({
    isPackaged,
    resourcesPath,
    appPath: commandLine.appPath,
  });
  setHost({ executable, nodePath: process.execPath, isPackaged, appPath, packageJson, commandLine });
  dressProcess({ executable, resourcesPath, isPackaged, raw });

  // Only now do the modules below find out for which app they are there.
  const { electron } = await import('./api/index.ts');
  const { app } = await import('./api/app.ts');
  const { currentSwitches } = await import('./api/command-line-switches.ts');
  const { startBrowser } = await import('./browser/browser.ts');
  provideElectronModule(electron);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => app.quit());

  const firstScreen = process.env['ELECTRON_STAND_IN_FIRST_SCREEN'];
  if (firstScreen !== undefined) {
    delete process.env['ELECTRON_STAND_IN_FIRST_SCREEN'];
    const { pictureFirstScreen } = await import('./first-screen.ts');
    pictureFirstScreen(firstScreen);
  }

  const require = createRequire(pathToFileURL(mainModule));
  for (const module of commandLine.preloadedModules) require(module);
  await import(pathToFileURL(mainModule).href);
  // A second instance has nothing to show.
  if (app.isQuitting) return;
  await startBrowser(currentSwitches());
  app.becomeReady();
}

try {
  await boot();
} catch (error) {
  console.error('App threw an error during load');
  console.error(error);
  process.exit(1);
}
