/** The native menu: the roles that every app has, and the two things that matter most. */
import { Menu, type MenuItemConstructorOptions } from 'electron';

export interface MenuParts {
  readonly isMac: boolean;
  /** Reloading and the developer tools belong to development. */
  readonly isPackaged: boolean;
  readonly backUpNow: () => Promise<void>;
  readonly restoreFromZip: () => Promise<void>;
}

export function setMenu(parts: MenuParts): void {
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(parts)));
}

const separator: MenuItemConstructorOptions = { type: 'separator' };
const forDevelopers: readonly MenuItemConstructorOptions[] = [
  { role: 'reload' },
  { role: 'toggleDevTools' },
  separator,
];
const appMenu: MenuItemConstructorOptions = { role: 'appMenu' };
const helpMenu: MenuItemConstructorOptions = { label: '&Help', submenu: [{ role: 'about' }] };

export function menuTemplate({
  isMac,
  isPackaged,
  backUpNow,
  restoreFromZip,
}: MenuParts): MenuItemConstructorOptions[] {
  return [
    ...(isMac ? [appMenu] : []),
    {
      label: '&File',
      submenu: [
        { id: 'back-up-now', label: '&Back Up Now', accelerator: 'CmdOrCtrl+B', click: backUpNow },
        { id: 'restore-from-zip', label: '&Restore from a ZIP…', click: restoreFromZip },
        separator,
        { role: isMac ? 'close' : 'quit' },
      ],
    },
    { role: 'editMenu' },
    {
      label: '&View',
      submenu: [
        ...(isPackaged ? [] : forDevelopers),
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        separator,
        { role: 'togglefullscreen' },
      ],
    },
    { role: 'windowMenu' },
    ...(isMac ? [] : [helpMenu]),
  ];
}
