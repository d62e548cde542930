/** Which backups are kept: the rules, protection, what goes by itself, and the alarm when the practice became too small. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Catalog } from '../../packages/backup/src/index.ts';
import { defaultRetention } from '../../packages/contracts/src/index.ts';
import { profilePaths } from '../../packages/data/src/index.ts';
import { BackupScreen } from '../support/backup-screen.ts';
import { causebook, expect, test } from '../support/fixtures.ts';
import { expectAccessible, expectNoSidewaysScroll, setAppearance } from '../support/looks.ts';
import { practiceDatabase } from '../support/practice-database.ts';

const none = { keepDays: 0, keepHourly: 0, keepDaily: 0, keepWeekly: 0, keepMonthly: 0, keepYearly: 0 };

/** The rules of a profile that no app holds: only the latest, also of those made by hand. */
async function keepOnlyTheLatest(profile: string): Promise<void> {
  const { catalog } = await Catalog.open(profilePaths(profile), new Date());
  const policy = { ...defaultRetention, ...none, includeManual: true, keepLast: 1 };
  await catalog.putSetting('retention', JSON.stringify(policy));
  catalog.close();
}

const backUp = (profile: string, ...options: string[]): string =>
  causebook('--data', profile, 'export', ...options)['backupId'];

test('a protected backup says so, and is not deleted until it is protected no more', async ({
  profile,
  launch,
}) => {
  backUp(profile);
  const screen = await new BackupScreen(await launch(profile)).open();
  await screen.action('Protect').click();
  await screen.expectOneToast(/is protected: it stays until you stop protecting it/);
  await screen.closeToasts();
  await expect(screen.rows.first()).toContainText('Protected');
  const remove = await screen.menuItem('Delete…');
  await expect(remove).toHaveAttribute('aria-disabled', 'true');
  await expect(remove).toHaveAccessibleName(/It is protected\. Stop protecting it first\.$/);
  await screen.closeMenu();
  await screen.action('Details').click();
  await expect(screen.dialog).toContainText(/Kept because\s*It is protected/);
  await screen.page.keyboard.press('Escape');
  await screen.action('Stop protecting').click();
  await screen.expectOneToast(/is not protected any more/);
  await screen.closeToasts();
  await screen.answerQuestion('yes');
  await screen.action('Delete…').click();
  await screen.expectOneToast(/^Deleted causebook/);
});

test('what other rules would do is shown before they are saved; what no rule keeps is removed when asked', async ({
  profile,
  launch,
}) => {
  for (let index = 0; index < 3; index += 1) backUp(profile);
  const latest = causebook('--data', profile, 'list')['backups'][0].backupId;
  causebook('--data', profile, 'drill', latest);
  const running = await launch(profile);
  const { page } = running;
  const screen = await new BackupScreen(running).open();
  await screen.tab('What is kept');
  await expect(page.getByText('With these rules every backup that is there now stays.')).toBeVisible();
  await expect(page.getByText(/^If the schedule goes on as it is/)).toBeVisible();
  await page.getByRole('radio', { name: 'Own numbers' }).check();
  for (const label of [
    'Days with all backups',
    'Hours with one each',
    'Days with one each',
    'Weeks with one each',
    'Months with one each',
    'Years with one each',
  ])
    await page.getByLabel(label).fill('0');
  await page.getByLabel('Latest backups').fill('none');
  await page.getByRole('button', { name: 'Save rules' }).click();
  await expect(page.getByLabel('Latest backups')).toBeFocused();
  await expect(screen.toasts).toHaveCount(0);
  await page.getByLabel('Latest backups').fill('1');
  await page.getByLabel('These rules are also for backups that were made by hand').check();
  await expect(page.getByText(/^With these rules 1 backup stays and 2 go, which frees/)).toBeVisible();
  await expect(page.getByText('They are not saved yet.', { exact: false })).toBeVisible();
  const table = page.getByRole('table', { name: 'What happens to the backups' });
  await expect(table.getByText('Goes')).toHaveCount(2);
  await expect(table.getByText('No rule keeps it.')).toHaveCount(2);
  await expect(table).toContainText('The latest that is proven restorable; the latest.');
  expect(causebook('--data', profile, 'list')['backups']).toHaveLength(3);
  await page.getByRole('button', { name: 'Save rules' }).click();
  await screen.expectOneToast('The rules for keeping backups were saved.');
  await screen.closeToasts();
  await page.getByRole('button', { name: 'Remove 2 old backups now…' }).click();
  await screen.dialog.getByRole('button', { name: 'Remove 2 old backups' }).click();
  await screen.expectOneToast(/^2 old backups were removed; .* freed\.$/);
  await expect(page.getByRole('tabpanel', { name: 'What is kept' })).toContainText(
    /Removed last.*: 2 backups were removed, .* freed\./,
  );
  expect(readdirSync(join(profile, 'backups')).filter((name) => name.endsWith('.zip'))).toHaveLength(1);
  await screen.tab('History');
  await expect(page.getByRole('cell', { name: /^Deleted causebook-.*no rule keeps it/ })).toHaveCount(2);
});

