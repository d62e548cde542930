/** Bringing an office's own spreadsheet into the practice, and taking it back. */
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import writeExcelFile from 'write-excel-file/node';
import { answerQuestion } from '../support/answer-question.ts';
import { ImportWizard } from '../support/import-wizard.ts';
import { causebook, expect, test } from '../support/fixtures.ts';

// It may not be distributed (CC BY-NC), so it is not in the repository.
const scdb = join(import.meta.dirname, '../../../shared/data/scdb-1946-2000.csv');
const realFile = existsSync(scdb) ? scdb : undefined;

const day = (text: string) => ({ value: new Date(`${text}T00:00:00Z`), type: Date, format: 'dd/mm/yyyy' });

/** A register as an office keeps it: titles above, a column whose name says nothing, a total below. */
async function register(folder: string): Promise<string> {
  const path = join(folder, 'register.xlsx');
  await writeExcelFile([
    {
      sheet: 'Notes',
      data: [['Kept by the clerk']],
    },
    {
      sheet: 'Register 2026',
      data: [
        ['Rao & Rao, Advocates'],
        [],
        ['Case No.', 'Between', 'Court', 'NDOH', 'Purpose', 'Mobile No.'],
        ['CS 1/2026', 'Rao v. Iyer', 'City Civil Court', day('2027-04-03'), 'Evidence', 9845012345],
        ['CS 2/2026', 'Das v. Bose', 'City Civil Court', day('2027-04-05'), 'Arguments', null],
        ['c.s. 1 / 2026', 'Rao v. Iyer, again', 'City Civil Court', null, null, null],
        ['CS 3/2026', 'Sen v. Pal', 'High Court', '31.2.2027', 'Orders', null],
        ['Total', 4, null, null, null, null],
      ],
    },
  ]).toFile(path);
  return path;
}

test('a workbook is mapped, checked, imported without what is known, and taken back', async ({
  folder,
  profile,
  launch,
}) => {
  test.setTimeout(90_000);
  const path = await register(folder);
  const running = await launch(profile);
  const wizard = await new ImportWizard(running).open();
  const { page } = wizard;
  await wizard.pick(path);
  await expect(page.getByLabel('Sheet')).toHaveValue('Register 2026');
  await expect(
    page.getByText('5 lines below the names of the columns, which stand in line 3.'),
  ).toBeVisible();
  await wizard.continue();

  await expect(page.getByLabel('Next hearing, day')).toHaveValue('3');
  await expect(page.getByLabel('Title of the case')).toHaveValue('');
  await page.getByLabel('Title of the case').selectOption('Between');
  await wizard.continue();

  await expect(wizard.part('Lines that cannot be imported')).toContainText('This day does not exist.');
  await expect(wizard.part('Lines that cannot be imported')).toContainText(
    'This looks like a total, not like a case.',
  );
  const known = wizard.part('Lines whose case number is known');
  await expect(known).toContainText('c.s. 1 / 2026 Rao v. Iyer, again');
  await expect(known).toContainText('Line 4: Rao v. Iyer (City Civil Court)');
  await expect(wizard.part('The first lines as cases')).toContainText('Rao v. Iyer');

  await page.getByRole('button', { name: 'Back', exact: true }).click();
  await expect(page.getByLabel('Title of the case')).toHaveValue('1');
  await wizard.continue();
  await page.getByRole('button', { name: 'Import 2 cases' }).click();
  await expect(page.getByRole('heading', { name: 'Imported', exact: true })).toBeVisible({ timeout: 20_000 });
  await wizard.expectOneToast('Imported 2 cases and 2 hearings.');
  await expect(wizard.part('Lines that were not imported')).toContainText('31.2.2027');
  await expect(wizard.earlier).toContainText('2 cases and 2 hearings');
  await running.close();
  expect(causebook('--data', profile, 'counts')).toMatchObject({ cases: 14 });

  const second = await launch(profile);
  const again = await new ImportWizard(second).open();
  await expect(again.earlier).toContainText('register.xlsx');
  await again.pick(path);
  await again.continue();
  await expect(
    again.page.getByText('This is as you did it for the last file with these columns.'),
  ).toBeVisible();
  await again.continue();
  await expect(again.page.getByRole('button', { name: 'Nothing to import' })).toBeDisabled();
  const asked = await answerQuestion(second.app, 'yes');
  await again.page.getByRole('button', { name: 'Undo… register.xlsx' }).click();
  await expect.poll(asked).toContain('Undo the import of register.xlsx?');
  await again.expectOneToast('The import was taken back: 2 cases removed.');
  await expect(again.earlier).toContainText('Taken back on');
});

