// Switches off what the packed app does not need of Electron; electron-builder calls this after packing.

import { join } from 'node:path';
import { flipFuses, FuseV1Options, FuseVersion, type FuseV1Config } from '@electron/fuses';

/** Every fuse that Electron has is named, so that a new one fails the build instead of keeping its default. */
export const FUSES: FuseV1Config = {
  version: FuseVersion.V1,
  strictlyRequireAllFuses: true,
  [FuseV1Options.RunAsNode]: false,
  [FuseV1Options.EnableCookieEncryption]: true,
  [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
  [FuseV1Options.EnableNodeCliInspectArguments]: false,
  [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: true,
  [FuseV1Options.OnlyLoadAppFromAsar]: true,
  [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  [FuseV1Options.GrantFileProtocolExtraPrivileges]: false,
  // Costs speed when off, and guards nothing.
  [FuseV1Options.WasmTrapHandlers]: true,
};

interface PackedApp {
  readonly appOutDir: string;
  readonly electronPlatformName: string;
  readonly packager: {
    readonly appInfo: { readonly productFilename: string };
    readonly executableName?: string;
  };
}

export default async function setFuses(packed: PackedApp): Promise<void> {
  const isMac = packed.electronPlatformName === 'darwin' || packed.electronPlatformName === 'mas';
  // An Apple computer runs no unsigned code; what the builder signs later replaces this signature.
  await flipFuses(executableOf(packed), { ...FUSES, resetAdHocDarwinSignature: isMac });
}

function executableOf({ appOutDir, electronPlatformName, packager }: PackedApp): string {
  const { productFilename } = packager.appInfo;
  switch (electronPlatformName) {
    case 'darwin':
    case 'mas':
      return join(appOutDir, `${productFilename}.app`);
    case 'win32':
      return join(appOutDir, `${packager.executableName ?? productFilename}.exe`);
    default:
      return join(appOutDir, packager.executableName ?? productFilename);
  }
}
