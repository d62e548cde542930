/** A practice that cannot be opened: one calm screen, and every way out of it by clicking. */
import { createHash } from 'node:crypto';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { databaseFile, generationsOf, loseHead, loseHearings, loseIndexes } from '../support/damage.ts';
import { causebook, digestOf, expect, test } from '../support/fixtures.ts';
import { expectAccessible, expectNoSidewaysScroll, setAppearance } from '../support/looks.ts';
import { practiceDatabase } from '../support/practice-database.ts';

const hashOf = (file: string): string => createHash('sha256').update(readFileSync(file)).digest('hex');
const heading = (page: Page) =>
  page.getByRole('heading', { name: 'Your practice cannot be opened', level: 1 });
const toast = (page: Page, words: RegExp) => page.getByRole('region', { name: /Messages/ }).getByText(words);

test('lost indexes are repaired by one click, and not an entry is missing', async ({ profile, launch }) => {
  const before = digestOf(profile);
  loseIndexes(profile);
  const file = databaseFile(profile);
  const hash = hashOf(file);
  const { page } = await launch(profile);
  await expect(heading(page)).toBeVisible();
  await expect(page.getByText('Nothing was changed.').first()).toBeVisible();
  await expect(page.getByText('Every entry can be read.', { exact: false })).toBeVisible({ timeout: 20_000 });
  await expect(page.getByText(/^Every entry is kept: 12\scases/)).toBeVisible();
  await page.getByRole('button', { name: 'Repair', exact: true }).click();
  await expect(toast(page, /^Your practice is repaired\. Every entry was kept: 12 cases/)).toBeVisible({
    timeout: 20_000,
  });
  await expect(page.getByRole('button', { name: 'Today', exact: true })).toHaveAttribute(
    'aria-current',
    'page',
  );
  expect(digestOf(profile)).toBe(before);
  expect(hashOf(file)).toBe(hash);
});

test('what can be read is read, the figures are exact, and what is missing is listed by name', async ({
  profile,
  launch,
}) => {
  test.setTimeout(60_000);
  const { hearings } = causebook('--data', profile, 'counts') as { hearings: number };
  const lost = loseHearings(profile);
  expect(lost).toBeGreaterThan(0);
  const file = databaseFile(profile);
  const hash = hashOf(file);
  const { page } = await launch(profile);
  await expect(page.getByText(new RegExp(`\\b${lost} hearings could not be read\\.`))).toBeVisible({
    timeout: 20_000,
  });
  // Nobody has said who they are, so nothing is named yet.
  await expect(page.getByText(/Hearing of/)).toHaveCount(0);
  await page.getByRole('button', { name: 'Go on with what can be read…' }).click();
  const dialog = page.getByRole('dialog');
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Go on with what can be read' }).click();
  const report = page.getByRole('dialog', { name: 'What came of it' });
  await expect(report).toBeVisible({ timeout: 20_000 });
  await expect(report).toContainText(`${lost} hearings could not be read.`);
  await expect(report.getByRole('listitem')).toHaveCount(lost);
  await expect(report.getByRole('listitem').first()).toHaveText(/^Hearing of \d{1,2} \p{L}+ \d{4}, /u);
  await expectAccessible(page);
  await expect(toast(page, /^Recovered \d+ of at least \d+ entries\./)).toBeVisible();
  await expect(page.getByText(/repaired/i)).toHaveCount(0);
  await report.getByRole('button', { name: 'Close' }).last().click();
  await page.getByRole('button', { name: 'Cases', exact: true }).click();
  await expect(page.getByText('12 cases', { exact: true })).toBeVisible();
  expect(causebook('--data', profile, 'counts')['hearings']).toBe(hearings - lost);
  expect(hashOf(file)).toBe(hash);
});

