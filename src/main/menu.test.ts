import { events } from '@causebook/contracts';
import type { MenuItemConstructorOptions } from 'electron';
import { expect, test, vi } from 'vitest';
import { menuTemplate } from './menu.ts';

vi.mock('electron', () => ({ Menu: {} }));

const actions = { backUpNow: vi.fn(), restoreFromZip: vi.fn(), show: vi.fn(), switchUser: vi.fn() };

function itemsOf(template: readonly MenuItemConstructorOptions[]): MenuItemConstructorOptions[] {
  return template.flatMap((item) =>
    Array.isArray(item.submenu) ? [item, ...itemsOf(item.submenu)] : [item],
  );
}

test('the two things that matter are in the File menu', () => {
  const items = itemsOf(menuTemplate({ isMac: false, isPackaged: true, ...actions }));
  expect(items.find(({ id }) => id === 'back-up-now')?.click).toBe(actions.backUpNow);
  expect(items.find(({ id }) => id === 'restore-from-zip')?.click).toBe(actions.restoreFromZip);
});

test('every screen can be reached, and its key is only shown, because the window itself listens for it', () => {
  const items = itemsOf(menuTemplate({ isMac: false, isPackaged: true, ...actions }));
  const shown = items.filter(({ id }) => id?.startsWith('show-'));
  for (const item of shown) (item.click as () => void)();
  const asked = actions.show.mock.calls.map(([what]) => what as string);
  expect(asked.toSorted()).toEqual(events['app:show'].shape.what.options.toSorted());
  for (const { accelerator, registerAccelerator } of shown)
    expect(registerAccelerator).toBe(accelerator === undefined ? undefined : false);
  const keys = items.flatMap(({ accelerator }) => (accelerator ? [accelerator] : []));
  expect(new Set(keys).size).toBe(keys.length);
});

test('a packaged app offers neither developer tools nor reloading', () => {
  const roles = (isPackaged: boolean) =>
    itemsOf(menuTemplate({ isMac: false, isPackaged, ...actions })).map(({ role }) => role);
  expect(roles(false)).toEqual(expect.arrayContaining(['toggleDevTools', 'reload']));
  for (const role of ['toggleDevTools', 'reload', 'forceReload', 'viewMenu'])
    expect(roles(true)).not.toContain(role);
});

test('macOS has its app menu, the others quit from the File menu', () => {
  expect(menuTemplate({ isMac: true, isPackaged: true, ...actions })[0]).toEqual({ role: 'appMenu' });
  expect(
    itemsOf(menuTemplate({ isMac: false, isPackaged: true, ...actions })).map(({ role }) => role),
  ).toContain('quit');
});