test('a simple choice is enough, is shown again from its numbers, and leads to own ones', async ({
  profile,
  launch,
}) => {
  backUp(profile);
  const running = await launch(profile);
  const { page } = running;
  const screen = await new BackupScreen(running).open();
  await screen.tab('What is kept');
  const choice = (name: string) => page.getByRole('radio', { name, exact: true });
  await expect(choice('As usual')).toBeChecked();
  await expect(page.getByLabel('Latest backups')).toHaveCount(0);
  await expect(choice('Little')).toHaveAccessibleDescription(
    /one a week for 4 weeks, one a month for 6 months/,
  );
  await choice('Little').check();
  await expect(page.getByText('They are not saved yet.', { exact: false })).toBeVisible();
  await page.getByRole('button', { name: 'Save rules' }).click();
  await screen.expectOneToast('The rules for keeping backups were saved.');
  await screen.closeToasts();
  await screen.tab('Backups');
  await screen.tab('What is kept');
  await expect(choice('Little')).toBeChecked();
  await choice('Own numbers').check();
  await expect(page.getByLabel('Weeks with one each')).toHaveValue('4');
  await page.getByLabel('Weeks with one each').fill('5');
  await page.getByRole('button', { name: 'Save rules' }).click();
  await screen.expectOneToast('The rules for keeping backups were saved.');
  await screen.tab('Backups');
  await screen.tab('What is kept');
  await expect(choice('Own numbers')).toBeChecked();
  await expect(page.getByLabel('Weeks with one each')).toHaveValue('5');
});

test('when nothing is proven, nothing can be removed, and the screen says why', async ({
  profile,
  launch,
}) => {
  await keepOnlyTheLatest(profile);
  for (let index = 0; index < 2; index += 1) backUp(profile);
  const running = await launch(profile);
  const screen = await new BackupScreen(running).open();
  await screen.tab('What is kept');
  await expect(running.page.getByText('Nothing is removed at the moment.')).toBeVisible();
  await expect(
    running.page.getByText('No backup of this practice is proven restorable yet, so every one is kept.'),
  ).toBeVisible();
});

test(
  'old backups go by themselves once a newer one is proven, and one toast tells it',
  { tag: '@waits' },
  async ({ profile, launch }) => {
    // Nothing runs in the first minute after a start, so that nobody waits for the disk.
    test.setTimeout(180_000);
    await keepOnlyTheLatest(profile);
    for (let index = 0; index < 3; index += 1) backUp(profile);
    const screen = await new BackupScreen(await launch(profile)).open();
    await expect(screen.page.getByText(/^2 old backups were removed; .* freed\.$/)).toBeVisible({
      timeout: 150_000,
    });
    await expect(screen.toasts).toHaveCount(1);
    await expect(screen.rows).toHaveCount(1);
  },
);

test('the practice became empty: an alarm that stays, told once, until the person says that it is right', async ({
  profile,
  launch,
}) => {
  const good = backUp(profile);
  const database = practiceDatabase(profile);
  database.exec('DELETE FROM tasks; DELETE FROM orders; DELETE FROM documents; DELETE FROM hearings;');
  database.exec('DELETE FROM parties; DELETE FROM cases;');
  database.close();
  const first = await launch(profile);
  const screen = await new BackupScreen(first).open();
  await screen.backUpNow.click();
  const messages = screen.page.getByRole('region', { name: 'Messages' });
  await expect(messages.getByText('Please look at your backups')).toHaveCount(1, { timeout: 20_000 });
  await expect(screen.toasts).toHaveCount(2);
  await expect(screen.page.getByText('Is something missing from your practice?')).toBeVisible();
  await expect(screen.page.getByRole('button', { name: /^Backup safety: At risk/ })).toBeVisible();
  await expect(screen.rows.last()).toContainText('Protected by Causebook');
  await first.close();

  const again = await launch(profile);
  const { page } = again;
  const later = await new BackupScreen(again).open();
  await expect(page.getByText('Is something missing from your practice?')).toBeVisible();
  await expect(later.toasts).toHaveCount(0);
  await expectAccessible(page);
  await page.getByRole('button', { name: 'These numbers are right…' }).click();
  await later.dialog.getByRole('button', { name: 'These numbers are right' }).click();
  await later.expectOneToast(/^You said that this is right/);
  await expect(page.getByText('Is something missing from your practice?')).toHaveCount(0);
  await expect(later.rows.last()).toContainText('Protected by Causebook');
  await page.getByRole('button', { name: 'Activity', exact: true }).click();
  await expect(page.getByText(/Said that what looked wrong in the backups is right/)).toBeVisible();
  await again.close();
  expect(causebook('--data', profile, 'delete', good, '--yes')).toMatchObject({ code: 'PROTECTED' });
});

test('a restore of the last good backup ends the alarm', async ({ profile, launch }) => {
  backUp(profile);
  const database = practiceDatabase(profile);
  database.exec('DELETE FROM hearings');
  database.close();
  backUp(profile);
  const running = await launch(profile);
  const screen = await new BackupScreen(running).open();
  await running.page.getByRole('button', { name: 'Restore the last good backup…' }).click();
  await screen.confirmRestore();
  await screen.expectOneToast(/^Restored/);
  await expect(running.page.getByText('Is something missing from your practice?')).toHaveCount(0);
});

test('the rules are free of violations that axe can find, light and dark, also in a narrow window', async ({
  profile,
  launch,
}) => {
  backUp(profile, '--protect');
  backUp(profile);
  const { app, page } = await launch(profile);
  const screen = await new BackupScreen({ app, page }).open();
  for (const appearance of ['Light', 'Dark'] as const) {
    await setAppearance(page, appearance);
    await screen.tab('Backups');
    await expect(screen.rows).toHaveCount(2);
    await expectAccessible(page);
    await screen.tab('What is kept');
    await expect(page.getByRole('button', { name: 'Save rules' })).toBeVisible();
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
  }
});