test('the newest backup is restored together with the newer entries that are chosen, by keyboard', async ({
  profile,
  launch,
}) => {
  test.setTimeout(90_000);
  expect(causebook('--data', profile, 'export')['success']).toBe(true);
  const database = practiceDatabase(profile);
  database.exec(
    `UPDATE cases SET stage = 'Judgment reserved', updatedAt = '2026-11-20T08:00:00.000Z' WHERE rowid <= 2`,
  );
  database.close();
  const before = digestOf(profile);
  loseHead(profile);
  const { page } = await launch(profile);
  const lookFor = page.getByRole('button', { name: 'Look for newer entries…' });
  await expect(page.getByText(/have to be looked for one by one/)).toBeVisible({ timeout: 20_000 });
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
  await lookFor.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Which newer entries come along?' });
  await expect(dialog).toContainText('2 of 2 chosen', { timeout: 30_000 });
  await expect(dialog.getByRole('checkbox')).toHaveCount(2);
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'None' }).press('Enter');
  await expect(dialog.getByRole('button', { name: 'Restore the backup' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(lookFor).toBeFocused();
  await lookFor.press('Enter');
  await expect(dialog).toContainText('2 of 2 chosen', { timeout: 30_000 });
  await dialog.getByRole('button', { name: 'Restore with 2 newer entries' }).press('Enter');
  await expect(toast(page, /^Restored from a backup, with 2 newer entries: 12 cases/)).toBeVisible({
    timeout: 30_000,
  });
  expect(digestOf(profile)).toBe(before);
});

test('the backup screen of a practice that cannot be opened offers nothing that cannot be done, and leads back', async ({
  profile,
  launch,
}) => {
  loseHearings(profile);
  const { page } = await launch(profile);
  await expect(heading(page)).toBeVisible();
  await page.getByRole('button', { name: 'Backup', exact: true }).click();
  const safety = page.getByRole('region', { name: 'Safety' });
  await expect(safety).toContainText('Cannot be opened');
  await expect(page.getByRole('button', { name: 'Back up now' })).toHaveCount(0);
  await page.getByRole('tab', { name: 'Health' }).click();
  await expect(page.getByText('A practice that cannot be opened cannot be checked.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Check now' })).toHaveCount(0);
  await page.getByRole('tab', { name: 'Restore points' }).click();
  await expect(page.getByText('There is nothing to undo.', { exact: false })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Keep this state…' })).toHaveCount(0);
  await expectAccessible(page);
  await safety.getByRole('button', { name: 'Show the ways out' }).click();
  await expect(heading(page)).toBeVisible();
});

test('when nobody can tell which state was live, the person chooses, and nothing is touched before', async ({
  profile,
  launch,
}) => {
  const before = digestOf(profile);
  rmSync(join(profile, 'data', 'CURRENT'));
  const states = generationsOf(profile);
  const { page, close } = await launch(profile);
  await expect(heading(page)).toBeVisible();
  await expect(page.getByText(/is missing\. Nothing was changed\./).first()).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Choose the state to go on with' })).toBeVisible();
  await expectAccessible(page);
  await setAppearance(page, 'Dark');
  await expectAccessible(page);
  await close();
  expect(generationsOf(profile)).toEqual(states);
  const again = await launch(profile);
  await again.page.getByRole('button', { name: /^Open this state of/ }).click();
  await expect(toast(again.page, /^The practice is back at that state: 12 cases/)).toBeVisible();
  await expect(again.page.getByRole('button', { name: 'Today', exact: true })).toBeVisible();
  expect(digestOf(profile)).toBe(before);
});

test('a database of a newer Causebook is not taken apart: the screen says what helps', async ({
  profile,
  launch,
}) => {
  const database = practiceDatabase(profile);
  database.pragma('user_version = 99');
  database.close();
  const { page } = await launch(profile);
  await expect(page.getByText(/was last used with a newer version of Causebook/).first()).toBeVisible();
  await expect(page.getByRole('button', { name: 'Try again' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Go on with what can be read…' })).toHaveCount(0);
  await page.getByRole('button', { name: 'Copy details for support' }).click();
  await expect(toast(page, /They name no entry of your practice/)).toBeVisible();
});
