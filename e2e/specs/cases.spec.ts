/** Cases as an office works with them: found among thousands, entered, changed, put away, deleted and brought back. */
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import type { Locator, Page } from '@playwright/test';
import { causebook, expect, test as base } from '../support/fixtures.ts';

const CASES = 3_000;

const test = base.extend<{ readonly largeProfile: string }, { readonly largeTemplate: string }>({
  largeTemplate: [
    async ({}, use) => {
      const made = mkdtempSync(join(tmpdir(), 'causebook-cases-'));
      causebook('--data', made, 'sample', '--cases', String(CASES), '--documents', '0', '--bytes', '0');
      await use(made);
      rmSync(made, { recursive: true, force: true });
    },
    { scope: 'worker' },
  ],
  largeProfile: async ({ folder, largeTemplate }, use) => {
    const profile = join(folder, 'large');
    cpSync(largeTemplate, profile, { recursive: true });
    await use(profile);
  },
});

/** The screen of the cases as a person uses it. */
class CasesScreen {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  async open(): Promise<this> {
    await this.page.getByRole('button', { name: 'Cases', exact: true }).click();
    await expect(this.page.getByRole('heading', { name: 'Cases', level: 1 })).toBeVisible();
    return this;
  }

  get grid(): Locator {
    return this.page.getByRole('grid', { name: 'Cases' });
  }

  /** Rows in sight, and a few beyond. */
  get rows(): Locator {
    return this.grid.getByRole('row').filter({ has: this.page.getByRole('rowheader') });
  }

  get selected(): Locator {
    return this.grid.getByRole('row', { selected: true });
  }

  get search(): Locator {
    return this.page.getByRole('searchbox', { name: 'Search cases' });
  }

  async choose(filter: string, option: string | RegExp): Promise<void> {
    await this.page.getByRole('combobox', { name: filter }).click();
    await this.page.getByRole('option', { name: option }).first().click();
  }

  /** Numbers of the first rows, from the top. */
  async numbers(count: number): Promise<string[]> {
    const rows = this.rows;
    await expect(rows.nth(count - 1)).toBeVisible();
    const all = await rows.evaluateAll((elements) =>
      elements
        .map((row) => ({
          at: Number(row.getAttribute('aria-rowindex')),
          number: row.querySelector('[role="rowheader"] span')?.textContent ?? '',
        }))
        .toSorted((one, other) => one.at - other.at)
        .map(({ number }) => number),
    );
    return all.slice(0, count);
  }

  count(words: string | RegExp): Locator {
    return this.page.getByRole('status').filter({ hasText: words });
  }
}

const dialogOf = (page: Page): Locator => page.getByRole('dialog');
const toastWith = (page: Page, words: string | RegExp): Locator =>
  page.getByRole('region', { name: 'Messages' }).getByText(words);

test('thousands of cases are searched, filtered and sorted', async ({ largeProfile, launch }) => {
  const { page } = await launch(largeProfile);
  const screen = await new CasesScreen(page).open();
  await expect(screen.count('3,000 cases')).toBeVisible();
  await expect(screen.grid).toHaveAttribute('aria-rowcount', String(CASES + 1));

  const [first] = await screen.numbers(1);
  await page.keyboard.press('/');
  await expect(screen.search).toBeFocused();
  await screen.search.fill(first!.split(' ')[1]!);
  await expect(screen.rows.filter({ hasText: first! })).toHaveCount(1);
  await screen.search.fill('"zzz" OR (');
  await expect(page.getByText('There are no cases with the words “"zzz" OR (”.')).toBeVisible();
  await page.getByRole('button', { name: 'Show all cases' }).click();
  await expect(screen.count('3,000 cases')).toBeVisible();

  await screen.choose('Status', 'Closed');
  await expect(screen.count(/^[\d,]+ of 3,000 cases$/)).toBeVisible();
  await expect(screen.rows.first()).toContainText('Closed');
  await page.getByRole('button', { name: 'Clear filters' }).click();
  await screen.choose('Next hearing', 'No hearing is fixed');
  await expect(screen.rows.first()).toContainText('None fixed');
  await page.getByRole('button', { name: 'Clear filters' }).click();

  const heading = screen.grid.getByRole('columnheader', { name: 'Title' });
  await heading.getByRole('button').click();
  await expect(heading).toHaveAttribute('aria-sort', 'ascending');
  await expect(screen.rows.first()).toContainText(/^.*A/);
  const ascending = await screen.numbers(3);
  await heading.getByRole('button').click();
  await expect(heading).toHaveAttribute('aria-sort', 'descending');
  await expect.poll(() => screen.numbers(3)).not.toEqual(ascending);
});

