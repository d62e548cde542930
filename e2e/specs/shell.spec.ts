/** The frame of the window: keys, the native menu, the tray, and what it looks like narrow. */
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import type { ElectronApplication, Page } from '@playwright/test';
import { BackupScreen } from '../support/backup-screen.ts';
import { expect, test } from '../support/fixtures.ts';

const link = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const expectAt = (page: Page, name: string): Promise<void> =>
  expect(link(page, name)).toHaveAttribute('aria-current', 'page');

const chooseInMenu = (app: ElectronApplication, id: string): Promise<void> =>
  app.evaluate(({ Menu }, wanted) => {
    Menu.getApplicationMenu()?.getMenuItemById(wanted)?.click();
  }, id);

test('the keyboard reaches every screen, and back', async ({ profile, launch }) => {
  const { page } = await launch(profile);
  await expectAt(page, 'Today');
  for (const [key, name] of [
    ['2', 'Cases'],
    ['3', 'Hearings'],
    ['4', 'Tasks'],
    ['5', 'Documents'],
    ['1', 'Today'],
    [',', 'Backup'],
  ] as const) {
    await page.keyboard.press(`Control+${key}`);
    await expectAt(page, name);
  }
  expect(await page.title()).toBe('Backup – Causebook');
  await page.keyboard.press('Alt+ArrowLeft');
  await expectAt(page, 'Today');
  await page.keyboard.press('Alt+ArrowLeft');
  await expectAt(page, 'Documents');
});

test('? lists the keys, and no key leads away from an open dialog', async ({ profile, launch }) => {
  const { page } = await launch(profile);
  await link(page, 'About').click();
  await page.keyboard.press('?');
  const help = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await expect(help).toContainText('Search everything');
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
  expect(violations.map(({ id }) => id)).toEqual([]);
  await page.keyboard.press('Control+2');
  await page.keyboard.press('Escape');
  await expect(help).toHaveCount(0);
  await expectAt(page, 'About');
  // A question mark that is typed is a question mark.
  await page.getByRole('button', { name: 'Change the name…' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('');
  await page.keyboard.type('Rao & Co?');
  await expect(page.getByRole('textbox', { name: 'Name' })).toHaveValue('Rao & Co?');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('navigation', { name: 'Main' })).toContainText('Rao & Co?');
});

test('the native menu leads to the same places', async ({ profile, launch }) => {
  const { app, page } = await launch(profile);
  await expectAt(page, 'Today');
  for (const [id, name] of [
    ['show-cases', 'Cases'],
    ['show-hearings', 'Hearings'],
    ['show-tasks', 'Tasks'],
    ['show-documents', 'Documents'],
    ['show-settings', 'Backup'],
    ['show-users', 'Users'],
    ['show-about', 'About'],
    ['show-today', 'Today'],
  ] as const) {
    await chooseInMenu(app, id);
    await expectAt(page, name);
  }
  await chooseInMenu(app, 'show-back');
  await expectAt(page, 'About');
  await chooseInMenu(app, 'show-keyboard');
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
  await page.keyboard.press('Escape');
  await chooseInMenu(app, 'switch-user');
  await expect(page.getByText('Nobody has to sign in here')).toBeVisible();
});

test('"Back up now" is in the menu and in the tray, which says when the last backup was', async ({
  profile,
  launch,
}) => {
  const running = await launch(profile);
  const { app } = running;
  const screen = await new BackupScreen(running).open();
  await app.evaluate(({ Tray }) => {
    const kept = globalThis as { trayMenu?: unknown };
    const set = Tray.prototype.setContextMenu;
    Tray.prototype.setContextMenu = function keep(menu) {
      kept.trayMenu = menu;
      return set.call(this, menu);
    };
  });
  await chooseInMenu(app, 'back-up-now');
  await screen.expectOneToast(/^Backup made, read back and checked: 12 cases/);
  await screen.closeToasts();
  await expect(screen.rows).toHaveCount(1);

  const tray = () =>
    app.evaluate(() => {
      const { trayMenu } = globalThis as { trayMenu?: { items: { label: string }[] } };
      return trayMenu?.items.map(({ label }) => label) ?? [];
    });
  await expect.poll(async () => (await tray()).join('\n')).toMatch(/Last backup: .*\d/);
  expect(await tray()).toEqual(expect.arrayContaining(['Open Causebook', 'Back up now', 'Quit']));
  await app.evaluate(() => {
    const { trayMenu } = globalThis as {
      trayMenu?: { getMenuItemById(id: string): { click(): void } | null };
    };
    trayMenu?.getMenuItemById('back-up-now')?.click();
  });
  await screen.expectOneToast(/^Backup made/);
  await expect(screen.rows).toHaveCount(2);
});

test('at twice the size nothing is cut off, and everything is still reached', async ({ profile, launch }) => {
  test.setTimeout(60_000);
  const { page } = await launch(profile);
  await expect(link(page, 'Today')).toBeVisible();
  // The smallest window, 900 points wide, at 200 %.
  await page.setViewportSize({ width: 450, height: 600 });
  const overflow = (): Promise<number> =>
    page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  for (const name of ['Users', 'Activity', 'About', 'Backup']) {
    await page.getByRole('button', { name: 'Open the navigation' }).click();
    await link(page, name).click();
    await expect(page.getByRole('heading', { name, level: 1 })).toBeVisible();
    await expect(link(page, name)).toBeHidden();
    await expect.poll(overflow).toBe(0);
  }
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`)).toEqual([]);
});

test('without movement where the person wants none, and with the system’s colours where it chooses them', async ({
  folder,
  launch,
}) => {
  const { page } = await launch(join(folder, 'new'));
  await page.emulateMedia({ reducedMotion: 'reduce', forcedColors: 'active' });
  await expect(page.getByRole('heading', { name: 'Welcome to Causebook' })).toBeVisible();
  const here = link(page, 'First steps');
  await expect(here).toHaveCSS('outline-style', 'solid');
  await expect(here).toHaveCSS('transition-duration', '0s');
});
