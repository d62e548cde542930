// Electron's `globalShortcut`: no key reaches the stand-in; a test calls what was registered.

const registered = new Map<string, () => void>();

export const globalShortcut = {
  register(accelerator: string, callback: () => void): boolean {
    registered.set(accelerator, callback);
    return true;
  },
  registerAll(accelerators: readonly string[], callback: () => void): void {
    for (const accelerator of accelerators) registered.set(accelerator, callback);
  },
  isRegistered: (accelerator: string): boolean => registered.has(accelerator),
  unregister: (accelerator: string): void => void registered.delete(accelerator),
  unregisterAll: (): void => registered.clear(),
  /** Not part of Electron. */
  press: (accelerator: string): void => registered.get(accelerator)?.(),
};