test('the keyboard reaches every case, opens one, and comes back to it', async ({ largeProfile, launch }) => {
  const { page } = await launch(largeProfile);
  const screen = await new CasesScreen(page).open();
  await expect(screen.rows.first()).toBeVisible();
  await screen.grid.focus();
  await expect(screen.selected).toHaveAttribute('aria-rowindex', '2');
  await page.keyboard.press('ArrowDown');
  await expect(screen.selected).toHaveAttribute('aria-rowindex', '3');
  await page.keyboard.press('End');
  await expect(screen.selected).toHaveAttribute('aria-rowindex', String(CASES + 1));
  await expect(screen.selected).toBeInViewport();
  await expect(screen.selected.getByRole('rowheader')).toBeVisible();
  await page.keyboard.press('PageUp');
  await page.keyboard.press('ArrowUp');
  const title = (
    await screen.selected.getByRole('gridcell').first().locator('span span').first().innerText()
  ).trim();
  const at = await screen.selected.getAttribute('aria-rowindex');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: title, level: 1 })).toBeVisible();
  await page.getByRole('button', { name: 'Back', exact: true }).click();
  await expect(screen.selected).toHaveAttribute('aria-rowindex', at!);
  await expect(screen.selected).toBeInViewport();
  await expect(screen.grid).toBeFocused();
  await page.keyboard.press('Home');
  await expect(screen.selected).toHaveAttribute('aria-rowindex', '2');
});

test('the middle of the list is there when it is scrolled to', async ({ largeProfile, launch }) => {
  const { page } = await launch(largeProfile);
  const screen = await new CasesScreen(page).open();
  await expect(screen.rows.first()).toBeVisible();
  await screen.grid.evaluate((grid) => grid.scrollTo({ top: grid.scrollHeight / 2 }));
  await expect(screen.rows.first()).toBeVisible();
  await expect(screen.grid.getByText('Reading…')).toHaveCount(0);
  const rows = await screen.rows.evaluateAll((elements) =>
    elements.map((row) => Number(row.getAttribute('aria-rowindex'))),
  );
  expect(Math.min(...rows)).toBeGreaterThan(CASES / 2 - 100);
});

test('a filter is kept under its name over a restart, applied and deleted', async ({
  largeProfile,
  launch,
}) => {
  const first = await launch(largeProfile);
  const screen = await new CasesScreen(first.page).open();
  await screen.choose('Status', 'Archived');
  await first.page.getByRole('button', { name: 'Save this filter' }).click();
  await dialogOf(first.page).getByRole('button', { name: 'Save' }).click();
  await expect(dialogOf(first.page).getByText('The filter has no name.')).toBeVisible();
  await dialogOf(first.page).getByRole('textbox', { name: 'Name' }).fill('Put away');
  await dialogOf(first.page).getByRole('button', { name: 'Save' }).click();
  await expect(toastWith(first.page, 'Saved the filter “Put away”.')).toBeVisible();
  const chip = (page: Page): Locator => page.getByRole('button', { name: 'Put away', exact: true });
  await expect(chip(first.page)).toHaveAttribute('aria-pressed', 'true');
  await first.close();

  const { page } = await launch(largeProfile);
  const again = await new CasesScreen(page).open();
  await chip(page).click();
  await expect(again.rows.first()).toContainText('Archived');
  await expect(page.getByRole('combobox', { name: 'Status' })).toHaveValue('Archived');
  await page.getByRole('button', { name: 'Delete the filter Put away' }).click();
  await expect(chip(page)).toHaveCount(0);
});

