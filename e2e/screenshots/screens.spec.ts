/** Not a test: `npm run screenshots` takes the pictures of docs/screenshots, light and dark, from a sample practice. */
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { BackupScreen } from '../support/backup-screen.ts';
import { backupOfAnother, causebook, expect, test } from '../support/fixtures.ts';

const pictures = join(import.meta.dirname, '../../docs/screenshots');

for (const appearance of ['light', 'dark'] as const) {
  const take = async (page: Page, name: string): Promise<void> => {
    await page.mouse.move(0, 0);
    await page.waitForTimeout(400);
    await page.screenshot({ path: join(pictures, `${name}-${appearance}.png`) });
  };

  test(`screens, ${appearance}`, async ({ folder, launch }) => {
    test.setTimeout(180_000);
    const empty = await launch(join(folder, 'empty'));
    await empty.page
      .locator('label')
      .filter({ hasText: appearance === 'light' ? 'Light' : 'Dark' })
      .click();
    await expect(empty.page.getByRole('heading', { name: 'This practice is empty.' })).toBeVisible();
    await take(empty.page, 'empty');
    await (await new BackupScreen(empty).open()).page.getByText('No backups available').waitFor();
    await take(empty.page, 'no-backups');
    await empty.close();

    const profile = join(folder, 'office');
    causebook('--data', profile, 'sample');
    causebook('--data', profile, 'export', '--name', 'Before the long vacation');
    const running = await launch(profile);
    const { page } = running;
    await page
      .locator('label')
      .filter({ hasText: appearance === 'light' ? 'Light' : 'Dark' })
      .click();
    await expect(page.getByRole('table', { name: 'Cases' })).toBeVisible();
    await take(page, 'cases');
    const screen = await new BackupScreen(running).open();
    await screen.backUpNow.click();
    await screen.expectOneToast(/^Backup made/);
    await take(page, 'backup');
    await screen.closeToasts();
    await screen.pickFile(backupOfAnother(folder));
    await expect(screen.dialog).toContainText('another practice', { timeout: 20_000 });
    await take(page, 'restore-preview');
    await screen.confirmRestore();
    await screen.expectOneToast(/^Restored/);
    await screen.closeToasts();
    for (const tab of ['Restore points', 'Schedule', 'History'] as const) {
      await screen.tab(tab);
      await take(page, tab.toLowerCase().replace(' ', '-'));
    }
    await screen.answerFileDialog(join(folder, 'gone.zip'));
    await screen.tab('Backups');
    await screen.page.getByRole('button', { name: 'Restore from a ZIP file…' }).click();
    await expect(screen.toasts).toHaveCount(1);
    await take(page, 'failure');
  });
}
