// Electron's `nativeTheme`: its themeSource really decides what pages see as prefers-color-scheme.

import { EventEmitter } from 'node:events';
import { app } from './app.ts';
import { WebContents } from './web-contents.ts';

type ThemeSource = 'system' | 'light' | 'dark';

class NativeTheme extends EventEmitter {
  readonly shouldUseHighContrastColors = false;
  readonly shouldUseInvertedColorScheme = false;
  readonly inForcedColorsMode = false;
  readonly prefersReducedTransparency = false;
  #source: ThemeSource = 'system';

  constructor() {
    super();
    app.on('web-contents-created', (_event, contents: WebContents) => {
      if (this.#source !== 'system') void this.#apply(contents);
    });
  }

  get themeSource(): ThemeSource {
    return this.#source;
  }
  set themeSource(source: ThemeSource) {
    if (source === this.#source) return;
    this.#source = source;
    for (const contents of WebContents.getAllWebContents()) void this.#apply(contents);
    this.emit('updated');
  }

  /** The system of the stand-in is a light one. */
  get shouldUseDarkColors(): boolean {
    return this.#source === 'dark';
  }
  get shouldUseDarkColorsForSystemIntegratedUI(): boolean {
    return false;
  }

  async #apply({ page }: WebContents): Promise<void> {
    await page.ready;
    const value = this.#source === 'system' ? '' : this.#source;
    await page.send('Emulation.setEmulatedMedia', { features: [{ name: 'prefers-color-scheme', value }] });
  }
}

export const nativeTheme = new NativeTheme();
