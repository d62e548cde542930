/** The first start: an empty practice, and a sample to look around in. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '../support/fixtures.ts';

test('a new profile opens with an empty practice that says what to do', async ({ folder, launch }) => {
  const { page } = await launch(join(folder, 'new'));
  await expect(page.getByRole('heading', { name: 'This practice is empty.' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Restore from a backup' })).toBeVisible();
  expect(readdirSync(join(folder, 'new', 'data', 'generations'))).toHaveLength(1);
});

test('a sample practice fills the list of cases, which is searched while typing', async ({
  folder,
  launch,
}) => {
  const { page } = await launch(join(folder, 'new'));
  await page.getByRole('button', { name: 'Look around with a sample practice' }).click();
  await expect(page.getByText('40 cases', { exact: true })).toBeVisible({ timeout: 20_000 });
  const rows = page
    .getByRole('table', { name: 'Cases' })
    .getByRole('row')
    .filter({ has: page.getByRole('cell') });
  await expect(rows.first()).toBeVisible();
  const number = (await rows.first().getByRole('rowheader').innerText()).trim();
  await page.getByRole('searchbox', { name: 'Search cases' }).fill(number);
  await expect(rows).toHaveCount(1);
  await page.getByRole('searchbox', { name: 'Search cases' }).fill('no case is called like this');
  await expect(rows).toHaveCount(0);
});

test('every screen is free of violations that axe can find, light and dark', async ({ profile, launch }) => {
  const { page } = await launch(profile);
  const check = async (): Promise<void> => {
    const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`)).toEqual([]);
  };
  for (const appearance of ['Light', 'Dark']) {
    await page.locator('label').filter({ hasText: appearance }).click();
    await page.getByRole('button', { name: 'Cases', exact: true }).click();
    await expect(page.getByRole('table', { name: 'Cases' })).toBeVisible();
    await check();
    await page.getByRole('button', { name: 'Backup', exact: true }).click();
    for (const tab of ['Backups', 'Restore points', 'Schedule', 'History']) {
      await page.getByRole('tab', { name: tab }).click();
      await expect(page.getByRole('tabpanel', { name: tab })).toBeVisible();
      await check();
    }
  }
});
