/** Tasks of the office, and the orders of a case. */
import { expect, test } from '../support/fixtures.ts';
import { dayFromToday, writeRows } from '../support/diary-rows.ts';
import { expectAccessible, expectNoSidewaysScroll, setAppearance } from '../support/looks.ts';
import type { Page } from '@playwright/test';

const cases = [{ id: 'rao', number: 'CS 12/2024', title: 'Rao v. Iyer' }];
const tasks = [
  { id: 't1', title: 'Pay the court fee', dueOn: dayFromToday(-2), caseId: 'rao' },
  { id: 't2', title: 'Draft the reply', dueOn: dayFromToday(0), caseId: 'rao' },
  { id: 't3', title: 'Collect the certified copy', dueOn: dayFromToday(5) },
  { id: 't4', title: 'Renew the library card', dueOn: dayFromToday(60) },
  { id: 't5', title: 'Read the new rules' },
  { id: 't6', title: 'Send the notice', doneAt: '2026-01-05T09:00:00.000Z' },
];

async function openTasks(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Tasks', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Tasks', level: 1 })).toBeVisible();
}

const show = (page: Page, which: 'Open' | 'Overdue' | 'Done' | 'All') =>
  page.getByRole('radiogroup', { name: 'Which tasks' }).getByText(which, { exact: true }).click();
const tick = (page: Page, title: string) => page.getByRole('checkbox', { name: `Done: ${title}` });
const toasts = (page: Page) =>
  page.getByRole('region', { name: 'Messages' }).getByRole('button', { name: 'Close message' });

test('tasks stand under the day at which they are due, and are filtered', async ({ profile, launch }) => {
  writeRows(profile, { cases, tasks });
  const { page } = await launch(profile);
  await openTasks(page);
  await expect(page.getByText('5 tasks', { exact: true })).toBeVisible();
  const groups = page.getByRole('heading', { level: 2 });
  await expect(groups).toHaveText(['Overdue', 'Today', 'In the next 7 days', 'Later', 'Without a day']);
  await expect(page.getByRole('list', { name: 'Overdue' })).toContainText('Rao v. Iyer');
  await show(page, 'Overdue');
  await expect(groups).toHaveText(['Overdue']);
  await show(page, 'Done');
  await expect(groups).toHaveText(['Done']);
  await expect(tick(page, 'Send the notice')).toBeChecked();
  await show(page, 'All');
  await expect(page.getByText('6 tasks', { exact: true })).toBeVisible();
});

test('a line and Enter make a task; the rest is filled in behind Details', async ({ profile, launch }) => {
  writeRows(profile, { cases });
  const { page } = await launch(profile);
  await openTasks(page);
  await expect(page.getByText('Nothing is to be done. Write down the next task above.')).toBeVisible();
  const line = page.getByRole('textbox', { name: 'New task' });
  await line.fill('Pay the court fee');
  await line.press('Enter');
  await expect(page.getByRole('list', { name: 'Without a day' })).toContainText('Pay the court fee');
  await expect(toasts(page)).toHaveCount(1);
  await expect(line).toHaveValue('');

  await line.fill('Draft the reply');
  await page.getByRole('button', { name: 'Details…' }).click();
  const dialog = page.getByRole('dialog', { name: 'New task' });
  const title = dialog.getByRole('textbox', { name: 'What is to be done' });
  await expect(title).toHaveValue('Draft the reply');
  await title.fill(' ');
  await dialog.getByRole('button', { name: 'Add the task' }).click();
  await expect(dialog.getByText('A task needs a line that says what is to be done.')).toBeVisible();
  await title.fill('Draft the reply');
  await dialog.getByLabel('Due day').fill(dayFromToday(0));
  await dialog.getByRole('textbox', { name: 'Notes' }).fill('Annex the lease');
  await title.press('Control+Enter');
  await expect(dialog).toHaveCount(0);
  await expect(page.getByRole('list', { name: 'Today' })).toContainText('Annex the lease');
});

