/** Who works here: nobody is asked while one works alone; where several do, roles and PINs count, and who did what is kept. */
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { BackupScreen } from '../support/backup-screen.ts';
import { expect, test } from '../support/fixtures.ts';

const link = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const signInScreen = (page: Page) => page.getByRole('heading', { name: 'Who is at work?' });
const dialog = (page: Page) => page.getByRole('dialog');

async function begin(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Start empty' }).click();
  await page.getByRole('textbox', { name: 'Name of the practice' }).fill('Rao & Co');
  await page.getByRole('textbox', { name: 'Your own name' }).fill('Asha Rao');
  await page.getByRole('button', { name: 'Start', exact: true }).click();
  await link(page, 'Users').click();
}

async function add(page: Page, name: string, role: 'Owner' | 'Advocate' | 'Clerk'): Promise<void> {
  await page.getByRole('button', { name: 'Add somebody' }).click();
  await dialog(page).getByRole('textbox', { name: 'Name' }).fill(name);
  await dialog(page).getByRole('radio', { name: role }).check();
  await dialog(page).getByRole('button', { name: 'Save' }).click();
  await expect(dialog(page)).toHaveCount(0);
}

async function setPin(page: Page, name: string, pin: string): Promise<void> {
  await page.getByRole('button', { name: `PIN… of ${name}` }).click();
  await page.getByLabel('New PIN', { exact: true }).fill(pin);
  await page.getByLabel('New PIN again').fill(pin);
  await page.getByRole('button', { name: 'Set the PIN' }).click();
  await expect(dialog(page)).toHaveCount(0);
}

