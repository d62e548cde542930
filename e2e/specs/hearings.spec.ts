/** Hearings: the calendar by mouse and keys, a hearing added and recorded, paper, calendar files and reminders. */
import { execFileSync, spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import type { ElectronApplication, Locator, Page } from '@playwright/test';
import { closePractice, openPractice, profilePaths, uniqueId } from '../../packages/data/src/index.ts';
import { expect, test } from '../support/fixtures.ts';

const two = (value: number): string => String(value).padStart(2, '0');
/** A day of the calendar, counted from today. */
function dayFromToday(days: number): string {
  const date = new Date();
  date.setHours(12, 0, 0, 0);
  date.setDate(date.getDate() + days);
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}
const today = dayFromToday(0);

interface Prepared {
  readonly number: string;
  readonly title: string;
}

/**
 * Clears the diary of the sample and lists its first two open cases: both today, the first at 10:30 and with a task that
 * is due, and the first also two days ago, without an outcome.
 */
async function prepare(profile: string): Promise<readonly [Prepared, Prepared]> {
  const practice = await openPractice(profilePaths(profile));
  const { query } = practice;
  const now = new Date();
  const hearing = (caseId: string, day: string, time: string | null, court: string) => ({
    id: uniqueId(now),
    caseId,
    day,
    time,
    court,
    room: 'Hall 4',
    purpose: 'Cross-examination of PW 2',
    outcome: '',
    notes: '',
    createdAt: now.toISOString(),
  });
  await query.deleteFrom('tasks').execute();
  await query.deleteFrom('hearings').execute();
  const cases = await query
    .selectFrom('cases')
    .select(['id', 'number', 'title'])
    .where('status', '=', 'open')
    .orderBy('number')
    .limit(2)
    .execute();
  const [first, second] = cases as [(typeof cases)[0], (typeof cases)[0]];
  // Nobody in particular has them, so that two places at one time are a clash.
  await query.updateTable('cases').set({ lawyerId: null }).where('id', 'in', [first.id, second.id]).execute();
  await query
    .insertInto('hearings')
    .values([
      hearing(first.id, today, '10:30', 'Family Court, Mysuru'),
      hearing(second.id, today, null, 'District Court, Pune'),
      hearing(first.id, dayFromToday(-2), '11:00', 'Family Court, Mysuru'),
    ])
    .execute();
  await query
    .insertInto('tasks')
    .values({
      id: uniqueId(now),
      caseId: first.id,
      hearingId: null,
      title: 'Bring the marriage certificate',
      notes: '',
      dueOn: today,
      doneAt: null,
      assigneeId: null,
      createdAt: now.toISOString(),
    })
    .execute();
  closePractice(practice);
  return [first, second];
}

async function read<Result>(
  profile: string,
  work: (query: Awaited<ReturnType<typeof openPractice>>['query']) => Promise<Result>,
): Promise<Result> {
  const practice = await openPractice(profilePaths(profile));
  try {
    return await work(practice.query);
  } finally {
    closePractice(practice);
  }
}

async function openHearings(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Hearings', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Hearings', level: 1 })).toBeVisible();
}

const cell = (page: Page, day: string): Locator => page.locator(`[data-day="${day}"]`);
const shownTitle = (page: Page): Locator => page.locator('h2[aria-live]');
const toasts = (page: Page): Locator =>
  page.getByRole('region', { name: 'Messages' }).getByRole('button', { name: 'Close message' });

const monthOf = (day: string, months = 0): string => {
  const date = new Date(`${day.slice(0, 7)}-15T12:00:00Z`);
  date.setUTCMonth(date.getUTCMonth() + months);
  return date.toLocaleDateString('en', { month: 'long', year: 'numeric', timeZone: 'UTC' });
};

function saveTo(app: ElectronApplication, path: string): Promise<void> {
  return app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = async () => ({ canceled: false, filePath });
  }, path);
}

