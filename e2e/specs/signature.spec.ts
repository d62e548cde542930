/** Who made a backup, as the screen tells it, and what it takes to restore one that was changed. */
import { BackupScreen } from '../support/backup-screen.ts';
import { backupOfAnother, causebook, digestOf, expect, test } from '../support/fixtures.ts';
import { forgedBackup } from '../support/forged-backup.ts';

test('a backup of one’s own and one of another office are told apart', async ({
  profile,
  folder,
  launch,
}) => {
  test.setTimeout(60_000);
  causebook('--data', profile, 'export');
  const screen = await new BackupScreen(await launch(profile)).open();
  await screen.action('Details').click();
  await expect(screen.dialog).toContainText('Made by this office, and unchanged since.');
  await screen.page.keyboard.press('Escape');
  await screen.pickFile(backupOfAnother(folder));
  await expect(screen.dialog).toContainText(/Made by another office \(key [0-9a-f ]{19}\)/, {
    timeout: 20_000,
  });
});

test('one that was changed since it was made is restored only when that is said as well', async ({
  profile,
  folder,
  launch,
}) => {
  test.setTimeout(60_000);
  causebook('--data', profile, 'export', '--no-files');
  const file = forgedBackup(profile, folder);
  const before = digestOf(profile);
  const screen = await new BackupScreen(await launch(profile)).open();
  await screen.pickFile(file);
  const { dialog } = screen;
  await expect(dialog).toContainText('This backup was changed since it was made.', { timeout: 20_000 });
  const restore = dialog.getByRole('button', { name: 'Replace the practice with this backup' });
  await expect(restore).toHaveAttribute('aria-disabled', 'true');
  expect(digestOf(profile)).toBe(before);
  for (const tick of await dialog.getByRole('checkbox').all()) await tick.check();
  await restore.click();
  await screen.expectOneToast(/^Restored/);
});
