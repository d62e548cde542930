import { expect, test, vi } from 'vitest';
import { showTray, trayTemplate } from './tray.ts';

const electron = vi.hoisted(() => ({ trays: [] as object[], fails: false }));
vi.mock('electron', () => ({
  Menu: { buildFromTemplate: (template: unknown) => template },
  nativeImage: { createFromDataURL: (url: string) => url },
  Tray: class {
    menu: unknown = null;
    constructor() {
      if (electron.fails) throw new Error('no tray here');
      electron.trays.push(this);
    }
    setToolTip() {}
    on() {}
    isDestroyed() {
      return false;
    }
    setContextMenu(menu: unknown) {
      this.menu = menu;
    }
  },
}));

const actions = { open: vi.fn(), backUpNow: vi.fn(), quit: vi.fn() };
const facts = { lastBackupAt: '2026-05-04T08:30:00.000Z', nextRunAt: null, isSample: false };
const labels = (...of: Parameters<typeof trayTemplate>) => trayTemplate(...of).map(({ label }) => label);

test('it opens, backs up, quits, and says when the last and the next backup are', () => {
  expect(labels(facts, actions, 'en-IN')).toEqual([
    'Open Causebook',
    'Back up now',
    undefined,
    expect.stringMatching(/^Last backup: 4 May 2026, \d{1,2}:\d\d/),
    'Next backup: none planned',
    undefined,
    'Quit',
  ]);
  for (const [id, action] of [
    ['open', actions.open],
    ['back-up-now', actions.backUpNow],
    ['quit', actions.quit],
  ] as const)
    expect(trayTemplate(facts, actions).find((item) => item.id === id)?.click).toBe(action);
});

test('in a sample it says nothing about the backups of the own practice', () => {
  expect(labels({ ...facts, isSample: true }, actions).join()).not.toMatch(/Last backup|Next backup/);
});

test('a desktop without a tray is logged and does without', async () => {
  const log = { error: vi.fn() };
  electron.fails = true;
  await showTray({ ...actions, facts: async () => facts, locale: 'en', log })();
  expect(log.error).toHaveBeenCalledOnce();
  electron.fails = false;
});

test('facts that cannot be read leave the menu as it was', async () => {
  const log = { error: vi.fn() };
  let fails = false;
  const read = async () => (fails ? Promise.reject(new Error('gone')) : facts);
  const refresh = showTray({ ...actions, facts: read, locale: 'en', log });
  await refresh();
  fails = true;
  await refresh();
  expect(electron.trays.at(-1)).toMatchObject({ menu: { length: 7 } });
  expect(log.error).toHaveBeenCalledOnce();
});