test('the calendar is walked through by mouse', async ({ profile, launch }) => {
  const [first] = await prepare(profile);
  const { page } = await launch(profile);
  await openHearings(page);
  await expect(shownTitle(page)).toHaveText(monthOf(today));
  await expect(cell(page, today)).toHaveAccessibleName(/, 2 hearings\. /);
  await expect(cell(page, today)).toContainText(first.title);
  await expect(cell(page, dayFromToday(-2))).toHaveAccessibleName(/1 hearing, 1 not recorded\. /);
  await page.getByRole('button', { name: 'Next month' }).click();
  await expect(shownTitle(page)).toHaveText(monthOf(today, 1));
  await page.getByRole('button', { name: 'Previous month' }).click();
  await page.getByRole('button', { name: 'Previous month' }).click();
  await expect(shownTitle(page)).toHaveText(monthOf(today, -1));
  await page.getByRole('button', { name: 'Go to today' }).click();
  await expect(shownTitle(page)).toHaveText(monthOf(today));
  await cell(page, today).click();
  const list = page.getByRole('table', { name: 'Cause list' });
  await expect(list.getByRole('row')).toHaveCount(3);
  await expect(list.getByRole('row').nth(1)).toContainText(first.number);
  await page
    .locator('label')
    .filter({ hasText: /^Week$/ })
    .click();
  await expect(page.getByRole('button', { name: first.number }).first()).toBeVisible();
  await cell(page, dayFromToday(0)).click();
  await page.getByRole('button', { name: 'Next day' }).click();
  await expect(page.getByText('No hearings on this day.')).toBeVisible();
});

test('the calendar is walked through by keys alone', async ({ profile, launch }) => {
  await prepare(profile);
  const { page } = await launch(profile);
  await openHearings(page);
  await cell(page, today).focus();
  await page.keyboard.press('ArrowRight');
  await expect(cell(page, dayFromToday(1))).toBeFocused();
  await page.keyboard.press('ArrowUp');
  await expect(cell(page, dayFromToday(-6))).toBeFocused();
  await page.keyboard.press('t');
  await expect(cell(page, today)).toBeFocused();
  await page.keyboard.press('PageDown');
  await expect(shownTitle(page)).toHaveText(monthOf(today, 1));
  await page.keyboard.press('PageUp');
  await page.keyboard.press('t');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('table', { name: 'Cause list' })).toBeVisible();
  await page.keyboard.press('ArrowRight');
  await expect(page.getByText('No hearings on this day.')).toBeVisible();
  await page.keyboard.press('ArrowLeft');
  await expect(page.getByRole('table', { name: 'Cause list' })).toBeVisible();
  // Whoever types is not led away.
  await page.getByRole('button', { name: 'New hearing' }).click();
  await page.getByRole('dialog').getByLabel('Purpose').fill('');
  await page.getByRole('dialog').getByLabel('Purpose').pressSequentially('at ten');
  await expect(page.getByRole('dialog').getByLabel('Purpose')).toHaveValue('at ten');
  await expect(page.getByRole('dialog')).toBeVisible();
});