async function expectNoViolations(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`)).toEqual([]);
}

/** What main answers to a call of the page, whatever the screen shows. */
const codeOf = (page: Page, channel: string, input?: object): Promise<unknown> =>
  page.evaluate(
    async ([name, given]) => {
      const { app } = globalThis as unknown as {
        app: { invoke(channel: unknown, input?: unknown): Promise<{ code?: string }> };
      };
      return (await app.invoke(name, given)).code ?? 'done';
    },
    [channel, input] as const,
  );

test('with a second person everybody says who they are, and a clerk is refused what a clerk may not do', async ({
  folder,
  launch,
}) => {
  test.setTimeout(90_000);
  const profile = join(folder, 'new');
  const first = await launch(profile);
  await begin(first.page);
  await add(first.page, 'Bina Shah', 'Clerk');
  // Whoever added the second person is not thrown out.
  await expect(first.page.getByRole('button', { name: 'Switch user' })).toBeVisible();
  await first.close();

  const running = await launch(profile);
  const { page } = running;
  await expect(signInScreen(page)).toBeVisible();
  await expect(page.getByText('Rao & Co')).toBeVisible();
  await expect(link(page, 'Cases')).toHaveCount(0);
  for (const channel of ['cases:list', 'backup:listBackups', 'audit:list'])
    expect(await codeOf(page, channel, {})).toBe('SIGN_IN_NEEDED');
  await expectNoViolations(page);

  await page.getByRole('button', { name: /^Bina Shah/ }).click();
  await expect(page.getByRole('button', { name: 'Switch user' })).toBeVisible();
  await link(page, 'Users').click();
  await expect(page.getByRole('table', { name: 'Users' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Add somebody' })).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Edit… Asha Rao' })).toHaveCount(0);

  // What a clerk may not do with a case is not offered.
  await link(page, 'Cases').click();
  await page.getByRole('button', { name: 'New case' }).first().click();
  await dialog(page).getByRole('textbox', { name: 'Title' }).fill('Rao v. Sen & Co.');
  await dialog(page).getByRole('button', { name: 'Add the case' }).click();
  await expect(page.getByText('Added the case Rao v. Sen & Co.', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'More actions' }).click();
  await expect(page.getByRole('menuitem', { name: 'Archive the case' })).toBeVisible();
  await expect(page.getByRole('menuitem', { name: 'Delete…' })).toHaveCount(0);
  await page.keyboard.press('Escape');

  const screen = await new BackupScreen(running).open();
  await screen.closeToasts();
  await page.getByRole('button', { name: 'Restore from a ZIP file…' }).click();
  await screen.expectOneToast('Only an advocate or an owner may do that.');
  await expect(page.getByText('Ask Asha Rao.')).toBeVisible();
  await screen.closeToasts();
  await screen.makeBackup();

  await page.keyboard.press('Control+l');
  await expect(signInScreen(page)).toBeVisible();
  await page.getByRole('button', { name: /^Asha Rao/ }).click();
  await link(page, 'Activity').click();
  const entry = (what: string) => page.getByRole('listitem').filter({ hasText: what });
  await expect(entry('Made a backup')).toContainText('Bina Shah');
  await expect(entry('Added Bina Shah as clerk')).toContainText('Asha Rao');
  await page.getByRole('combobox', { name: 'Whose entries' }).click();
  await page.getByRole('option', { name: 'Bina Shah' }).click();
  await expect(entry('Made a backup')).toBeVisible();
  await expect(entry('Added Bina Shah as clerk')).toHaveCount(0);
});

test('a PIN is asked for, a wrong one refused in words, and it can be taken away', async ({
  folder,
  launch,
}) => {
  const { page } = await launch(join(folder, 'new'));
  await begin(page);
  await page.getByRole('button', { name: 'PIN… of Asha Rao' }).click();
  await page.getByLabel('New PIN', { exact: true }).fill('4711');
  await page.getByLabel('New PIN again').fill('4712');
  await page.getByRole('button', { name: 'Set the PIN' }).click();
  await expect(dialog(page)).toContainText('The two PINs are not the same.');
  await page.getByLabel('New PIN again').fill('4711');
  await page.getByRole('button', { name: 'Set the PIN' }).click();
  await expect(dialog(page)).toHaveCount(0);
  await expect(page.getByRole('row', { name: /Asha Rao/ })).toContainText('Set');

  await page.getByRole('button', { name: 'Switch user' }).click();
  await page.getByRole('button', { name: /^Asha Rao/ }).click();
  await expect(page.getByLabel('PIN of Asha Rao')).toBeFocused();
  await page.keyboard.type('0000');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert')).toHaveText(/That is not the PIN of this user\./);
  await expect(page.getByLabel('PIN of Asha Rao')).toBeFocused();
  await expectNoViolations(page);
  await page.keyboard.type('4711');
  await page.keyboard.press('Enter');
  await expect(link(page, 'Users')).toBeVisible();
  await link(page, 'Users').click();

  await page.getByRole('button', { name: 'PIN… of Asha Rao' }).click();
  await page.getByRole('button', { name: 'Take the PIN away' }).click();
  await expect(page.getByRole('row', { name: /Asha Rao/ })).toContainText('None');
  await expect(page.getByRole('button', { name: 'Switch user' })).toHaveCount(0);
});

test('the last owner stays, names are unique, and nothing typed is lost when it is refused', async ({
  folder,
  launch,
}) => {
  const { page } = await launch(join(folder, 'new'));
  await begin(page);
  await add(page, 'Bina Shah', 'Advocate');
  await page.getByRole('button', { name: 'Edit… Asha Rao' }).click();
  await dialog(page).getByRole('radio', { name: 'Clerk' }).check();
  await dialog(page).getByRole('button', { name: 'Save' }).click();
  await expect(dialog(page)).toContainText('A practice needs at least one active owner.');
  await dialog(page).getByRole('radio', { name: 'Owner' }).check();
  await dialog(page).getByRole('textbox', { name: 'Name' }).fill('bina shah');
  await dialog(page).getByRole('button', { name: 'Save' }).click();
  await expect(dialog(page)).toContainText('There is somebody called Bina Shah already.');
  await expect(dialog(page).getByRole('textbox', { name: 'Name' })).toHaveValue('bina shah');
  await expectNoViolations(page);
  await dialog(page).getByRole('textbox', { name: 'Name' }).fill('Asha R. Rao');
  await dialog(page).getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('row', { name: /Asha R\. Rao/ })).toContainText('You');

  await setPin(page, 'Bina Shah', '1234');
  await page.getByRole('button', { name: 'Edit… Bina Shah' }).click();
  await dialog(page).getByRole('switch', { name: 'Works here now' }).uncheck();
  await dialog(page).getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('row', { name: /Bina Shah/ })).toContainText('Not here any more');
  // Asha is alone again, so nobody is asked any more.
  await expect(page.getByRole('button', { name: 'Switch user' })).toHaveCount(0);
});
