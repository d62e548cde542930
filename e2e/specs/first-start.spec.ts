/** The first start: the ways to begin, and a sample beside one's own practice. */
import { createHash } from 'node:crypto';
import { copyFileSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { BackupScreen } from '../support/backup-screen.ts';
import { backupOfAnother, digestOf, expect, test } from '../support/fixtures.ts';

const welcome = (page: Page) => page.getByRole('heading', { name: 'Welcome to Causebook', level: 1 });
const link = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const banner = (page: Page) => page.getByRole('region', { name: 'Sample practice' });

async function expectNoViolations(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`)).toEqual([]);
}

async function inBothAppearances(page: Page, check: () => Promise<void>): Promise<void> {
  for (const appearance of ['Light', 'Dark']) {
    await page.locator('label').filter({ hasText: appearance }).click();
    await check();
  }
}

/** Every file of a profile by its content, but for the logs, what the page's engine keeps, and the catalog. */
function treeOf(profile: string): Record<string, string> {
  const tree: Record<string, string> = {};
  for (const entry of readdirSync(profile, { recursive: true, withFileTypes: true })) {
    const name = relative(profile, join(entry.parentPath, entry.name));
    // The catalog is looked at through the app; the window writes down where it was.
    if (!entry.isFile() || /^(?:logs|browser|catalog\.sqlite|window\.json|profile\.lock)/.test(name))
      continue;
    tree[name] = createHash('sha256')
      .update(readFileSync(join(profile, name)))
      .digest('hex');
  }
  return tree;
}

test('a new profile shows the ways to begin instead of empty screens', async ({ folder, launch }) => {
  const { page } = await launch(join(folder, 'new'));
  await expect(welcome(page)).toBeVisible();
  expect(await page.title()).toBe('Welcome to Causebook – Causebook');
  for (const title of ['Start with an empty diary', 'Import a list of cases', 'Restore from a backup'])
    await expect(page.getByRole('heading', { name: title })).toBeVisible();
  await expect(link(page, 'Cases')).toHaveCount(0);
  await page.keyboard.press('Control+2');
  await expect(welcome(page)).toBeVisible();
  expect(readdirSync(join(folder, 'new', 'data', 'generations'))).toHaveLength(1);
  await inBothAppearances(page, () => expectNoViolations(page));
  await page.setViewportSize({ width: 450, height: 600 });
  const overflow = (): Promise<number> =>
    page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  await expect.poll(overflow).toBe(0);
});

test('the first door asks for a name and opens an empty diary, for good', async ({ folder, launch }) => {
  const profile = join(folder, 'new');
  const first = await launch(profile);
  const { page } = first;
  await page.getByRole('button', { name: 'Start empty' }).click();
  await page.getByRole('button', { name: 'Start', exact: true }).click();
  await expect(page.getByRole('dialog')).toContainText('The practice has no name yet.');
  await page.getByRole('textbox', { name: 'Name of the practice' }).fill('Chambers of A. Rao');
  await page.getByRole('textbox', { name: 'Your own name' }).fill('Asha Rao');
  await page.keyboard.press('Control+Enter');
  await expect(link(page, 'Today')).toHaveAttribute('aria-current', 'page');
  await expect(page.getByRole('navigation', { name: 'Main' })).toContainText('Chambers of A. Rao');
  await first.close();

  const again = await launch(profile);
  await expect(link(again.page, 'Today')).toBeVisible();
  await expect(welcome(again.page)).toHaveCount(0);
  // One person without a PIN is never asked who they are.
  await expect(again.page.getByRole('button', { name: 'Switch user' })).toHaveCount(0);
});

test('the second door leads to the import', async ({ folder, launch }) => {
  const { page } = await launch(join(folder, 'new'));
  await page.getByRole('button', { name: 'Import a list…' }).click();
  await page.getByRole('textbox', { name: 'Name of the practice' }).fill('Rao & Co');
  await page.getByRole('button', { name: 'Go on to the import' }).click();
  await expect(
    page.getByRole('navigation', { name: 'Main' }).getByRole('button', { name: 'Import', exact: true }),
  ).toHaveAttribute('aria-current', 'page');
});

for (const way of ['chosen', 'dropped'] as const) {
  test(`the third door needs nothing but the ZIP file, ${way}`, async ({ folder, launch }) => {
    test.setTimeout(60_000);
    const only = join(folder, 'only.zip');
    const made = backupOfAnother(folder);
    const digest = digestOf(join(folder, 'other'));
    copyFileSync(made, only);
    rmSync(join(folder, 'other'), { recursive: true });
    const profile = join(folder, 'new machine');
    const running = await launch(profile);
    const screen = new BackupScreen(running);
    await expect(welcome(screen.page)).toBeVisible();
    if (way === 'dropped') await screen.drop(only);
    else {
      await screen.answerFileDialog(only);
      await screen.page.getByRole('button', { name: 'Choose the ZIP file…' }).click();
    }
    await screen.confirmRestore();
    await screen.expectOneToast(/^Restored 4 documents and 5 cases/);
    await expect(link(screen.page, 'Today')).toBeVisible();
    await expect(welcome(screen.page)).toHaveCount(0);
    await running.close();
    expect(digestOf(profile)).toBe(digest);
  });
}

test('a sample is opened, worked in and left, and nothing of it stays', async ({ folder, launch }) => {
  test.setTimeout(90_000);
  const profile = join(folder, 'new');
  await (await launch(profile)).close();
  const before = treeOf(profile);

  const running = await launch(profile);
  const screen = new BackupScreen(running);
  const { page } = running;
  await page.getByRole('button', { name: 'Look around in a sample practice' }).click();
  await expect(banner(page)).toContainText('Your own is untouched.', { timeout: 20_000 });
  await screen.closeToasts();
  await screen.open();
  await expect(banner(page)).toBeVisible();
  await expect(page.getByRole('heading', { name: /^This is a sample practice/ })).toBeVisible();
  await screen.backUpNow.first().click();
  await screen.expectOneToast(/^Backup made, read back and checked: 40 cases/);
  await screen.closeToasts();
  await screen.tab('Schedule');
  await expect(page.getByText('None while the sample practice is open.')).toBeVisible();
  await inBothAppearances(page, () => expectNoViolations(page));

  await banner(page).getByRole('button', { name: 'Leave the sample' }).click();
  await screen.expectOneToast('You are back in your own practice. The sample was removed.');
  await expect(welcome(page)).toBeVisible();
  await expect(banner(page)).toHaveCount(0);
  await screen.open();
  await screen.tab('Backups');
  await expect(page.getByText('No backups available.')).toBeVisible();
  await screen.tab('History');
  await expect(page.getByRole('tabpanel', { name: 'History' })).not.toContainText('Backup made');
  await running.close();
  // The key is not the sample's: this installation signs with it from its first backup on.
  const { [join('identity', 'signing-key.pem')]: key, ...left } = treeOf(profile);
  expect(key).toBeDefined();
  expect(left).toEqual(before);
});

test('a sample that was open when Causebook ended is still open, and can be left', async ({
  profile,
  launch,
}) => {
  test.setTimeout(90_000);
  const digest = digestOf(profile);
  const first = await launch(profile);
  await link(first.page, 'About').click();
  await first.page.getByRole('button', { name: 'Look around in a sample practice' }).click();
  await expect(banner(first.page)).toBeVisible({ timeout: 20_000 });
  await first.close();
  expect(digestOf(profile)).not.toBe(digest);

  const again = await launch(profile);
  await banner(again.page).getByRole('button', { name: 'Leave the sample' }).click();
  await expect(banner(again.page)).toHaveCount(0);
  await again.close();
  expect(digestOf(profile)).toBe(digest);
  expect(readdirSync(join(profile, 'data', 'generations'))).toHaveLength(1);
});

for (const appearance of ['Light', 'Dark']) {
  test(`every screen is free of violations that axe can find, ${appearance}`, async ({ profile, launch }) => {
    test.setTimeout(90_000);
    const { page } = await launch(profile);
    await page.locator('label').filter({ hasText: appearance }).click();
    await link(page, 'Cases').click();
    await expect(page.getByRole('grid', { name: 'Cases' })).toBeVisible();
    await expectNoViolations(page);
    for (const name of ['Users', 'Activity', 'About']) {
      await link(page, name).click();
      await expect(page.getByRole('heading', { name, level: 1 })).toBeVisible();
      await expectNoViolations(page);
    }
    await link(page, 'Backup').click();
    for (const tab of ['Backups', 'Restore points', 'Schedule', 'History']) {
      await page.getByRole('tab', { name: tab }).click();
      await expect(page.getByRole('tabpanel', { name: tab })).toBeVisible();
      await expectNoViolations(page);
    }
  });
}
