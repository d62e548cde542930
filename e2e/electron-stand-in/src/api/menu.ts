// Electron's Menu and MenuItem: not drawn, but items can be found and clicked, and the roles that an app can see act.

import { EventEmitter } from 'node:events';
import { record } from '../journal.ts';
import { app } from './app.ts';
import { BrowserWindow } from './browser-window.ts';
import { refuseMissingMembers } from '../not-supported.ts';
import { MENU_MEMBERS } from './electron-members.ts';

type Click = (item: MenuItem, window: BrowserWindow | undefined, event: object) => void;

interface MenuItemOptions {
  readonly id?: string;
  readonly label?: string;
  readonly sublabel?: string;
  readonly role?: string;
  readonly type?: string;
  readonly accelerator?: string;
  readonly icon?: unknown;
  readonly enabled?: boolean;
  readonly visible?: boolean;
  readonly checked?: boolean;
  readonly submenu?: Menu | readonly (MenuItemOptions | MenuItem)[];
  readonly click?: Click;
}

type RoleAction = (window: BrowserWindow | null) => void;

interface Role {
  readonly label: string;
  readonly accelerator?: string;
  readonly act?: RoleAction;
}

const editing =
  (command: string): RoleAction =>
  (window) => {
    void window?.webContents.executeJavaScript(`document.execCommand('${command}')`, true);
  };

const ROLES: Readonly<Record<string, Role>> = {
  about: { label: 'About', act: () => app.showAboutPanel() },
  quit: { label: 'Quit', accelerator: 'CommandOrControl+Q', act: () => app.quit() },
  close: { label: 'Close Window', accelerator: 'CommandOrControl+W', act: (window) => window?.close() },
  minimize: { label: 'Minimize', accelerator: 'CommandOrControl+M', act: (window) => window?.minimize() },
  reload: { label: 'Reload', accelerator: 'CmdOrCtrl+R', act: (window) => window?.reload() },
  forcereload: {
    label: 'Force Reload',
    accelerator: 'Shift+CmdOrCtrl+R',
    act: (window) => window?.webContents.reloadIgnoringCache(),
  },
  toggledevtools: {
    label: 'Toggle Developer Tools',
    accelerator: 'Ctrl+Shift+I',
    act: (window) => window?.webContents.toggleDevTools(),
  },
  togglefullscreen: {
    label: 'Toggle Full Screen',
    accelerator: 'F11',
    act: (window) => window?.setFullScreen(!window.isFullScreen()),
  },
  resetzoom: {
    label: 'Actual Size',
    accelerator: 'CommandOrControl+0',
    act: (window) => window?.webContents.setZoomLevel(0),
  },
  zoomin: {
    label: 'Zoom In',
    accelerator: 'CommandOrControl+Plus',
    act: (window) => window?.webContents.setZoomLevel(window.webContents.getZoomLevel() + 0.5),
  },
  zoomout: {
    label: 'Zoom Out',
    accelerator: 'CommandOrControl+-',
    act: (window) => window?.webContents.setZoomLevel(window.webContents.getZoomLevel() - 0.5),
  },
  undo: { label: 'Undo', accelerator: 'CommandOrControl+Z', act: editing('undo') },
  redo: { label: 'Redo', accelerator: 'Shift+CommandOrControl+Z', act: editing('redo') },
  cut: { label: 'Cut', accelerator: 'CommandOrControl+X', act: editing('cut') },
  copy: { label: 'Copy', accelerator: 'CommandOrControl+C', act: editing('copy') },
  paste: { label: 'Paste', accelerator: 'CommandOrControl+V', act: editing('paste') },
  delete: { label: 'Delete', act: editing('delete') },
  selectall: { label: 'Select All', accelerator: 'CommandOrControl+A', act: editing('selectAll') },
  editmenu: { label: 'Edit' },
  filemenu: { label: 'File' },
  viewmenu: { label: 'View' },
  windowmenu: { label: 'Window' },
  help: { label: 'Help' },
};

