/** The native menu: the screens, the things that matter most, and the roles that every app has. */
import type { EventPayload } from '@causebook/contracts';
import { Menu, type MenuItemConstructorOptions } from 'electron';

export type Shown = EventPayload<'app:show'>['what'];

export interface MenuParts {
  readonly isMac: boolean;
  /** Reloading and the developer tools belong to development. */
  readonly isPackaged: boolean;
  readonly backUpNow: () => Promise<void>;
  readonly restoreFromZip: () => Promise<void>;
  /** Asks the window to show something. */
  readonly show: (what: Shown) => void;
  /** Leaves the computer to a colleague. */
  readonly switchUser: () => void;
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

export function menuTemplate(parts: MenuParts): MenuItemConstructorOptions[] {
  return [
    ...(parts.isMac ? [appMenu] : []),
    fileMenu(parts),
    { role: 'editMenu' },
    goMenu(parts),
    viewMenu(parts),
    { role: 'windowMenu' },
    helpMenu(parts),
  ];
}

/**
 * A command of the window. The window itself listens for its key, and not while a dialog is open, so elsewhere than on
 * macOS the menu only shows it.
 */
const command =
  ({ show }: MenuParts) =>
  (what: Shown, label: string, accelerator?: string): MenuItemConstructorOptions => ({
    id: `show-${what}`,
    label,
    ...(accelerator ? { accelerator, registerAccelerator: false } : {}),
    click: () => show(what),
  });

function fileMenu(parts: MenuParts): MenuItemConstructorOptions {
  const { isMac, backUpNow, restoreFromZip, switchUser } = parts;
  const item = command(parts);
  return {
    label: '&File',
    submenu: [
      item('newCase', '&New Case…', 'CmdOrCtrl+N'),
      item('newTask', 'New &Task…'),
      item('print', '&Print a Cause List…'),
      separator,
      { id: 'back-up-now', label: '&Back Up Now', accelerator: 'CmdOrCtrl+B', click: backUpNow },
      { id: 'restore-from-zip', label: '&Restore from a ZIP…', click: restoreFromZip },
      separator,
      item('settings', '&Settings', 'CmdOrCtrl+,'),
      {
        id: 'switch-user',
        label: 'Switch &User',
        accelerator: 'CmdOrCtrl+L',
        registerAccelerator: false,
        click: switchUser,
      },
      separator,
      { role: isMac ? 'close' : 'quit' },
    ],
  };
}

function goMenu(parts: MenuParts): MenuItemConstructorOptions {
  const item = command(parts);
  return {
    label: '&Go',
    submenu: [
      item('today', '&Today', 'CmdOrCtrl+1'),
      item('cases', '&Cases', 'CmdOrCtrl+2'),
      item('hearings', '&Hearings', 'CmdOrCtrl+3'),
      item('tasks', 'T&asks', 'CmdOrCtrl+4'),
      item('documents', '&Documents', 'CmdOrCtrl+5'),
      separator,
      item('search', '&Search…', 'CmdOrCtrl+K'),
      item('back', '&Back', parts.isMac ? 'Cmd+[' : 'Alt+Left'),
      separator,
      item('backup', 'Bac&kup'),
      item('users', '&Users'),
    ],
  };
}

function viewMenu({ isPackaged }: MenuParts): MenuItemConstructorOptions {
  return {
    label: '&View',
    submenu: [
      ...(isPackaged ? [] : forDevelopers),
      { role: 'resetZoom' },
      { role: 'zoomIn' },
      { role: 'zoomOut' },
      separator,
      { role: 'togglefullscreen' },
    ],
  };
}

function helpMenu(parts: MenuParts): MenuItemConstructorOptions {
  const item = command(parts);
  return {
    role: 'help',
    label: '&Help',
    submenu: [item('keyboard', '&Keyboard Shortcuts'), item('about', '&About Causebook')],
  };
}
