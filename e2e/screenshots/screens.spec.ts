/** Not a test: `npm run screenshots` takes the pictures of docs/screenshots, light and dark, from a sample practice. */
import { appendFileSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { BackupScreen } from '../support/backup-screen.ts';
import { dayFromToday } from '../support/diary-rows.ts';
import { forgedBackup } from '../support/forged-backup.ts';
import { loseHearings } from '../support/damage.ts';
import { practiceDatabase } from '../support/practice-database.ts';
import { backupOfAnother, causebook, expect, test } from '../support/fixtures.ts';

const pictures = join(import.meta.dirname, '../../docs/screenshots');
const realFile = join(import.meta.dirname, '../../../shared/data/scdb-1946-2000.csv');
const appearances = [
  { appearance: 'light', label: 'Light' },
  { appearance: 'dark', label: 'Dark' },
] as const;

const go = (page: Page, name: string): Promise<void> =>
  page.getByRole('navigation', { name: 'Main' }).getByRole('button', { name, exact: true }).click();
const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { name, level: 1 });

for (const { appearance, label } of appearances) {
  const take = async (page: Page, name: string): Promise<void> => {
    await page.mouse.move(0, 0);
    await page.waitForTimeout(400);
    await page.screenshot({ path: join(pictures, `${name}-${appearance}.png`) });
  };
  const look = (page: Page): Promise<void> => page.locator('label').filter({ hasText: label }).click();

  test(`first run and empty screens, ${appearance}`, async ({ folder, launch }) => {
    test.setTimeout(120_000);
    const running = await launch(join(folder, 'empty'));
    const { page } = running;
    await look(page);
    await heading(page, 'Welcome to Causebook').waitFor();
    await take(page, 'first-run');
    await (await new BackupScreen(running).open()).page.getByText('No backups available').waitFor();
    await take(page, 'no-backups');
    await go(page, 'First steps');
    await page.getByRole('button', { name: 'Start empty' }).click();
    await page.getByRole('textbox', { name: 'Name of the practice' }).fill('Rao & Associates');
    await page.getByRole('button', { name: 'Start', exact: true }).click();
    await expect(page.getByRole('button', { name: 'Today', exact: true })).toBeVisible();
    await page.waitForTimeout(6000);
    await take(page, 'today-empty');
    for (const name of ['Cases', 'Hearings', 'Tasks', 'Documents', 'Deleted entries'] as const) {
      await go(page, name);
      await heading(page, name).waitFor();
      await take(page, `${name.toLowerCase().replace(' ', '-')}-empty`);
    }
  });

  test(`the diary, ${appearance}`, async ({ folder, launch }) => {
    test.setTimeout(240_000);
    const profile = join(folder, 'office');
    const size = ['--cases', '240', '--documents', '60', '--today', dayFromToday(0)];
    causebook('--data', profile, 'sample', ...size);
    causebook('--data', profile, 'export', '--name', 'Before the long vacation');
    const { page } = await launch(profile);
    await look(page);
    await expect(
      page
        .getByRole('button', { name: 'Record outcome…' })
        .or(page.getByText(/^Nothing is listed/))
        .first(),
    ).toBeVisible();
    await take(page, 'today');
    await go(page, 'Cases');
    const rows = page
      .getByRole('grid', { name: 'Cases' })
      .getByRole('row')
      .filter({ has: page.getByRole('rowheader') });
    await rows.first().waitFor();
    await take(page, 'cases');
    await rows.nth(2).click();
    await page.getByRole('tab', { name: /Overview/ }).waitFor();
    await take(page, 'case');
    for (const tab of ['Hearings', 'Tasks', 'Orders', 'Documents'] as const) {
      await page.getByRole('tab', { name: new RegExp(tab) }).click();
      await take(page, `case-${tab.toLowerCase()}`);
    }
    await page.getByRole('button', { name: 'Edit', exact: true }).click();
    await page.getByRole('dialog').waitFor();
    await take(page, 'case-form');
    await page.keyboard.press('Escape');
    await go(page, 'Hearings');
    await heading(page, 'Hearings').waitFor();
    await take(page, 'hearings-month');
    for (const view of ['Week', 'Day'] as const) {
      await page.getByText(view, { exact: true }).first().click();
      await take(page, `hearings-${view.toLowerCase()}`);
    }
    await go(page, 'Tasks');
    await heading(page, 'Tasks').waitFor();
    await take(page, 'tasks');
    await go(page, 'Documents');
    await heading(page, 'Documents').waitFor();
    await take(page, 'documents');
    await page.getByRole('button', { name: /\.pdf/ }).first().click();
    await page.locator('canvas').first().waitFor();
    await take(page, 'document');
    await page.keyboard.press('Control+k');
    await page.getByRole('dialog').getByRole('combobox').fill('state');
    await page.getByRole('option').first().waitFor();
    await take(page, 'search');
    await page.keyboard.press('Escape');
    for (const name of ['Users', 'Activity', 'About'] as const) {
      await go(page, name);
      await heading(page, name).waitFor();
      await take(page, name.toLowerCase());
    }
  });

  test(`the import, ${appearance}`, async ({ folder, launch }) => {
    test.setTimeout(120_000);
    const profile = join(folder, 'office');
    causebook('--data', profile, 'sample', '--cases', '20', '--documents', '0', '--bytes', '0');
    const running = await launch(profile);
    const { page } = running;
    await look(page);
    await go(page, 'Import');
    await heading(page, 'Import').waitFor();
    await take(page, 'import');
    await new BackupScreen(running).answerFileDialog(realFile);
    await page
      .getByRole('button', { name: /Choose a file/ })
      .last()
      .click();
    await page.getByRole('button', { name: 'Continue' }).waitFor({ timeout: 30_000 });
    await take(page, 'import-reading');
    await page.getByRole('button', { name: 'Continue' }).click();
    await take(page, 'import-columns');
    await page.getByRole('button', { name: 'Continue' }).click();
    await take(page, 'import-check');
    await page.getByRole('button', { name: /^Import \d/ }).click();
    await page.getByRole('heading', { name: 'Imported', exact: true }).waitFor({ timeout: 60_000 });
    await take(page, 'import-report');
  });

  test(`the backups, ${appearance}`, async ({ folder, launch }) => {
    test.setTimeout(180_000);
    const profile = join(folder, 'office');
    causebook('--data', profile, 'sample');
    causebook('--data', profile, 'export', '--no-files');
    const forged = forgedBackup(profile, folder);
    const [withoutFiles] = causebook('--data', profile, 'list')['backups'];
    causebook('--data', profile, 'delete', withoutFiles.backupId, '--yes');
    causebook('--data', profile, 'export', '--name', 'Before the long vacation');
    const running = await launch(profile);
    const { page } = running;
    await look(page);
    const screen = await new BackupScreen(running).open();
    await screen.backUpNow.click();
    await screen.expectOneToast(/^Backup made/);
    await screen.closeToasts();
    await screen.action('Prove').click();
    await screen.expectOneToast(/^Restored on trial/);
    await take(page, 'backup');
    await screen.closeToasts();
    await screen.pickFile(forged);
    await expect(screen.dialog).toContainText('was changed since it was made', { timeout: 20_000 });
    await take(page, 'restore-changed');
    await screen.dialog.getByRole('button', { name: 'Cancel' }).click();
    await screen.pickFile(backupOfAnother(folder));
    await expect(screen.dialog).toContainText('another practice', { timeout: 20_000 });
    await take(page, 'restore-preview');
    await screen.confirmRestore();
    await screen.expectOneToast(/^Restored/);
    await screen.closeToasts();
    await screen.tab('Restore points');
    await page.getByRole('button', { name: 'Keep this state…' }).click();
    await screen.dialog.getByRole('textbox', { name: 'Name' }).fill('Before the new clerks begin');
    await take(page, 'keep-state');
    await screen.dialog.getByRole('button', { name: 'Keep this state' }).click();
    await screen.expectOneToast(/^This state is kept/);
    await screen.closeToasts();
    for (const tab of ['Restore points', 'Schedule', 'What is kept', 'History'] as const) {
      await screen.tab(tab);
      await take(page, tab.toLowerCase().replaceAll(' ', '-'));
    }
    await screen.tab('Restore points');
    await page.getByRole('button', { name: 'Details of the state' }).last().click();
    await screen.dialog.getByRole('table', { name: 'What will change' }).waitFor({ timeout: 20_000 });
    await take(page, 'restore-point-details');
    await page.keyboard.press('Escape');
    await screen.answerFileDialog(join(folder, 'gone.zip'));
    await screen.tab('Backups');
    await screen.page.getByRole('button', { name: 'Restore from a ZIP file…' }).click();
    await expect(screen.toasts).toHaveCount(1);
    await take(page, 'failure');
  });

  test(`the health of the practice, ${appearance}`, async ({ folder, launch }) => {
    test.setTimeout(120_000);
    const profile = join(folder, 'office');
    causebook('--data', profile, 'sample', '--cases', '60', '--documents', '20');
    causebook('--data', profile, 'export');
    const running = await launch(profile);
    const { page } = running;
    await look(page);
    const screen = await new BackupScreen(running).open();
    await screen.tab('Health');
    await page.getByText('This practice was not checked yet.', { exact: false }).waitFor();
    await take(page, 'health-empty');
    const files = join(profile, 'data', 'files');
    const [first, second] = (readdirSync(files, { recursive: true }) as string[]).filter(
      (name) => name.length > 60,
    );
    rmSync(join(files, first!));
    appendFileSync(join(files, second!), 'more');
    await page.getByRole('button', { name: 'Check every document' }).click();
    await screen.expectOneToast(/found a problem/);
    await screen.closeToasts();
    await take(page, 'health');
    await page.getByRole('button', { name: 'Bring documents back' }).click();
    await screen.expectOneToast(/were brought back/);
    await screen.closeToasts();
    await take(page, 'health-well');
  });

  test(`the alarm about backups, ${appearance}`, async ({ folder, launch }) => {
    const profile = join(folder, 'office');
    causebook('--data', profile, 'sample');
    causebook('--data', profile, 'export');
    const database = practiceDatabase(profile);
    database.exec('DELETE FROM hearings');
    database.close();
    causebook('--data', profile, 'export');
    const running = await launch(profile);
    await look(running.page);
    await new BackupScreen(running).open();
    await running.page.getByText('Is something missing from your practice?').waitFor();
    await take(running.page, 'backup-alarm');
  });

  test(`out of a damaged practice, ${appearance}`, async ({ folder, launch }) => {
    test.setTimeout(180_000);
    const profile = join(folder, 'office');
    causebook('--data', profile, 'sample', '--today', dayFromToday(0));
    const { backupId } = causebook('--data', profile, 'export');
    causebook('--data', profile, 'drill', backupId);
    const database = practiceDatabase(profile);
    database.exec(`UPDATE hearings SET outcome = 'Adjourned' WHERE rowid % 9 = 0`);
    database.close();
    loseHearings(profile);
    const { page } = await launch(profile);
    await look(page);
    await page.getByText(/entries can be read/).waitFor({ timeout: 30_000 });
    await page.waitForTimeout(6000);
    await take(page, 'recovery');
    await page.getByRole('button', { name: 'Look for newer entries…' }).click();
    await page.getByRole('button', { name: /^Restore with \d/ }).waitFor({ timeout: 30_000 });
    await take(page, 'recovery-newer');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Go on with what can be read…' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Go on with what can be read' }).click();
    await page.getByRole('dialog', { name: 'What came of it' }).waitFor({ timeout: 30_000 });
    await take(page, 'recovery-report');
  });

  test(`increments, ${appearance}`, async ({ folder, launch }) => {
    test.setTimeout(120_000);
    const profile = join(folder, 'office');
    causebook('--data', profile, 'sample');
    causebook('--data', profile, 'export', '--name', 'Before the long vacation');
    const database = practiceDatabase(profile);
    database.exec(`
      UPDATE cases SET stage = 'Judgment reserved' WHERE id IN (SELECT id FROM cases ORDER BY id LIMIT 7);
      DELETE FROM documents WHERE id IN (SELECT id FROM documents
        WHERE id NOT IN (SELECT documentId FROM orders WHERE documentId IS NOT NULL) LIMIT 2);`);
    const number = database.prepare('SELECT number FROM cases LIMIT 1').pluck().get() as string;
    database.close();
    const papers = join(folder, 'papers');
    mkdirSync(papers);
    const files = ['Rejoinder', 'Vakalatnama', 'Written statement'].map((name) =>
      join(papers, `${name}.txt`),
    );
    for (const file of files) writeFileSync(file, `${file}\n`.repeat(4_000));
    causebook('--data', profile, 'documents', 'add', '--case', number, ...files);
    const running = await launch(profile);
    const { page } = running;
    await look(page);
    const screen = await new BackupScreen(running).open();
    await screen.openOptions();
    await screen.onlyWhatIsNew.check();
    await screen.whatIsNew.waitFor({ timeout: 20_000 });
    await screen.whatIsNew.scrollIntoViewIfNeeded();
    await take(page, 'what-is-new');
    await screen.backUpNow.click();
    await screen.expectOneToast(/It holds only what is new/);
    await screen.closeToasts();
    await screen.openOptions();
    await screen.rows.last().scrollIntoViewIfNeeded();
    await take(page, 'increments');
    await screen.action('Details').click();
    await screen.dialog.getByText('Make a full backup of it').waitFor();
    await take(page, 'increment-details');
  });
}