test('a hearing is added, with a word about what else is at that time', async ({ profile, launch }) => {
  const [first, second] = await prepare(profile);
  const { page } = await launch(profile);
  await openHearings(page);
  await cell(page, today).click();
  await page.getByRole('button', { name: 'New hearing' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Add hearing' }).click();
  await expect(dialog.getByText('A hearing belongs to a case.')).toBeVisible();
  await dialog.getByRole('combobox', { name: 'Case' }).fill(second.number);
  await page.getByRole('option', { name: second.number }).click();
  await expect(dialog.getByText('This case is listed on this day already.')).toBeVisible();
  await dialog.getByLabel('Day').fill(dayFromToday(1));
  await expect(dialog.getByText('This case is listed on this day already.')).toHaveCount(0);
  await dialog.getByLabel('Day').fill(today);
  await dialog.getByLabel('Time').fill('10:30');
  await dialog.getByRole('textbox', { name: 'Court', exact: true }).fill('High Court');
  await expect(dialog.getByText(`before Family Court, Mysuru, Hall 4, too: ${first.number}`)).toBeVisible();
  await dialog.getByRole('button', { name: 'Add hearing' }).click();
  await expect(page.getByText(/^Hearing of .* added\.$/)).toBeVisible();
  await expect(toasts(page)).toHaveCount(1);
  await expect(page.getByRole('table', { name: 'Cause list' }).getByRole('row')).toHaveCount(4);
});

test('adjourning fills in the next date at once and carries the open task over', async ({
  profile,
  launch,
}) => {
  const [first] = await prepare(profile);
  const running = await launch(profile);
  const { page } = running;
  await openHearings(page);
  await cell(page, today).click();
  await page.getByRole('button', { name: `Record… ${first.number}` }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Save the record' }).click();
  await expect(dialog.getByText('The outcome is not written down yet.')).toBeVisible();
  await dialog.getByRole('button', { name: 'Adjourned' }).click();
  await expect(dialog.getByRole('textbox', { name: 'Outcome' })).toHaveValue('Adjourned');
  const next = dialog.getByLabel('Day of the next hearing');
  await expect(next).toHaveValue(/^\d{4}-\d{2}-\d{2}$/);
  const day = await next.inputValue();
  expect(day > today).toBe(true);
  expect(new Date(`${day}T00:00:00Z`).getUTCDay() % 6).not.toBe(0);
  await expect(dialog.getByText('The office has no other hearing on that day.')).toBeVisible();
  await expect(dialog.getByRole('checkbox', { name: /^Carry over 1 open task/ })).toBeChecked();
  await dialog.getByLabel('Stage of the case from now on').fill('Arguments');
  await dialog.getByRole('button', { name: 'Save the record' }).click();
  await expect(
    page.getByText(/^Recorded: Adjourned\. Next hearing on .* 1 task carried over\.$/),
  ).toBeVisible();
  await expect(toasts(page)).toHaveCount(1);
  await expect(page.getByRole('table', { name: 'Cause list' })).toContainText('Adjourned');
  await running.close();
  const kept = await read(profile, async (query) => ({
    hearing: await query.selectFrom('hearings').selectAll().where('day', '=', day).executeTakeFirstOrThrow(),
    task: await query.selectFrom('tasks').selectAll().executeTakeFirstOrThrow(),
    cases: await query.selectFrom('cases').select('number').where('stage', '=', 'Arguments').execute(),
  }));
  expect(kept.hearing).toMatchObject({ time: '10:30', court: 'Family Court, Mysuru', outcome: '' });
  expect(kept.task).toMatchObject({ hearingId: kept.hearing.id, dueOn: day });
  expect(kept.cases).toContainEqual({ number: first.number });
});

test('the page of a case records, corrects and deletes its hearings', async ({ profile, launch }) => {
  const [first] = await prepare(profile);
  const { page } = await launch(profile);
  await openHearings(page);
  await cell(page, today).click();
  await page
    .getByRole('table', { name: 'Cause list' })
    .getByRole('button', { name: first.number, exact: true })
    .click();
  const past = page.getByRole('region', { name: 'Hearings: Past' });
  await expect(past.getByText('Not recorded')).toBeVisible();
  await past.getByRole('button', { name: /^Record…/ }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByText(/^The case is listed on .* already\.$/)).toBeVisible();
  await dialog.getByRole('button', { name: 'Not reached' }).click();
  await dialog.getByRole('button', { name: 'Save the record' }).click();
  await expect(past.getByText('Not reached')).toBeVisible();
  await past.getByRole('button', { name: /^Correct…/ }).click();
  await dialog.getByRole('button', { name: 'Heard', exact: true }).click();
  await dialog.getByRole('button', { name: 'Save the record' }).click();
  await expect(past.getByText('Heard', { exact: true })).toBeVisible();
  await past.getByRole('button', { name: /^Delete…/ }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete hearing' }).click();
  await expect(past).toHaveCount(0);
});

test('the cause list goes on paper and into a PDF, light also where the window is dark', async ({
  profile,
  folder,
  launch,
}) => {
  const [first, second] = await prepare(profile);
  const { app, page } = await launch(profile);
  await page.locator('label').filter({ hasText: 'Dark' }).click();
  await openHearings(page);
  await cell(page, today).click();
  await expect(page.getByRole('table', { name: 'Cause list' })).toBeVisible();
  await saveTo(app, join(folder, 'list'));
  await page.getByRole('button', { name: 'Save as PDF…' }).click();
  await expect(page.getByText(/^Saved the cause list of .* as list\.pdf\.$/)).toBeVisible();
  await expect(toasts(page)).toHaveCount(1);
  const file = join(folder, 'list.pdf');
  const bytes = readFileSync(file);
  expect(bytes.subarray(0, 5).toString('latin1')).toBe('%PDF-');
  expect(bytes.length).toBeGreaterThan(2000);
  expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([]);
  if (spawnSync('pdftotext', ['-v']).error === undefined) {
    const text = execFileSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' });
    for (const words of [first.number, second.number, 'Cause list of', 'Page 1 of 1'])
      expect(text).toContain(words);
    // Nothing else of the window.
    expect(text).not.toContain('New hearing');
  }

  // What a printer is given is looked at while the system asks where to print.
  await app.evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]!.webContents as unknown as Record<string, unknown>;
    contents['print'] = (_: object, done: (printed: boolean, reason: string) => void) =>
      void ((globalThis as Record<string, unknown>)['printed'] = done);
  });
  await page.getByRole('button', { name: 'Print…' }).click();
  const sheet = page.locator('body > div > article');
  await expect(sheet).toHaveCount(1);
  await expect(sheet).toBeHidden();
  await page.emulateMedia({ media: 'print' });
  await expect(sheet).toBeVisible();
  await expect(page.getByRole('button', { name: 'New hearing' })).toBeHidden();
  await expect(sheet).toHaveCSS('color', 'rgb(0, 0, 0)');
  await expect(page.locator('body')).toHaveCSS('background-color', 'rgb(255, 255, 255)');
  await page.emulateMedia({ media: null });
  await app.evaluate(() => (globalThis as any).printed(true, ''));
  await expect(page.getByText(/^The cause list of .* was sent to the printer\.$/)).toBeVisible();
  await expect(sheet).toHaveCount(0);
});

test('a dialog that is closed saves nothing and says nothing', async ({ profile, launch }) => {
  await prepare(profile);
  const { app, page } = await launch(profile);
  await app.evaluate(({ dialog }) => {
    dialog.showSaveDialog = async () => {
      (globalThis as any).asked = true;
      return { canceled: true, filePath: '' };
    };
  });
  await openHearings(page);
  await page.getByRole('button', { name: 'Export calendar…' }).click();
  await expect.poll(() => app.evaluate(() => (globalThis as any).asked)).toBe(true);
  await expect(toasts(page)).toHaveCount(0);
});

test('the stretch that is shown goes into a calendar file', async ({ profile, folder, launch }) => {
  const [first] = await prepare(profile);
  const { app, page } = await launch(profile);
  await openHearings(page);
  await cell(page, today).click();
  await expect(page.getByRole('table', { name: 'Cause list' })).toBeVisible();
  await saveTo(app, join(folder, 'day.ics'));
  await page.getByRole('button', { name: 'Export calendar…' }).click();
  await expect(page.getByText('Exported 2 hearings to day.ics.')).toBeVisible();
  const text = readFileSync(join(folder, 'day.ics'), 'utf8');
  const lines = text.replaceAll('\r\n ', '').split('\r\n');
  expect(lines.filter((line) => line === 'BEGIN:VEVENT')).toHaveLength(2);
  const compact = today.replaceAll('-', '');
  expect(lines).toContain(`DTSTART:${compact}T103000`);
  expect(lines).toContain(`DTSTART;VALUE=DATE:${compact}`);
  expect(lines.some((line) => line.startsWith('SUMMARY:') && line.includes(first.number))).toBe(true);
  expect(new Set(lines.filter((line) => line.startsWith('UID:'))).size).toBe(2);
});

test('hearings are reminded of on the desktop and in one toast, and a click leads to the day', async ({
  profile,
  launch,
}) => {
  // Nothing runs in the first minute after a start, so that nobody waits for the disk.
  test.setTimeout(150_000);
  await prepare(profile);
  const evening = new Date().getHours() >= 18;
  if (evening) {
    await read(profile, async (query) => {
      await query
        .updateTable('hearings')
        .set({ day: dayFromToday(1) })
        .where('day', '=', today)
        .execute();
    });
  }
  const { app, page } = await launch(profile);
  await app.evaluate(({ Notification }) => {
    const shown: unknown[] = ((globalThis as any).notifications = []);
    Notification.isSupported = () => true;
    Notification.prototype.show = function () {
      shown.push(this);
    };
  });
  await openHearings(page);
  await page.evaluate(() => {
    const world = globalThis as any;
    world.app.on('app:show', (shown: unknown) => void (world.shown = shown));
  });
  const title = `2 hearings ${evening ? 'tomorrow' : 'today'}`;
  await expect(page.getByText(title)).toBeVisible({ timeout: 120_000 });
  await expect(toasts(page)).toHaveCount(1);
  const titles = await app.evaluate(() =>
    (globalThis as any).notifications.map((one: { title: string }) => one.title),
  );
  expect(titles).toEqual([title]);
  await app.evaluate(() => (globalThis as any).notifications[0].emit('click'));
  await expect.poll(() => page.evaluate(() => (globalThis as any).shown)).toEqual({ what: 'today' });
});

test('the calendar is free of violations that axe can find, light and dark', async ({ profile, launch }) => {
  test.setTimeout(90_000);
  const [first] = await prepare(profile);
  const { page } = await launch(profile);
  const check = async (): Promise<void> => {
    const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`)).toEqual([]);
  };
  for (const appearance of ['Light', 'Dark']) {
    await page.locator('label').filter({ hasText: appearance }).click();
    await openHearings(page);
    await expect(cell(page, today)).toHaveAccessibleName(/2 hearings/);
    await check();
    await page
      .locator('label')
      .filter({ hasText: /^Week$/ })
      .click();
    await expect(page.getByRole('button', { name: first.number }).first()).toBeVisible();
    await check();
    await cell(page, today).click();
    await expect(page.getByRole('table', { name: 'Cause list' })).toBeVisible();
    await check();
    await page.getByRole('button', { name: `Record… ${first.number}` }).click();
    await expect(page.getByLabel('Day of the next hearing')).toHaveValue(/^\d/);
    await check();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
  }
});
