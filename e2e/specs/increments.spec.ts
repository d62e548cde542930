/** Backups of only what is new: what would go into one, making it, what it needs, and the way back to full ones. */
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { BackupScreen } from '../support/backup-screen.ts';
import { dueIn } from '../support/due-schedule.ts';
import { causebook, digestOf, expect, test } from '../support/fixtures.ts';
import { expectAccessible, expectNoSidewaysScroll, setAppearance } from '../support/looks.ts';
import { practiceDatabase } from '../support/practice-database.ts';

/** A case is renamed, a hearing is gone, and the largest document is another file than before. */
function work(profile: string): void {
  const database = practiceDatabase(profile);
  database.exec(`
    UPDATE cases SET stage = 'Judgment reserved' WHERE id IN (SELECT id FROM cases ORDER BY id LIMIT 2);
    DELETE FROM hearings WHERE id = (SELECT id FROM hearings h
      WHERE id NOT IN (SELECT hearingId FROM orders WHERE hearingId IS NOT NULL) ORDER BY id LIMIT 1);
    DELETE FROM documents WHERE id = (SELECT id FROM documents d
      WHERE id NOT IN (SELECT documentId FROM orders WHERE documentId IS NOT NULL) ORDER BY size DESC LIMIT 1);`);
  database.close();
}

test('what is new is shown before it is backed up, and the backup then needs the other file', async ({
  profile,
  launch,
}) => {
  const full = causebook('--data', profile, 'export', '--name', 'Before the vacation');
  work(profile);
  const screen = await new BackupScreen(await launch(profile)).open();
  await screen.openOptions();
  await screen.onlyWhatIsNew.check();
  await expect(screen.basePicker.locator('option:checked')).toHaveText(/Before the vacation.*recommended/);
  await expect(screen.whatIsNew).toContainText('2 changed', { timeout: 20_000 });
  await expect(screen.whatIsNew).toContainText('1 removed');
  await expect(screen.whatIsNew).toContainText('Documents that are gone: 1');
  await expect(screen.whatIsNew).toContainText('Both are estimates.');
  await expect(screen.whatIsNew).toContainText('1 other file will be needed');
  await screen.backUpNow.click();
  await screen.expectOneToast(/It holds only what is new since causebook-.*needs 1 other file/);
  await screen.closeToasts();
  await expect(screen.rows).toHaveCount(2);
  await expect(screen.rows.first()).toContainText('Increment');
  await expect(screen.rows.first()).toContainText('needs 1 file');
  await expect(screen.rows.last()).toContainText('needed by 1');
  await screen.action('Details').click();
  await expect(screen.dialog).toContainText('only what is new since the backup of');
  await expect(screen.dialog).toContainText(full['filePath'].split('/').at(-1));
});

test('the choice, the list and the details can be read in both looks', async ({ profile, launch }) => {
  test.setTimeout(60_000);
  causebook('--data', profile, 'export');
  work(profile);
  const screen = await new BackupScreen(await launch(profile)).open();
  await screen.makeIncrement();
  await screen.openOptions();
  await screen.onlyWhatIsNew.check();
  await expect(screen.whatIsNew).toContainText('Nothing has changed', { timeout: 20_000 });
  for (const appearance of ['Dark', 'Light'] as const) {
    await setAppearance(screen.page, appearance);
    await expectAccessible(screen.page);
  }
  await expectNoSidewaysScroll(screen.page);
  await screen.action('Details').click();
  await expect(screen.dialog.getByRole('button', { name: 'Make a full backup of it' })).toBeVisible();
  await expectAccessible(screen.page);
});

test('a backup that another needs cannot be deleted until a full one was made of the other', async ({
  profile,
  launch,
}) => {
  causebook('--data', profile, 'export');
  const screen = await new BackupScreen(await launch(profile)).open();
  await screen.makeIncrement();
  const remove = await screen.menuItem('Delete…', screen.rows.last());
  await expect(remove).toHaveAttribute('aria-disabled', 'true');
  await expect(remove).toHaveAccessibleName(/Another backup needs this one/);
  const asked = await screen.answerQuestion('yes');
  await remove.click({ force: true });
  await screen.closeMenu();
  await screen.action('Details').click();
  await screen.dialog.getByRole('button', { name: 'Make a full backup of it' }).click();
  await screen.expectOneToast(/is a full backup of the same moment/);
  await screen.closeToasts();
  await expect(screen.rows).toHaveCount(3);
  const increment = screen.rows.filter({ hasText: 'Increment' });
  expect(await asked()).toBe('');
  await screen.action('Delete…', increment).click();
  await screen.expectOneToast(/^Deleted causebook-/);
  expect(await asked()).toMatch(/^Delete the backup causebook-/);
  await screen.closeToasts();
  await expect(screen.rows).toHaveCount(2);
  await expect(await screen.menuItem('Delete…', screen.rows.last())).toHaveAttribute(
    'aria-disabled',
    'false',
  );
});

