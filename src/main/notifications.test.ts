import { EventEmitter } from 'node:events';
import { beforeEach, expect, test, vi } from 'vitest';
import { DesktopNotifications } from './notifications.ts';

interface Shown extends EventEmitter {
  readonly options: object;
}

const electron = vi.hoisted(() => ({ shown: [] as Shown[], closed: [] as Shown[], isSupported: true }));
vi.mock('electron', async () => {
  const { EventEmitter: Emitter } = await import('node:events');
  class Notification extends Emitter {
    readonly options: object;
    static isSupported = (): boolean => electron.isSupported;
    constructor(options: object) {
      super();
      this.options = options;
    }
    show(): void {
      electron.shown.push(this);
    }
    close(): void {
      electron.closed.push(this);
    }
  }
  return { Notification };
});

const onClick = vi.fn();
const log = { error: vi.fn() };
beforeEach(() => {
  vi.clearAllMocks();
  electron.shown.length = 0;
  electron.closed.length = 0;
  electron.isSupported = true;
});

test('words are shown, and a click leads back', () => {
  new DesktopNotifications({ onClick, log }).show({ title: '2 hearings today', message: 'Rao v. State.' });
  expect(electron.shown.map(({ options }) => options)).toEqual([
    { title: '2 hearings today', body: 'Rao v. State.' },
  ]);
  electron.shown[0]!.emit('click');
  expect(onClick).toHaveBeenCalledOnce();
});

test('whoever has not signed in reads no names', () => {
  const notifications = new DesktopNotifications({ onClick, log, mayName: () => false });
  notifications.show({ title: '2 hearings today', message: 'Rao v. State.' });
  expect(electron.shown.map(({ options }) => options)).toEqual([
    { title: '2 hearings today', body: 'Sign in to see which.' },
  ]);
});

test('a newer one takes the place of the one before', () => {
  const notifications = new DesktopNotifications({ onClick, log });
  notifications.show({ title: 'a', message: '' });
  notifications.show({ title: 'b', message: '' });
  expect(electron.closed).toEqual([electron.shown[0]]);
});

test('a desktop without notifications is left alone, and one that fails is written down', () => {
  electron.isSupported = false;
  const notifications = new DesktopNotifications({ onClick, log });
  notifications.show({ title: 'a', message: '' });
  expect(electron.shown).toEqual([]);
  electron.isSupported = true;
  notifications.show({ title: 'a', message: '' });
  electron.shown[0]!.emit('failed', {}, 'no shortcut');
  expect(log.error).toHaveBeenCalledExactlyOnceWith('the notification was not shown', 'no shortcut');
});
