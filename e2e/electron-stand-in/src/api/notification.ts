// Electron's Notification: not shown; recorded, and kept in `Notification.shown` so that a test can click on it.

import { EventEmitter } from 'node:events';
import { electronEvent } from '../electron-event.ts';
import { record } from '../journal.ts';

interface NotificationOptions {
  readonly title?: string;
  readonly body?: string;
  readonly silent?: boolean;
  readonly urgency?: string;
}

export class Notification extends EventEmitter {
  /** Not part of Electron. */
  static readonly shown: Notification[] = [];

  title: string;
  body: string;
  silent: boolean;
  urgency: string;

  constructor(options: NotificationOptions = {}) {
    super();
    this.title = options.title ?? '';
    this.body = options.body ?? '';
    this.silent = options.silent === true;
    this.urgency = options.urgency ?? 'normal';
  }

  static isSupported(): boolean {
    return true;
  }

  show(): void {
    const { title, body, silent, urgency } = this;
    record('Notification.show', { title, body, silent, urgency });
    Notification.shown.push(this);
    this.emit('show', electronEvent());
  }
  close(): void {
    this.emit('close', electronEvent());
  }
}
