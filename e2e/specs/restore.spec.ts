/** Restoring from the screen: picked, dropped and listed files, the preview, and the way back. */
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { BackupScreen } from '../support/backup-screen.ts';
import { backupOfAnother, digestOf, expect, test } from '../support/fixtures.ts';

test('a picked file is shown in words, replaces the practice once confirmed, and can be undone', async ({
  profile,
  folder,
  launch,
}) => {
  const file = backupOfAnother(folder);
  const before = digestOf(profile);
  const screen = await new BackupScreen(await launch(profile)).open();
  await screen.pickFile(file);
  await expect(screen.dialog).toContainText('another practice', { timeout: 20_000 });
  await expect(screen.dialog.getByRole('row', { name: /^Cases 12 5 12 5 0/ })).toBeVisible();
  expect(digestOf(profile)).toBe(before);
  await screen.confirmRestore();
  await screen.expectOneToast(
    /^Restored 4 documents and 5 cases from the backup of \d{1,2} \p{L}+ \d{4}\.$/u,
  );
  expect(digestOf(profile)).toBe(digestOf(join(folder, 'other')));
  await screen.page.getByRole('button', { name: 'Cases', exact: true }).click();
  await expect(screen.page.getByText('5 cases', { exact: true })).toBeVisible();

  await screen.open();
  await screen.closeToasts();
  await screen.tab('Restore points');
  await screen.page.getByRole('button', { name: 'Undo last restore' }).click();
  await screen.dialog.getByRole('button', { name: 'Undo last restore' }).click();
  await screen.expectOneToast(/^The restore was undone: 12 cases/);
  expect(digestOf(profile)).toBe(before);
  await screen.closeToasts();
  await screen.page.getByRole('button', { name: /^Go back to this state of/ }).click();
  await screen.dialog.getByRole('button', { name: 'Go back to this state' }).click();
  await screen.expectOneToast(/^The practice is back at that state: 5 cases/);
});

test('a file dropped on the window is shown first, and nothing happens without a yes', async ({
  profile,
  folder,
  launch,
}) => {
  const file = backupOfAnother(folder);
  const before = digestOf(profile);
  const screen = await new BackupScreen(await launch(profile)).open();
  await screen.drop(file);
  await expect(screen.dialog).toContainText('another practice', { timeout: 20_000 });
  await screen.dialog.getByRole('button', { name: 'Cancel' }).click();
  expect(digestOf(profile)).toBe(before);
  await screen.drop(file);
  await screen.confirmRestore();
  await screen.expectOneToast(/^Restored 4 documents and 5 cases/);
});

test('a chosen file that is replaced while its preview is open is not restored, and is chosen again', async ({
  profile,
  folder,
  launch,
}) => {
  // Two backups are read and checked, and two practices compared.
  test.setTimeout(60_000);
  const file = join(folder, 'chosen.zip');
  copyFileSync(backupOfAnother(folder), file);
  const before = digestOf(profile);
  const screen = await new BackupScreen(await launch(profile)).open();
  await screen.pickFile(file);
  await expect(screen.dialog.getByRole('button', { name: 'Cancel' })).toBeFocused({ timeout: 20_000 });
  writeFileSync(file, readFileSync(file));
  await screen.confirmRestore();
  await expect(screen.dialog).toContainText('The file has changed since it was chosen.');
  await expect(screen.dialog.getByRole('button', { name: 'Cancel' })).toBeFocused();
  await expect(screen.toasts).toHaveCount(0);
  expect(digestOf(profile)).toBe(before);
  await screen.dialog.getByRole('button', { name: 'Choose the file again…' }).click();
  await screen.confirmRestore();
  await screen.expectOneToast(/^Restored 4 documents and 5 cases/);
});

test('a damaged file is told with its reason, and nothing changes', async ({ profile, folder, launch }) => {
  const file = backupOfAnother(folder);
  const bytes = readFileSync(file);
  bytes[bytes.length >> 1]! ^= 0x40;
  const damaged = join(folder, 'damaged.zip');
  writeFileSync(damaged, bytes);
  const before = digestOf(profile);
  const screen = await new BackupScreen(await launch(profile)).open();
  await screen.pickFile(damaged);
  await screen.expectOneToast(/is damaged/);
  await expect(screen.dialog).toHaveCount(0);
  expect(digestOf(profile)).toBe(before);
});

test('what is not a backup is refused in words: a letter, a folder of photos, a file that is gone', async ({
  profile,
  folder,
  launch,
}) => {
  const screen = await new BackupScreen(await launch(profile)).open();
  const letter = join(folder, 'letter.zip');
  writeFileSync(letter, 'Dear Sir, the matter is adjourned.');
  await screen.pickFile(letter);
  await screen.expectOneToast(/is not a ZIP file/);
  await screen.closeToasts();
  await screen.pickFile(join(folder, 'gone.zip'));
  await expect(screen.toasts).toHaveCount(1);
  await screen.closeToasts();
  await screen.answerFileDialog(null);
  await screen.page.getByRole('button', { name: 'Restore from a ZIP file…' }).click();
  await expect(screen.dialog).toHaveCount(0);
  await expect(screen.toasts).toHaveCount(0);
});

test('a listed backup is restored from its row', async ({ profile, launch }) => {
  const before = digestOf(profile);
  const screen = await new BackupScreen(await launch(profile)).open();
  await screen.makeBackup();
  const restore = screen.page.getByRole('button', { name: /^Restore… causebook-/ });
  await restore.press('Enter');
  await expect(screen.dialog.getByRole('button', { name: 'Cancel' })).toBeFocused({ timeout: 20_000 });
  await expect(screen.dialog).toContainText('this practice');
  await screen.page.keyboard.press('Escape');
  await expect(restore).toBeFocused();
  await restore.press('Enter');
  await screen.confirmRestore();
  await screen.expectOneToast(/^Restored 10 documents and 12 cases/);
  expect(digestOf(profile)).toBe(before);
});

test('a page cannot name a path that main did not give it, nor use a confirmation twice', async ({
  profile,
  folder,
  launch,
}) => {
  const file = backupOfAnother(folder);
  const { page } = await launch(profile);
  await expect(page.getByRole('button', { name: 'Today', exact: true })).toBeVisible();
  type Bridge = {
    app: { invoke(channel: string, input: unknown): Promise<{ success: boolean; code?: string }> };
  };
  const invoke = (channel: string, input: unknown) =>
    page.evaluate(
      ([name, value]) => (globalThis as unknown as Bridge).app.invoke(name as string, value),
      [channel, input],
    );
  expect(await invoke('backup:previewRestore', { filePath: file })).toMatchObject({
    success: false,
    code: 'PERMISSION_DENIED',
  });
  expect(await invoke('backup:restoreFromZip', { filePath: file, confirmationToken: 'x' })).toMatchObject({
    success: false,
    code: 'PERMISSION_DENIED',
  });
  expect(await invoke('backup:deleteBackup', { backupId: '../../etc/passwd' })).toMatchObject({
    success: false,
    code: 'INVALID_INPUT',
  });
  expect(await invoke('backup:exportNow', { compressionLevel: 99 })).toMatchObject({
    success: false,
    code: 'INVALID_INPUT',
  });
});
