/** What happens without being asked for: the schedule, and what stands still around a restore; and who may be open at once. */
import { readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { BackupScreen } from '../support/backup-screen.ts';
import { dueIn } from '../support/due-schedule.ts';
import { backupOfAnother, causebook, expect, test } from '../support/fixtures.ts';

test(
  'the schedule makes a backup while the app is open, and tells it in one toast',
  { tag: '@waits' },
  async ({ profile, launch }) => {
    // Nothing runs in the first minute after a start, so that nobody waits for the disk.
    test.setTimeout(150_000);
    await dueIn(profile, 8);
    const screen = await new BackupScreen(await launch(profile)).open();
    await expect(screen.page.getByText(/Backup made, read back and checked: 12 cases/)).toBeVisible({
      timeout: 120_000,
    });
    await expect(screen.toasts).toHaveCount(1);
    await expect(screen.rows).toHaveCount(1);
    await expect(screen.rows.first()).toContainText('schedule');
    await screen.tab('Schedule');
    await expect(screen.page.getByRole('tabpanel', { name: 'Schedule' })).toContainText(/next/i);
    expect(causebook('--data', profile, 'list').backups).toMatchObject([{ source: 'scheduled' }]);
  },
);

test('the schedule is set on the screen and kept', async ({ profile, launch }) => {
  const first = await launch(profile);
  const screen = await new BackupScreen(first).open();
  await screen.tab('Schedule');
  await screen.page.getByRole('radio', { name: 'Every few hours' }).check();
  await screen.page.getByLabel('Hours between two backups').fill('0');
  await screen.page.getByRole('button', { name: 'Save' }).click();
  await expect(screen.page.getByLabel('Hours between two backups')).toBeFocused();
  await expect(screen.toasts).toHaveCount(0);
  await screen.page.getByLabel('Hours between two backups').fill('6');
  await screen.page.getByRole('button', { name: 'Save' }).click();
  await expect(screen.toasts).toHaveCount(1);
  await expect(screen.page.getByRole('button', { name: 'Save' })).toBeFocused();
  await first.close();
  const again = await new BackupScreen(await launch(profile)).open();
  await again.tab('Schedule');
  await expect(again.page.getByLabel('Hours between two backups')).toHaveValue('6');
});

test('background jobs are stopped and booted around a restore', async ({ profile, folder, launch }) => {
  const filePath = backupOfAnother(folder);
  const screen = await new BackupScreen(await launch(profile)).open();
  await screen.pickFile(filePath);
  await screen.confirmRestore();
  await screen.expectOneToast(/^Restored 4 documents and 5 cases/);
  await screen.closeToasts();
  const log = readFileSync(join(profile, 'logs', 'causebook.log'), 'utf8');
  expect(log.match(/background jobs (stopped|booted)/g)).toEqual([
    'background jobs stopped',
    'background jobs booted',
  ]);
  await screen.tab('Schedule');
  await expect(screen.page.getByRole('tabpanel', { name: 'Schedule' })).toContainText(/next/i);
});

test('a second start shows the first window instead of opening the practice twice', async ({
  profile,
  launch,
}) => {
  const first = await launch(profile);
  await expect(first.page.getByRole('button', { name: 'Cases', exact: true })).toBeVisible();
  const second = await launch(profile).catch((error: unknown) => error);
  expect(second).toBeInstanceOf(Error);
  expect(await first.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
  expect(causebook('--data', profile, 'export')).toMatchObject({ success: false, code: 'BUSY' });
});

test('a practice whose live state cannot be told is not replaced by an empty one', async ({
  profile,
  launch,
}) => {
  rmSync(join(profile, 'data', 'CURRENT'));
  const { page } = await launch(profile);
  await expect(
    page.getByText(/which names the live state of the practice, is missing/).first(),
  ).toBeVisible();
  expect(causebook('--data', profile, 'counts')).toMatchObject({ code: 'PRACTICE_UNREADABLE' });
  await expect(page.getByRole('button', { name: /^Backup safety: At risk/ })).toBeVisible();
  await page.getByRole('button', { name: 'Show the restore points' }).click();
  await page.getByRole('button', { name: /^Go back to this state of/ }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Go back to this state' }).click();
  await expect(page.getByText(/^The practice is back at that state: 12 cases/)).toBeVisible();
});

test('a damaged database is told as what it is, nobody is called safe, and a backup leads out of it', async ({
  profile,
  launch,
}) => {
  expect(causebook('--data', profile, 'export')['success']).toBe(true);
  const generations = join(profile, 'data', 'generations');
  const [live] = readdirSync(generations);
  writeFileSync(join(generations, live!, 'database.sqlite'), 'rubbish '.repeat(5000));
  const running = await launch(profile);
  const { page } = running;
  await expect(page.getByText(/The database of your practice is damaged/).first()).toBeVisible();
  await expect(page.getByText('0 cases')).toHaveCount(0);
  await expect(page.getByRole('button', { name: /^Backup safety: At risk/ })).toBeVisible();
  await page.getByRole('button', { name: 'Restore a backup' }).click();
  const screen = await new BackupScreen(running).open();
  await screen.closeToasts();
  await expect(screen.backUpNow).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Show the ways out' })).toBeVisible();
  await screen.action('Restore…').click();
  await screen.confirmRestore();
  await screen.expectOneToast(/^Restored 10 documents and 12 cases/);
  await expect(page.getByRole('button', { name: /^Backup safety: Safe/ })).toBeVisible();
});
