/** Notifications of the desktop: seen while the window is hidden, and a way back into it. */
import { Notification } from 'electron';
import type { Log } from './log.ts';

export interface Words {
  readonly title: string;
  readonly message: string;
}

interface Parts {
  /** Brings the window to the front and shows the day there. */
  readonly onClick: () => void;
  /** Whether whoever sees the screen may read the names of cases; true unless somebody has to sign in first. */
  readonly mayName?: () => boolean;
  readonly log: Pick<Log, 'error'>;
}

export class DesktopNotifications {
  readonly #parts: Parts;
  /** The one that is on the desktop: whatever nobody holds is collected, and its click with it. */
  #shown: Notification | null = null;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Shows a notification in place of the one before. On a desktop that has none, nothing happens: the toast says it all. */
  show({ title, message }: Words): void {
    if (!Notification.isSupported()) return;
    this.#shown?.close();
    const mayName = this.#parts.mayName?.() ?? true;
    const notification = new Notification({ title, body: mayName ? message : 'Sign in to see which.' });
    this.#shown = notification;
    notification.on('click', () => this.#parts.onClick());
    notification.on('failed', (_, error) => this.#parts.log.error('the notification was not shown', error));
    notification.show();
  }
}