test('an increment restores to what was backed up; without its base it says which file is needed', async ({
  profile,
  launch,
}) => {
  const { filePath } = causebook('--data', profile, 'export');
  work(profile);
  const before = digestOf(profile);
  const running = await launch(profile);
  const screen = await new BackupScreen(running).open();
  await screen.makeIncrement();
  const away = join(profile, '..', 'away.zip');
  renameSync(filePath, away);
  const name = filePath.split('/').at(-1);
  for (const action of ['Verify', 'Restore…'] as const) {
    await screen.action(action).click();
    await screen.expectOneToast(new RegExp(`needs the backup of .*${name}, and that file is not there`));
    await screen.closeToasts();
  }
  await expect(screen.dialog).toHaveCount(0);
  await expect(screen.rows.first()).toContainText('Needed file missing');
  renameSync(away, filePath);
  await running.close();
  const changed = practiceDatabase(profile);
  changed.exec("UPDATE cases SET title = 'Lost'");
  changed.close();
  const again = await new BackupScreen(await launch(profile)).open();
  await again.action('Restore…').click();
  await again.confirmRestore();
  await again.expectOneToast(/^Restored/);
  expect(digestOf(profile)).toBe(before);
});

test('an increment whose base is found to be damaged is not called proven any more, and says which file it is', async ({
  profile,
  launch,
}) => {
  const { filePath } = causebook('--data', profile, 'export');
  work(profile);
  const screen = await new BackupScreen(await launch(profile)).open();
  await screen.makeIncrement();
  await screen.action('Prove').click();
  await screen.expectOneToast(/restored/i);
  await screen.closeToasts();
  const increment = screen.rows.first();
  await expect(increment).toContainText('Proven restorable');
  const bytes = readFileSync(filePath);
  bytes[bytes.length >> 1]! ^= 1;
  writeFileSync(filePath, bytes);
  await screen.action('Verify', screen.rows.last()).click();
  await screen.expectOneToast(/is damaged/);
  await screen.closeToasts();
  await expect(increment).toContainText('Needed file damaged');
  await expect(increment).not.toContainText('Proven');
  const name = basename(filePath);
  await expect(increment).toContainText(name);
  await screen.action('Details', increment).click();
  await expect(screen.dialog).toContainText(
    `It cannot be restored without ${name}, which did not pass a check. Put a good copy of that file in its place`,
  );
  await expect(screen.dialog).toContainText(`${name} (did not pass a check)`);
  await expectAccessible(screen.page);
});

test('there is nothing to build on before the first full backup, and what cannot be built on says why', async ({
  profile,
  launch,
}) => {
  const screen = await new BackupScreen(await launch(profile)).open();
  await screen.openOptions();
  await expect(screen.onlyWhatIsNew).toBeDisabled();
  await expect(screen.page.getByText('There is no backup yet that it could build on.')).toBeVisible();
  await screen.page.getByRole('checkbox', { name: /^Documents/ }).uncheck();
  await screen.backUpNow.click();
  await screen.expectOneToast(/without documents/);
  await screen.closeToasts();
  await expect(screen.onlyWhatIsNew).toBeDisabled();
  await screen.page.getByRole('checkbox', { name: /^Documents/ }).check();
  await screen.backUpNow.click();
  await screen.expectOneToast(/^Backup made/);
  await screen.closeToasts();
  await screen.onlyWhatIsNew.check();
  await expect(screen.basePicker.locator('option[disabled]')).toHaveText(/It does not hold everything/);
  await expect(screen.whatIsNew).toContainText('Nothing has changed since that backup.', { timeout: 20_000 });
  await screen.page.getByRole('checkbox', { name: /^Documents/ }).uncheck();
  await expect(
    screen.page.getByRole('note').getByText('A backup of what is new holds all three parts.'),
  ).toBeVisible();
});

test('the schedule says how often a backup is a full one', async ({ profile, launch }) => {
  const screen = await new BackupScreen(await launch(profile)).open();
  await screen.tab('Schedule');
  const panel = screen.page.getByRole('tabpanel', { name: 'Schedule' });
  await expect(panel).toContainText('Every 7th one. Those between hold only what is new.');
  const every = panel.getByRole('textbox', { name: 'A full backup every so many times' });
  await every.fill('0');
  await panel.getByRole('button', { name: 'Save schedule' }).click();
  await expect(panel).toContainText('Enter a whole number from 1 to 100.');
  await expect(every).toBeFocused();
  await every.fill('3');
  await panel.getByRole('button', { name: 'Save schedule' }).click();
  await screen.expectOneToast(/schedule of the automatic backups was saved/);
  await expect(panel).toContainText('Every 3rd one.');
  await expectAccessible(screen.page);
});

test(
  'between full backups the schedule makes one of only what is new, and says so',
  { tag: '@waits' },
  async ({ profile, launch }) => {
    // Nothing runs in the first minute after a start, so that nobody waits for the disk.
    test.setTimeout(150_000);
    const full = causebook('--data', profile, 'export');
    await dueIn(profile, 8, 7);
    const screen = await new BackupScreen(await launch(profile)).open();
    await expect(screen.page.getByText(/It holds only what is new since causebook-/)).toBeVisible({
      timeout: 120_000,
    });
    await expect(screen.rows).toHaveCount(2);
    await expect(screen.rows.first()).toContainText('Increment');
    expect(causebook('--data', profile, 'list').backups).toMatchObject([
      { source: 'scheduled', increment: { base: full['backupId'] } },
      { source: 'manual', neededBy: 1 },
    ]);
  },
);
