// Electron's Tray: not drawn; a test finds the instances in `Tray.instances` and emits the user's clicks on them.

import { EventEmitter } from 'node:events';
import { refuseMissingMembers } from '../not-supported.ts';
import { TRAY_MEMBERS } from './electron-members.ts';

export class Tray extends EventEmitter {
  /** Not part of Electron. */
  static readonly instances: Tray[] = [];

  image: unknown;
  toolTip = '';
  title = '';
  contextMenu: unknown = null;
  #isDestroyed = false;

  constructor(image: unknown) {
    super();
    this.image = image;
    Tray.instances.push(this);
  }

  setImage(image: unknown): void {
    this.image = image;
  }
  setToolTip(text: string): void {
    this.toolTip = text;
  }
  setTitle(title: string): void {
    this.title = title;
  }
  getTitle(): string {
    return this.title;
  }
  setContextMenu(menu: unknown): void {
    this.contextMenu = menu;
  }
  getBounds(): { x: number; y: number; width: number; height: number } {
    return { x: 0, y: 0, width: 16, height: 16 };
  }
  destroy(): void {
    this.#isDestroyed = true;
    Tray.instances.splice(Tray.instances.indexOf(this), 1);
  }
  isDestroyed(): boolean {
    return this.#isDestroyed;
  }
}

refuseMissingMembers('Tray', Tray.prototype, TRAY_MEMBERS);