const SUBMENUS: Readonly<Record<string, readonly string[]>> = {
  filemenu: ['quit'],
  editmenu: ['undo', 'redo', '-', 'cut', 'copy', 'paste', 'delete', '-', 'selectAll'],
  viewmenu: [
    'reload',
    'forceReload',
    'toggleDevTools',
    '-',
    'resetZoom',
    'zoomIn',
    'zoomOut',
    '-',
    'togglefullscreen',
  ],
  windowmenu: ['minimize', 'close'],
};

let commands = 0;

export class MenuItem {
  readonly id: string | undefined;
  readonly role: string | undefined;
  readonly type: string;
  readonly submenu: Menu | undefined;
  readonly commandId: number;
  label: string;
  sublabel: string;
  accelerator: string | undefined;
  icon: unknown;
  enabled: boolean;
  visible: boolean;
  checked: boolean;
  menu: Menu | undefined;
  readonly #click: Click | undefined;

  constructor(options: MenuItemOptions) {
    const role = roleOf(options.role);
    const submenu = options.submenu ?? submenuOf(options.role);
    commands += 1;
    this.commandId = commands;
    this.id = options.id;
    this.role = options.role?.toLowerCase();
    this.submenu =
      submenu === undefined || submenu instanceof Menu ? submenu : Menu.buildFromTemplate(submenu);
    this.type = options.type ?? (this.submenu === undefined ? 'normal' : 'submenu');
    this.label = options.label ?? role?.label ?? '';
    this.sublabel = options.sublabel ?? '';
    this.accelerator = options.accelerator ?? role?.accelerator;
    this.icon = options.icon;
    this.enabled = options.enabled !== false;
    this.visible = options.visible !== false;
    this.checked = options.checked === true;
    this.#click = options.click;
  }

  /** As if the user chose it; a disabled item does nothing. */
  click = (event: object = {}, window: BrowserWindow | null = BrowserWindow.getFocusedWindow()): void => {
    if (!this.enabled) return;
    if (this.type === 'checkbox') this.checked = !this.checked;
    if (this.type === 'radio') this.menu?.choose(this);
    const act = roleOf(this.role)?.act;
    if (act !== undefined) act(window);
    else this.#click?.(this, window ?? undefined, event);
  };
}

function roleOf(role: string | undefined): Role | undefined {
  if (role === undefined) return undefined;
  const known = ROLES[role.toLowerCase()];
  if (known === undefined) record('MenuItem role without effect', role);
  return known;
}

function submenuOf(role: string | undefined): MenuItemOptions[] | undefined {
  return SUBMENUS[role?.toLowerCase() ?? '']?.map((name) =>
    name === '-' ? { type: 'separator' } : { role: name },
  );
}

export class Menu extends EventEmitter {
  readonly items: MenuItem[] = [];

  static buildFromTemplate(template: readonly (MenuItemOptions | MenuItem)[]): Menu {
    const menu = new Menu();
    for (const item of template) menu.append(item instanceof MenuItem ? item : new MenuItem(item));
    return menu;
  }
  static setApplicationMenu(menu: Menu | null): void {
    app.applicationMenu = menu;
  }
  static getApplicationMenu(): Menu | null {
    return app.applicationMenu as Menu | null;
  }

  append(item: MenuItem): void {
    this.insert(this.items.length, item);
  }
  insert(position: number, item: MenuItem): void {
    item.menu = this;
    this.items.splice(position, 0, item);
  }
  getMenuItemById(id: string): MenuItem | null {
    for (const item of this.items) {
      const found = item.id === id ? item : item.submenu?.getMenuItemById(id);
      if (found) return found;
    }
    return null;
  }
  popup(options: object = {}): void {
    record('Menu.popup', options);
    this.emit('menu-will-show', {});
  }
  closePopup(): void {
    this.emit('menu-will-close', {});
  }

  /** For MenuItem: of the radio items that stand together, one is checked. */
  choose(chosen: MenuItem): void {
    const start = this.items.findLastIndex(
      (item, at) => item.type !== 'radio' && at < this.items.indexOf(chosen),
    );
    for (const item of this.items.slice(start + 1)) {
      if (item.type !== 'radio') break;
      item.checked = item === chosen;
    }
  }
}

refuseMissingMembers('Menu', Menu.prototype, MENU_MEMBERS);
