/** The health of the practice on the screen: checked by a click, damage on the disk found, documents brought back. */
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { BackupScreen } from '../support/backup-screen.ts';
import { DocumentsScreen, fileOf, sha256, stored } from '../support/documents-screen.ts';
import { causebook, digestOf, expect, test } from '../support/fixtures.ts';
import { expectAccessible, expectNoSidewaysScroll, setAppearance } from '../support/looks.ts';

/** Paths of all stored documents. */
function documentsOf(profile: string): string[] {
  const files = join(profile, 'data', 'files');
  return (readdirSync(files, { recursive: true }) as string[])
    .filter((name) => name.length > 60)
    .toSorted()
    .map((name) => join(files, name));
}

function flip(path: string): void {
  const bytes = readFileSync(path);
  bytes[20]! ^= 1;
  writeFileSync(path, bytes);
}

test('a practice is checked by a click, and the last report is there after a restart', async ({
  profile,
  launch,
}) => {
  // The app starts twice, and axe looks three times.
  test.setTimeout(90_000);
  const first = await launch(profile);
  const screen = await new BackupScreen(first).open();
  await screen.tab('Health');
  await expect(screen.page.getByText('This practice was not checked yet.', { exact: false })).toBeVisible();
  await expectAccessible(screen.page);
  await screen.page.getByRole('button', { name: 'Check now' }).click();
  await screen.expectOneToast(/^All \d+ checks passed\.$/);
  const checks = screen.page.getByRole('list', { name: 'Checks' });
  await expect(checks.getByRole('listitem', { name: 'The database', exact: true })).toContainText('is sound');
  await expect(checks.getByText('Problem', { exact: true })).toHaveCount(0);
  await first.close();

  const again = await new BackupScreen(await launch(profile)).open();
  await again.tab('Health');
  await expect(again.page.getByText(/^All \d+ checks passed$/).first()).toBeVisible();
  for (const appearance of ['Light', 'Dark'] as const) {
    await setAppearance(again.page, appearance);
    await expectAccessible(again.page);
    await expectNoSidewaysScroll(again.page);
  }
});

test('documents that are damaged on the disk are found, named, and brought back from a backup', async ({
  profile,
  launch,
}) => {
  test.setTimeout(90_000);
  causebook('--data', profile, 'export');
  const before = digestOf(profile);
  const [damaged, gone] = documentsOf(profile);
  flip(damaged!);
  rmSync(gone!);
  const screen = await new BackupScreen(await launch(profile)).open();
  await screen.tab('Health');
  await screen.page.getByRole('button', { name: 'Check every document' }).click();
  await screen.expectOneToast(/^2 of \d+ checks found a problem\./);
  await screen.closeToasts();
  const present = screen.page.getByRole('listitem', { name: 'The documents and their files' });
  await expect(present).toContainText('files of documents is missing or damaged');
  await expect(present.getByText(/the file is missing\.$/)).toBeVisible();
  await expect(screen.page.getByRole('listitem', { name: 'What the documents hold' })).toContainText(
    'differs from what was stored',
  );
  // It stays, wherever the person goes.
  await expect(screen.page.getByRole('region', { name: 'Safety' })).toContainText('At risk');
  await expectAccessible(screen.page);

  await screen.page.getByRole('button', { name: 'Bring documents back' }).click();
  await screen.expectOneToast(/^2 documents were brought back from causebook-.*\.zip\.$/);
  await expect(screen.page.getByText(/^All \d+ checks passed$/).first()).toBeVisible();
  await expect(screen.page.getByRole('region', { name: 'Safety' })).not.toContainText('At risk');
  expect(digestOf(profile)).toBe(before);
  // The damaged file is kept.
  expect(readdirSync(join(profile, 'quarantine'))).toEqual([expect.stringMatching(/^documents-/)]);
  await screen.closeToasts();
  await screen.tab('History');
  await expect(screen.page.getByRole('cell', { name: /^Documents brought back/ })).toBeVisible();
  const check = screen.page.getByRole('row', { name: /Check of the practice/ });
  await expect(check).toContainText('Problem found');
  await screen.page.getByRole('combobox', { name: 'Outcome' }).selectOption('Something found');
  await expect(check).toBeVisible();
  await expect(screen.page.getByRole('cell', { name: /^Documents brought back/ })).toHaveCount(0);
});

test('a document that is opened and found missing is brought back from there', async ({
  profile,
  folder,
  launch,
}) => {
  const { app, page } = await launch(profile);
  const documents = await new DocumentsScreen({ app, page }).open();
  await documents.drop(fileOf(folder, 'Reply.txt', 'the words of the reply'));
  await documents.expectOneToast(/^Added/);
  await documents.closeToasts();
  await (await new BackupScreen({ app, page }).open()).makeBackup();
  const path = stored(profile, sha256('the words of the reply'));
  rmSync(path);
  await documents.open();
  await documents.view('Reply.txt');
  await page.getByRole('button', { name: 'Bring it back from a backup' }).click();
  await documents.expectOneToast(/^1 document was brought back from causebook-/);
  await expect(page.getByText('the words of the reply')).toBeVisible();
  expect(existsSync(path)).toBe(true);
});

test('a document that is in no backup is named, so that it can be added again by hand', async ({
  profile,
  folder,
  launch,
}) => {
  const { app, page } = await launch(profile);
  const documents = await new DocumentsScreen({ app, page }).open();
  const file = fileOf(folder, 'Only here.txt', 'kept nowhere else');
  await documents.drop(file);
  await documents.expectOneToast(/^Added/);
  await documents.closeToasts();
  rmSync(stored(profile, sha256('kept nowhere else')));
  const screen = await new BackupScreen({ app, page }).open();
  await screen.tab('Health');
  await page.getByRole('button', { name: 'Check now' }).click();
  await screen.expectOneToast(/found a problem/);
  await screen.closeToasts();
  await page.getByRole('button', { name: 'Bring documents back' }).click();
  await screen.expectOneToast(/^1 document is in no backup that can be reached: Only here\.txt/);
  await expect(page.getByRole('note').filter({ hasText: 'Only here.txt' })).toBeVisible();
  await screen.closeToasts();
  await documents.open();
  await documents.drop(file);
  await documents.expectOneToast(/^Added/);
  await documents.closeToasts();
  await screen.open();
  await screen.tab('Health');
  await page.getByRole('button', { name: 'Check now' }).click();
  await screen.expectOneToast(/^All \d+ checks passed\.$/);
});
