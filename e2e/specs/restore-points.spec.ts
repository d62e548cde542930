/** Restore points on the screen: kept, named, looked into, gone back to, told to expire, deleted. */
import { BackupScreen } from '../support/backup-screen.ts';
import { causebook, digestOf, expect, test } from '../support/fixtures.ts';

test('a state is kept under a name, looked into, gone back to, and is still there', async ({
  profile,
  launch,
}) => {
  test.setTimeout(90_000);
  const before = digestOf(profile);
  const screen = await new BackupScreen(await launch(profile)).open();
  const { page, dialog } = screen;
  await screen.tab('Restore points');
  await page.getByRole('button', { name: 'Keep this state…' }).click();
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Before the merger');
  await dialog.getByRole('button', { name: 'Keep this state' }).click();
  await screen.expectOneToast(/^This state is kept: 12 cases/);
  await screen.closeToasts();
  const row = page.getByRole('row', { name: /Before the merger/ });
  await expect(row).toContainText('Kept by hand');
  await expect(row).toContainText('Never expires.');
  await expect(page.getByRole('button', { name: 'Undo last restore' })).toHaveCount(0);

  await page.getByRole('button', { name: 'Tasks', exact: true }).click();
  await page.getByRole('textbox', { name: 'New task' }).fill('Written after the state was kept');
  await page.keyboard.press('Enter');
  await expect(
    page.getByRole('button', { name: 'Written after the state was kept', exact: true }),
  ).toBeVisible();
  await screen.open();
  await screen.closeToasts();
  await screen.tab('Restore points');
  await page.getByRole('button', { name: /^Details of .*: Before the merger$/ }).click();
  await expect(dialog).toContainText('1 task would disappear.', { timeout: 20_000 });
  await expect(dialog).toContainText('Shares 10 files with other states.');
  await page.keyboard.press('Escape');
  // The details slide away; until then there would be two dialogs.
  await expect(dialog).toHaveCount(0);

  await page.getByRole('button', { name: /^Go back to this state of .*: Before the merger$/ }).click();
  await expect(dialog).toContainText('The kept state itself stays as it is.');
  await dialog.getByRole('button', { name: 'Go back to this state' }).click();
  await screen.expectOneToast(/^The practice is back at that state: 12 cases/);
  expect(digestOf(profile)).toBe(before);
  await expect(row).toBeVisible();
  await screen.closeToasts();
  await page.getByRole('button', { name: 'Undo last restore' }).click();
  await dialog.getByRole('button', { name: 'Undo last restore' }).click();
  await screen.expectOneToast(/^The restore was undone: 12 cases/);
  expect(digestOf(profile)).not.toBe(before);
});

test('a restore point is renamed, told to expire, and deleted', async ({ profile, launch }) => {
  causebook('--data', profile, 'restore-points', 'keep', '--name', 'Old name');
  const screen = await new BackupScreen(await launch(profile)).open();
  const { page, dialog } = screen;
  await screen.tab('Restore points');
  await screen.action('Name and expiry…', page.getByRole('row', { name: /Old name/ })).click();
  await dialog.getByRole('textbox', { name: 'Name' }).fill('New name');
  await dialog.getByRole('combobox', { name: 'Expires' }).selectOption('In 30 days');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await screen.expectOneToast(/^The restore point is called “New name”\. It expires on/);
  await screen.closeToasts();
  const row = page.getByRole('row', { name: /New name/ });
  await expect(row).toContainText('Expires on');
  const remove = screen.action('Delete…', row);
  const asked = await screen.answerQuestion('no');
  await remove.click();
  await expect.poll(asked).toContain('“New name”, the state of');
  await expect(row).toBeVisible();
  await expect(screen.toasts).toHaveCount(0);
  await screen.answerQuestion('yes');
  await remove.click();
  await screen.expectOneToast(/^The restore point was deleted\./);
  await expect(page.getByText('There is nothing to undo.')).toBeVisible();
});
