/** Making, looking at and deleting backups from the screen. */
import { copyFileSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { BackupScreen } from '../support/backup-screen.ts';
import { causebook, expect, test } from '../support/fixtures.ts';
import { expectAccessible } from '../support/looks.ts';

const archives = (profile: string): string[] =>
  readdirSync(join(profile, 'backups')).filter((name) => name.endsWith('.zip'));

test('"Back up now" makes a backup that is sound, tells it in one toast, and lists it', async ({
  profile,
  launch,
}) => {
  const screen = await new BackupScreen(await launch(profile)).open();
  await expect(screen.page.getByText('No backups available. Create your first backup')).toBeVisible();
  await screen.backUpNow.first().click();
  await screen.expectOneToast(/^Backup made, read back and checked: 12 cases, \d+ hearings and 10 documents/);
  await expect(screen.rows).toHaveCount(1);
  await expect(screen.rows.first()).toContainText('Verified');
  const [name] = archives(profile);
  await expect(screen.rows.first()).toContainText(name!);
  expect(causebook('verify', join(profile, 'backups', name!))).toMatchObject({
    success: true,
    report: { metadata: { caseCount: 12, source: 'manual' } },
  });
});

test('the options decide what is in the backup', async ({ profile, launch }) => {
  const screen = await new BackupScreen(await launch(profile)).open();
  await screen.page.getByRole('button', { name: 'Options' }).click();
  await screen.page.getByRole('checkbox', { name: /documents/i }).uncheck();
  await screen.page.getByRole('textbox', { name: /name/i }).fill('before the trial');
  await screen.backUpNow.first().click();
  await screen.expectOneToast(/without documents/);
  const [name] = archives(profile);
  expect(causebook('verify', join(profile, 'backups', name!)).report.metadata).toMatchObject({
    includeFiles: false,
    fileCount: 0,
    name: 'before the trial',
  });
  await expect(screen.rows.first()).toContainText('before the trial');
  await expect(screen.rows.first()).toContainText('Without the documents.');
});

test('an endless name keeps the actions of its backup in sight', async ({ profile, launch }) => {
  const screen = await new BackupScreen(await launch(profile)).open();
  await screen.page.getByRole('button', { name: 'Options' }).click();
  await screen.page.getByRole('textbox', { name: /name/i }).fill('"€🙂"'.repeat(40));
  await screen.makeBackup();
  await screen.action('Verify').scrollIntoViewIfNeeded();
  const overflow = await screen.page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overflow).toBe(0);
});

test('verifying tells that every file is as it was, and a damaged one what is wrong', async ({
  profile,
  launch,
}) => {
  const screen = await new BackupScreen(await launch(profile)).open();
  await screen.makeBackup();
  await screen.action('Verify').click();
  await screen.expectOneToast(/^Every file in the backup is as it was/);
  await screen.closeToasts();
  const file = join(profile, 'backups', archives(profile)[0]!);
  const bytes = readFileSync(file);
  bytes[bytes.length >> 1]! ^= 1;
  writeFileSync(file, bytes);
  await screen.action('Verify').click();
  await screen.expectOneToast(/is damaged/);
  await expect(screen.rows.first()).not.toContainText('Verified');
  await screen.closeToasts();
  await screen.tab('History');
  await expect(screen.page.getByRole('row', { name: /Check of a file/ })).toContainText([
    'Not sound',
    'Sound',
  ]);
});

test('the menu of a backup is reached and read by keyboard, and says what it does', async ({
  profile,
  launch,
}) => {
  const { page, ...running } = await launch(profile);
  const screen = await new BackupScreen({ page, ...running }).open();
  await screen.makeBackup();
  await screen.action('Details').focus();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  const verify = page.getByRole('menuitem', { name: /^Check the file/ });
  const drill = page.getByRole('menuitem', { name: /^Restore on trial/ });
  await expect(verify).toBeFocused();
  await expect(verify).toHaveAccessibleName(/compares every part of it with what was written/);
  await expectAccessible(page);
  await page.keyboard.press('ArrowDown');
  await expect(drill).toBeFocused();
  await expect(drill).toHaveAccessibleName(/rebuilds the practice from it, apart from yours/);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: /^More for causebook-/ })).toBeFocused();
  await screen.expectOneToast(/^Restored on trial/);
  await screen.closeToasts();
  await expect(screen.rows.first()).toContainText('Proven restorable');
});

test('a backup is deleted only after a question, and its file with it', async ({ profile, launch }) => {
  const screen = await new BackupScreen(await launch(profile)).open();
  await screen.makeBackup();
  const asked = await screen.answerQuestion('no');
  await screen.action('Delete…').click();
  await expect.poll(asked).toContain('cannot be undone');
  await expect(screen.rows).toHaveCount(1);
  await expect(screen.toasts).toHaveCount(0);
  await screen.answerQuestion('yes');
  await screen.action('Delete…').click();
  await screen.expectOneToast(/^Deleted causebook-/);
  await expect(screen.page.getByText('No backups available. Create your first backup')).toBeVisible();
  expect(readdirSync(join(profile, 'backups'))).toEqual([]);
});

test('a running backup can be cancelled, and leaves nothing', async ({ folder, launch }) => {
  const profile = join(folder, 'large');
  causebook('--data', profile, 'sample', '--cases', '20', '--documents', '60', '--bytes', '300000000');
  const screen = await new BackupScreen(await launch(profile)).open();
  await screen.backUpNow.first().click();
  const cancel = screen.page.getByRole('button', { name: 'Cancel', exact: true });
  await expect(cancel).toBeVisible();
  await screen.page.getByRole('button', { name: 'Cases', exact: true }).click();
  await screen.open();
  await cancel.click();
  await screen.expectOneToast(/Cancelled/);
  expect(readdirSync(join(profile, 'backups'))).toEqual([]);
  await screen.tab('History');
  await expect(screen.page.getByRole('tabpanel', { name: 'History' })).toContainText('Cancelled');
});

test('"Show in folder" and "Look for backups again" work on the files', async ({ profile, launch }) => {
  const running = await launch(profile);
  const screen = await new BackupScreen(running).open();
  await screen.makeBackup();
  await running.app.evaluate(({ shell }) => {
    shell.showItemInFolder = (path) => void ((globalThis as { shown?: string }).shown = path);
  });
  const [name] = archives(profile);
  await screen.action('Show in folder').click();
  await expect
    .poll(() => running.app.evaluate(() => (globalThis as { shown?: string }).shown))
    .toBe(join(profile, 'backups', name!));
  const other = causebook(
    '--data',
    join(profile, '..', 'other'),
    'sample',
    '--cases',
    '3',
    '--documents',
    '2',
    '--bytes',
    '100000',
  );
  expect(other['success']).toBe(true);
  const { filePath } = causebook('--data', join(profile, '..', 'other'), 'export');
  copyFileSync(filePath, join(profile, 'backups', filePath.split('/').at(-1)));
  await screen.page.getByRole('button', { name: 'Look for backups again' }).click();
  await screen.expectOneToast(/^Found 2 backups; 1 new in the list/);
  await expect(screen.rows).toHaveCount(2);
});