test('a case is entered with validation, changed, and archived', async ({ profile, launch }) => {
  const { page } = await launch(profile);
  const screen = await new CasesScreen(page).open();
  const taken = (await screen.numbers(1))[0]!;
  await page.keyboard.press('n');
  const dialog = dialogOf(page);
  await expect(dialog.getByRole('heading', { name: 'New case' })).toBeVisible();
  await dialog.getByRole('button', { name: 'Add the case' }).click();
  await expect(dialog.getByRole('textbox', { name: 'Title' })).toHaveAttribute('aria-invalid', 'true');
  await dialog.getByRole('textbox', { name: 'Title' }).fill('Quillon v. Zimmer');
  await dialog.getByRole('textbox', { name: 'Number', exact: true }).fill(taken.toLowerCase());
  await expect(dialog.getByText('Another case has this number.')).toBeVisible();
  await dialog.getByRole('textbox', { name: 'Number', exact: true }).fill('CS 777/2026');
  await expect(dialog.getByText('Another case has this number.')).toHaveCount(0);
  await dialog.getByRole('combobox', { name: 'Court' }).fill('Court of the Moon');
  await dialog.getByRole('textbox', { name: 'Notes' }).fill('first line\nsecond line');
  for (const name of ['Asha Rao', 'Bimal Sen']) {
    await dialog.getByRole('button', { name: 'Add a party' }).click();
    await dialog
      .getByRole('group', { name: /^Party/ })
      .last()
      .getByRole('textbox', { name: 'Name' })
      .fill(name);
  }
  await dialog.getByRole('button', { name: 'Move party 2 up' }).click();
  await dialog.getByRole('textbox', { name: 'Notes' }).press('Control+Enter');
  await expect(toastWith(page, 'Added the case CS 777/2026 Quillon v. Zimmer.')).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Quillon v. Zimmer', level: 1 })).toBeVisible();
  await expect(page.getByRole('list', { name: 'Other parties' }).getByRole('listitem')).toContainText([
    'Bimal Sen',
    'Asha Rao',
  ]);
  await expect(page.getByText('None is fixed.')).toBeVisible();

  await page.keyboard.press('e');
  await dialog.getByRole('combobox', { name: 'Stage' }).fill('Evidence');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Evidence', { exact: true })).toBeVisible();

  await page.getByRole('button', { name: 'More actions' }).click();
  await page.getByRole('menuitem', { name: 'Archive the case' }).click();
  await expect(page.getByText('Archived', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Back', exact: true }).click();
  await screen.search.fill('quillon bimal 777');
  await expect(screen.rows).toHaveCount(1);
  await expect(screen.rows.first()).toContainText('Archived');
});

test('what was typed is not lost by closing the form', async ({ profile, launch }) => {
  const { page } = await launch(profile);
  await new CasesScreen(page).open();
  await page.setViewportSize({ width: 900, height: 600 });
  await page.getByRole('button', { name: 'New case' }).click();
  await dialogOf(page).getByRole('textbox', { name: 'Title' }).fill('Half a title');
  await page.keyboard.press('Escape');
  await expect(dialogOf(page).getByText('What you typed is not saved yet.')).toBeInViewport();
  await page.keyboard.press('Escape');
  await expect(dialogOf(page).getByRole('textbox', { name: 'Title' })).toHaveValue('Half a title');
  await dialogOf(page).getByRole('button', { name: 'Close without saving' }).click();
  await expect(dialogOf(page)).toHaveCount(0);
});

test('a deleted case waits over a restart and comes back whole', async ({ profile, launch }) => {
  const before = causebook('--data', profile, 'digest')['digest'];
  const first = await launch(profile);
  const screen = await new CasesScreen(first.page).open();
  const number = (await screen.numbers(1))[0]!;
  await screen.rows.first().click();
  await expect(first.page.getByRole('tab', { name: /^Hearings \(\d+\)$/ })).toBeVisible();
  await first.page.getByRole('button', { name: 'More actions' }).click();
  await first.page.getByRole('menuitem', { name: 'Delete…' }).click();
  await expect(dialogOf(first.page)).toContainText(/is deleted, and with it .*\d+ hearing/);
  await dialogOf(first.page).getByRole('button', { name: 'Delete the case' }).click();
  await expect(toastWith(first.page, /For 30 days you can bring it back/)).toBeVisible();
  await expect(screen.count('11 cases')).toBeVisible();
  await expect(screen.rows.filter({ hasText: number })).toHaveCount(0);
  await first.close();

  const { page, close } = await launch(profile);
  const again = await new CasesScreen(page).open();
  await page.getByRole('main').getByRole('button', { name: 'Deleted entries' }).click();
  const row = page
    .getByRole('table', { name: 'Deleted entries' })
    .getByRole('row')
    .filter({ hasText: number });
  await row.getByRole('button', { name: /^Bring back/ }).click();
  await expect(toastWith(page, /^Brought back the case/)).toBeVisible();
  await expect(page.getByText('Nothing was deleted in the last 30 days.')).toBeVisible();
  await again.open();
  await expect(again.count('12 cases')).toBeVisible();
  await close();
  expect(causebook('--data', profile, 'digest')['digest']).toBe(before);
});

test('an empty practice says what to do', async ({ folder, launch }) => {
  const profile = join(folder, 'begun');
  causebook('--data', profile, 'sample', '--cases', '1', '--documents', '0', '--bytes', '0');
  const { page } = await launch(profile);
  const screen = await new CasesScreen(page).open();
  await screen.rows.first().click();
  await page.getByRole('button', { name: 'More actions' }).click();
  await page.getByRole('menuitem', { name: 'Delete…' }).click();
  await dialogOf(page).getByRole('button', { name: 'Delete the case' }).click();
  await expect(page.getByText('There are no cases yet.', { exact: false })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Import cases' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'New case' }).last()).toBeVisible();
});

async function expectNoViolations(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`)).toEqual([]);
}

for (const appearance of ['light', 'dark'] as const) {
  test.describe(`axe finds no violation, ${appearance},`, () => {
    const open = async (page: Page): Promise<CasesScreen> => {
      await page.emulateMedia({ colorScheme: appearance });
      await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', appearance);
      return new CasesScreen(page).open();
    };

    test('in the list', async ({ profile, launch }) => {
      const { page } = await launch(profile);
      const screen = await open(page);
      await screen.rows.first().waitFor();
      await screen.grid.focus();
      await expectNoViolations(page);
    });

    test('in a filter that is open', async ({ profile, launch }) => {
      const { page } = await launch(profile);
      await open(page);
      await page.getByRole('combobox', { name: 'Court' }).click();
      await page.getByRole('option').first().waitFor();
      await expectNoViolations(page);
    });

    test('in the form', async ({ profile, launch }) => {
      const { page } = await launch(profile);
      await open(page);
      await page.getByRole('button', { name: 'New case' }).click();
      const dialog = dialogOf(page);
      await dialog.getByRole('button', { name: 'Add a party' }).click();
      await dialog.getByRole('button', { name: 'Add the case' }).click();
      await expect(dialog.getByRole('textbox', { name: 'Title' })).toHaveAttribute('aria-invalid', 'true');
      await expectNoViolations(page);
    });

    test('on the page of a case and among the deleted entries', async ({ profile, launch }) => {
      const { page } = await launch(profile);
      const screen = await open(page);
      await screen.rows.first().click();
      await page.getByRole('tab', { name: 'Overview' }).waitFor();
      await expectNoViolations(page);
      await page.getByRole('button', { name: 'More actions' }).click();
      await page.getByRole('menuitem', { name: 'Delete…' }).click();
      await dialogOf(page).getByRole('button', { name: 'Delete the case' }).click();
      await page.getByRole('main').getByRole('button', { name: 'Deleted entries' }).click();
      await page.getByRole('table', { name: 'Deleted entries' }).waitFor();
      await expectNoViolations(page);
    });
  });
}