test('a task is changed, and what was typed is not lost by accident', async ({ profile, launch }) => {
  writeRows(profile, { cases, tasks });
  const { page } = await launch(profile);
  await openTasks(page);
  await page.getByRole('button', { name: 'Pay the court fee', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Task' });
  const title = dialog.getByRole('textbox', { name: 'What is to be done' });
  await title.fill('Pay the court fee online');
  await page.keyboard.press('Escape');
  await expect(dialog.getByText('What you typed is not saved yet.')).toBeVisible();
  await dialog.getByLabel('Due day').fill(dayFromToday(3));
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog).toHaveCount(0);
  const soon = page.getByRole('list', { name: 'In the next 7 days' });
  await expect(soon).toContainText('Pay the court fee online');
  await expect(soon).toContainText('Rao v. Iyer');
  await expect(toasts(page)).toHaveCount(1);
});

test('what is finished or deleted stays in its place with a way back', async ({ profile, launch }) => {
  writeRows(profile, { cases, tasks });
  const { page } = await launch(profile);
  await openTasks(page);
  await tick(page, 'Draft the reply').click();
  await expect(tick(page, 'Draft the reply')).toBeChecked();
  await expect(page.getByText('4 tasks', { exact: true })).toBeVisible();
  await page.getByRole('list', { name: 'Today' }).getByRole('button', { name: 'Undo' }).click();
  await expect(tick(page, 'Draft the reply')).not.toBeChecked();
  await expect(page.getByText('5 tasks', { exact: true })).toBeVisible();

  await page.getByRole('button', { name: 'Delete “Pay the court fee”' }).click();
  await expect(page.getByText('“Pay the court fee” is deleted.').first()).toBeVisible();
  await expect(page.getByText('4 tasks', { exact: true })).toBeVisible();
  const back = page.getByRole('button', { name: 'Bring back' });
  await expect(back).toBeFocused();
  await back.press('Enter');
  await expect(tick(page, 'Pay the court fee')).toBeFocused();
  await expect(page.getByText('5 tasks', { exact: true })).toBeVisible();
  await expect(toasts(page)).toHaveCount(0);

  await tick(page, 'Read the new rules').click();
  await expect(tick(page, 'Read the new rules')).toBeChecked();
  // Another choice begins anew: what is done is among what is done.
  await show(page, 'Done');
  await expect(tick(page, 'Read the new rules')).toBeChecked();
  await show(page, 'Open');
  await expect(page.getByText('4 tasks', { exact: true })).toBeVisible();
  await expect(tick(page, 'Read the new rules')).toHaveCount(0);
});

test('hundreds of tasks are shown part by part, and none is lost when one is finished', async ({
  profile,
  launch,
}) => {
  const many = Array.from({ length: 250 }, (_, n) => ({
    id: `m${n}`,
    title: `Task ${String(n).padStart(3, '0')}`,
    dueOn: dayFromToday(0),
  }));
  writeRows(profile, { cases, tasks: many });
  const { page } = await launch(profile);
  await openTasks(page);
  await expect(page.getByRole('checkbox')).toHaveCount(100);
  await page.getByRole('button', { name: 'Show more' }).click();
  await expect(page.getByRole('checkbox')).toHaveCount(200);
  await tick(page, 'Task 150').click();
  await expect(page.getByText('249 tasks', { exact: true })).toBeVisible();
  await expect(tick(page, 'Task 150')).toBeChecked();
  await page.getByRole('button', { name: 'Show more' }).click();
  await expect(page.getByRole('button', { name: 'Show more' })).toHaveCount(0);
  const names = await page
    .getByRole('checkbox')
    .evaluateAll((ticks) => ticks.map((one) => one.getAttribute('aria-label')));
  expect(names).toEqual(many.map(({ title }) => `Done: ${title}`));
});

test('the keyboard alone does everything', async ({ profile, launch }) => {
  writeRows(profile, { cases, tasks: tasks.slice(0, 1) });
  const { page } = await launch(profile);
  await openTasks(page);
  await expect(tick(page, 'Pay the court fee')).toBeVisible();
  await page.keyboard.press('n');
  await page.keyboard.type('Read the file');
  await page.keyboard.press('Enter');
  await expect(tick(page, 'Read the file')).toBeVisible();
  await tick(page, 'Pay the court fee').focus();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Task' });
  await expect(dialog.getByRole('textbox', { name: 'What is to be done' })).toBeFocused();
  await page.keyboard.press('End');
  await page.keyboard.type(' by post');
  await page.keyboard.press('Control+Enter');
  await expect(dialog).toHaveCount(0);
  const title = page.getByRole('button', { name: 'Pay the court fee by post', exact: true });
  await expect(title).toBeFocused();
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Space');
  await expect(tick(page, 'Pay the court fee by post')).toBeChecked();
  await expect(tick(page, 'Pay the court fee by post')).toBeFocused();
});

test('an order is written down, changed, deleted and brought back on the page of its case', async ({
  profile,
  launch,
}) => {
  const orders = [{ id: 'o1', caseId: 'rao', orderedOn: dayFromToday(-1), title: 'Notice issued' }];
  writeRows(profile, { cases, orders, hearings: [{ id: 'h1', caseId: 'rao', day: dayFromToday(-1) }] });
  const { page } = await launch(profile);
  await page
    .getByRole('region', { name: 'Orders of the last 14 days' })
    .getByRole('button', { name: /Rao v\. Iyer/ })
    .click();
  const list = page.getByRole('list', { name: 'Orders' }).getByRole('listitem');
  await expect(list).toHaveCount(1);

  await page.getByRole('button', { name: 'New order' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Add the order' }).click();
  await expect(dialog.getByText('An order needs a title, such as “Interim stay”.')).toBeVisible();
  await dialog.getByRole('textbox', { name: 'Title' }).fill('Interim stay');
  await dialog.getByRole('textbox', { name: 'What it says' }).fill('Until the next date.');
  await dialog.getByRole('button', { name: 'Add the order' }).click();
  await expect(dialog).toHaveCount(0);
  await expect(list.first()).toContainText('Interim stay');
  await expect(list.first()).toContainText('Until the next date.');

  await page.getByRole('button', { name: 'Edit “Notice issued”' }).click();
  await dialog.getByRole('combobox', { name: 'Made at the hearing of' }).click();
  await page.getByRole('option').first().click();
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(list.last()).toContainText('Made at the hearing of');

  await page.getByRole('button', { name: 'Delete “Interim stay”' }).click();
  await page.getByRole('button', { name: 'Bring back' }).click();
  await expect(list.first()).toContainText('Until the next date.');
});

test('it is readable in light and dark, and on a narrow window', async ({ profile, launch }) => {
  writeRows(profile, { cases, tasks });
  const { page } = await launch(profile);
  await openTasks(page);
  await tick(page, 'Draft the reply').click();
  await page.getByRole('button', { name: 'Delete “Pay the court fee”' }).click();
  await expect(page.getByRole('button', { name: 'Bring back' })).toBeVisible();
  for (const appearance of ['Light', 'Dark'] as const) {
    await setAppearance(page, appearance);
    await expectAccessible(page);
  }
  await page.getByRole('button', { name: 'Details…' }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  for (const width of [900, 480]) {
    await page.setViewportSize({ width, height: 800 });
    await expectNoSidewaysScroll(page);
  }
});