test('what cannot be told is asked for, and a file that cannot be read is refused in words', async ({
  folder,
  profile,
  launch,
}) => {
  const wizard = await new ImportWizard(await launch(profile)).open();
  const { page } = wizard;
  const old = join(folder, 'old.xls');
  writeFileSync(old, Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600)]));
  await wizard.drop(old);
  await expect(
    page.getByText('This is a workbook of an old Excel (.xls), which cannot be read.'),
  ).toBeVisible({ timeout: 20_000 });
  await expect(page.getByRole('button', { name: 'Continue' })).toBeDisabled();

  const unclear = join(folder, 'unclear.csv');
  writeFileSync(unclear, 'Case No;Parties;Next date\nCS 1/2026;Rao v. Iyer;3/4/2027\n');
  await wizard.drop(unclear);
  await expect(page.getByText('1 line below the names of the columns')).toBeVisible({ timeout: 20_000 });
  await wizard.continue();
  await wizard.continue();
  await expect(page.getByText(/Whether 3\/4\/2024 is 3 April or 4 March cannot be told/)).toBeVisible();
  await expect(page.getByRole('button', { name: /^Import|^Nothing/ }).last()).toBeDisabled();
  await page.getByLabel('Dates').selectOption('day-first');
  await expect(wizard.part('The first lines as cases')).toContainText(/3 Apr|Apr 3/, { timeout: 20_000 });
  await page.getByRole('button', { name: 'Import 1 case' }).click();
  await wizard.expectOneToast('Imported 1 case and 1 hearing.');
});

test('every step can be done with the keyboard alone', async ({ folder, profile, launch }) => {
  const path = join(folder, 'cases.csv');
  writeFileSync(path, 'Case No,Parties\nCS 1/2026,Rao v. Iyer\n');
  const wizard = await new ImportWizard(await launch(profile)).open();
  const { page } = wizard;
  await wizard.answerFileDialog(path);
  const press = async (name: string): Promise<void> => {
    await expect(page.getByRole('button', { name })).toBeEnabled({ timeout: 20_000 });
    for (let step = 0; step < 60; step += 1) {
      const isThere = await page.evaluate((words) => document.activeElement?.textContent === words, name);
      if (isThere) break;
      await page.keyboard.press('Tab');
    }
    await page.keyboard.press('Enter');
  };
  await press('Choose a file…');
  await press('Continue');
  await expect(page.getByRole('heading', { name: 'Columns' })).toBeVisible();
  await press('Continue');
  await press('Import 1 case');
  await expect(page.getByRole('heading', { name: 'Imported', exact: true })).toBeVisible({ timeout: 20_000 });
});

test('every step is free of violations that axe can find, light and dark', async ({
  folder,
  profile,
  launch,
}) => {
  test.setTimeout(120_000);
  const path = await register(folder);
  const wizard = await new ImportWizard(await launch(profile)).open();
  const { page } = wizard;
  const check = async (): Promise<void> => {
    for (const appearance of ['Light', 'Dark']) {
      await page.locator('label').filter({ hasText: appearance }).click();
      const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`)).toEqual([]);
    }
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(overflow).toBe(0);
  };
  await check();
  await wizard.pick(path);
  await check();
  await wizard.continue();
  await page.getByText(/columns? (?:is|are) not imported/).click();
  await check();
  await wizard.continue();
  await expect(wizard.part('The first lines as cases')).toBeVisible();
  await check();
  await page.getByRole('button', { name: /^Import \d/ }).click();
  await expect(page.getByRole('heading', { name: 'Imported', exact: true })).toBeVisible({ timeout: 20_000 });
  await check();
});

test('the Supreme Court Database comes in whole in a few clicks', async ({ profile, launch }) => {
  test.skip(realFile === undefined, 'the file lies outside the repository');
  test.setTimeout(120_000);
  const wizard = await new ImportWizard(await launch(profile)).open();
  const { page } = wizard;
  await wizard.pick(realFile!);
  await expect(page.getByText('7,542 lines below the names of the columns')).toBeVisible({ timeout: 30_000 });
  await expect(page.getByLabel('Characters').locator('option:checked')).toHaveText('Automatic: Windows');
  await expect(page.getByLabel('Dates').locator('option:checked')).toHaveText('Automatic: month first');
  await wizard.continue();
  await wizard.continue();
  await expect(page.getByText(/The number alone does not tell/)).toBeVisible();
  await page.getByLabel('Import them as well').check();
  await page.getByRole('button', { name: 'Import 7,542 cases' }).click();
  await wizard.expectOneToast('Imported 7,542 cases, 6,635 hearings and 7,542 orders.', 90_000);
});
