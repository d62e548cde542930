/** The search over everything: by keyboard, over all kinds of entries, with whatever a person types. */
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { causebook, expect, test } from '../support/fixtures.ts';
import { practiceDatabase } from '../support/practice-database.ts';

const field = (page: Page) => page.getByRole('combobox', { name: 'Search everything' });
const openSearch = async (page: Page): Promise<void> => {
  await expect(page.getByRole('button', { name: 'Cases', exact: true })).toBeVisible();
  // Whoever types at once loses no letter: nothing is waited for.
  await page.keyboard.press('Control+k');
};
const options = (page: Page) => page.getByRole('listbox', { name: 'Search results' }).getByRole('option');
const group = (page: Page, name: string) => page.getByRole('group', { name });

/** A case with one entry of every kind, each with a word that nothing else has. */
function addEntries(profile: string): void {
  const database = practiceDatabase(profile);
  try {
    database.exec(`
      INSERT INTO cases (id, number, title, kind, court, judge, stage, status, clientName, clientContact, opponent,
          reference, notes, lawyerId, filedOn, createdAt, updatedAt)
        VALUES ('c', 'WP(C) 123/2024', 'Quillfeather v. Ñandú', '', 'High Court of Kerala', '', '', 'open', '', '', '', '',
          'ग्राहक हिंदी में', NULL, NULL, '2026-01-01T00:00:00.000Z', '2026-01-01T00:00:00.000Z');
      INSERT INTO parties (id, caseId, position, side, name, role, counsel, contact)
        VALUES ('p', 'c', 0, 'other', 'Zebediah O''Brien', 'Guarantor', '', '');
      INSERT INTO hearings (id, caseId, day, time, court, purpose, outcome, notes, createdAt, room)
        VALUES ('h', 'c', '2026-01-05', NULL, '', 'Evidence of PW-1', 'Heard',
          'The witness spoke of a xylophone that was never delivered.', '2026-01-01T00:00:00.000Z', '');
      INSERT INTO tasks (id, caseId, title, notes, createdAt)
        VALUES ('t', 'c', 'Buy yellowish stamp paper', '', '2026-01-01T00:00:00.000Z'),
               ('u', NULL, 'Renew the wordless licence', '', '2026-01-01T00:00:00.000Z');
      INSERT INTO orders (id, caseId, orderedOn, title, summary, createdAt)
        VALUES ('o', 'c', '2026-01-05', 'Vexatious order', '', '2026-01-01T00:00:00.000Z');
      INSERT INTO documents (id, caseId, name, mediaType, size, sha256, addedAt, tags)
        SELECT 'd', 'c', 'Umbrella deed.pdf', mediaType, size, sha256, addedAt, '["original"]' FROM documents LIMIT 1;
    `);
  } finally {
    database.close();
  }
}

test('is opened, steered and closed by the keyboard alone', async ({ profile, launch }) => {
  const { page } = await launch(profile);
  const { cases } = causebook('--data', profile, 'counts');
  expect(cases).toBeGreaterThan(0);
  const before = page.getByRole('button', { name: 'Cases', exact: true });
  await before.focus();
  await openSearch(page);
  await expect(field(page)).toBeFocused();
  await page.keyboard.type('v');
  await expect(options(page).first()).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('ArrowDown');
  await expect(options(page).nth(1)).toHaveAttribute('aria-selected', 'true');
  const id = await options(page).nth(1).getAttribute('id');
  await expect(field(page)).toHaveAttribute('aria-activedescendant', id!);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(before).toBeFocused();
  await openSearch(page);
  await expect(field(page)).toHaveValue('');
  await page.keyboard.type('v');
  await expect(options(page).first()).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Cases', exact: true })).toHaveAttribute(
    'aria-current',
    'page',
  );
});

test('finds and opens entries of every kind', async ({ profile, launch }) => {
  addEntries(profile);
  const { page } = await launch(profile);
  const finds = [
    ['quillf', 'Cases', 'Cases'],
    ['zebediah', 'Parties', 'Cases'],
    ['xylo', 'Hearings', 'Cases'],
    ['yellowish paper', 'Tasks', 'Cases'],
    ['wordless', 'Tasks', 'Tasks'],
    ['vexatious', 'Orders', 'Cases'],
    ['umbrella', 'Documents', 'Documents'],
  ] as const;
  for (const [words, kind, screen] of finds) {
    await openSearch(page);
    await page.keyboard.type(words);
    const found = group(page, kind).getByRole('option');
    await expect(found).toHaveCount(1);
    await found.click();
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await expect(page.getByRole('button', { name: screen, exact: true })).toHaveAttribute(
      'aria-current',
      'page',
    );
  }
});

test('says where an entry belongs and why it was found, and finds a case by words of its parties', async ({
  profile,
  launch,
}) => {
  addEntries(profile);
  const { page } = await launch(profile);
  await openSearch(page);
  await page.keyboard.type('xylophone');
  await expect(group(page, 'Hearings').getByRole('option')).toContainText(
    'WP(C) 123/2024 Quillfeather v. Ñandú · The witness spoke of a xylophone that was never delivered.',
  );
  await expect(page.locator('mark')).toHaveText(['xylophone']);
  await field(page).fill('kerala zebed');
  await expect(group(page, 'Cases').getByRole('option')).toContainText(
    'Party: Zebediah O’Brien'.replace('’', "'"),
  );
});

test('is not led astray by signs, scripts and accents', async ({ profile, launch }) => {
  addEntries(profile);
  const { page } = await launch(profile);
  await openSearch(page);
  for (const words of [
    'wp(c) 123/2024',
    '123/2024',
    '"quillfeather',
    'NANDU',
    'ग्राहक',
    "o'brien",
    'quillfeather 🎉',
  ]) {
    await field(page).fill(words);
    await expect(group(page, 'Cases').getByText('Quillfeather v. Ñandú')).toBeVisible();
  }
  for (const words of ['🎉', '中文', 'NEAR(zz', 'title:quillfeather)', "'; DROP TABLE cases; --"]) {
    await field(page).fill(words);
    await expect(page.getByRole('dialog').getByText('No entry has these words.').first()).toBeVisible();
  }
});

for (const appearance of ['Light', 'Dark']) {
  test(`is free of violations that axe can find, empty, with answers and without: ${appearance}`, async ({
    profile,
    launch,
  }) => {
    const { page } = await launch(profile);
    const check = async (): Promise<void> => {
      const { violations } = await new AxeBuilder({ page })
        .include('[role="dialog"]')
        .setLegacyMode()
        .analyze();
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`)).toEqual([]);
    };
    await page.locator('label').filter({ hasText: appearance }).click();
    await openSearch(page);
    await expect(field(page)).toBeVisible();
    await check();
    await page.keyboard.type('order');
    await expect(options(page).first()).toBeVisible();
    await check();
    await field(page).fill('no entry is called like this');
    await expect(page.getByRole('dialog').getByText('No entry has these words.').first()).toBeVisible();
    await check();
  });
}
