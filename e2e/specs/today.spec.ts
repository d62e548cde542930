/** The morning: what is listed, what waits, what came in, and how safe all of it is. */
import { expect, test } from '../support/fixtures.ts';
import { dayFromToday, writeRows } from '../support/diary-rows.ts';
import { expectAccessible, expectNoSidewaysScroll, setAppearance } from '../support/looks.ts';

const cases = [
  { id: 'rao', number: 'CS 12/2024', title: 'Rao v. Iyer', stage: 'Evidence' },
  { id: 'khan', number: 'WP 7/2025', title: 'Khan v. State', stage: 'Admission' },
  { id: 'old', number: 'RFA 3/2019', title: 'Das v. Sen', status: 'closed' },
];
const today = dayFromToday(0);

const morning = {
  cases,
  hearings: [
    {
      id: 'h1',
      caseId: 'khan',
      day: today,
      time: '14:30',
      court: 'High Court',
      room: 'Hall 2',
      purpose: 'Orders',
    },
    { id: 'h2', caseId: 'rao', day: today, time: '10:30', purpose: 'Cross-examination of PW 2' },
    { id: 'h3', caseId: 'old', day: today, time: '09:00' },
    { id: 'h4', caseId: 'khan', day: dayFromToday(1), time: '11:00', purpose: 'Reply' },
    { id: 'h5', caseId: 'rao', day: dayFromToday(-3), purpose: 'Issues' },
  ],
  tasks: [
    { id: 't1', title: 'Pay the court fee', dueOn: dayFromToday(-2), caseId: 'rao' },
    { id: 't2', title: 'Draft the reply', dueOn: dayFromToday(1), caseId: 'khan' },
    { id: 't3', title: 'Renew the library card', dueOn: dayFromToday(60) },
  ],
  orders: [
    { id: 'o1', caseId: 'rao', orderedOn: dayFromToday(-4), title: 'Interim stay until the next date' },
  ],
};

test('the app opens with the cause list of today, in the order of its times', async ({ profile, launch }) => {
  writeRows(profile, morning);
  const { page } = await launch(profile);
  const list = page.getByRole('list', { name: 'Cause list of today' }).getByRole('listitem');
  await expect(list).toHaveCount(2);
  const heading = await page.evaluate(() =>
    new Intl.DateTimeFormat(navigator.language, { dateStyle: 'full' }).format(new Date()),
  );
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(heading);
  await expect(list.first()).toContainText('Rao v. Iyer');
  await expect(list.first()).toContainText('Cross-examination of PW 2 · Evidence');
  await expect(list.last()).toContainText('High Court, Hall 2');
  await expect(page.getByText('2 hearings.', { exact: true })).toBeVisible();

  const earlier = page.getByRole('list', { name: 'Outcomes not yet written down' }).getByRole('listitem');
  await expect(earlier).toHaveCount(1);
  await expect(earlier).toContainText('Issues');
  await expect(page.getByRole('region', { name: 'Overdue' })).toContainText('Pay the court fee');
  await expect(page.getByRole('region', { name: 'Due in the next 7 days' })).toContainText('Draft the reply');
  await expect(page.getByText('Renew the library card')).toHaveCount(0);
  await expect(page.getByText('Interim stay until the next date')).toBeVisible();
});

test('the outcome of a hearing is written down from here', async ({ profile, launch }) => {
  writeRows(profile, morning);
  const { page } = await launch(profile);
  await page.getByRole('button', { name: 'Record outcome… of WP 7/2025' }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
});

test('the days after today are unfolded, and a case opens from its hearing', async ({ profile, launch }) => {
  const far = Array.from({ length: 20 }, (_, n) => ({ id: `f${n}`, caseId: 'khan', day: dayFromToday(1) }));
  writeRows(profile, { ...morning, hearings: [...morning.hearings, ...far] });
  const { page } = await launch(profile);
  const day = page.getByRole('button', { name: /21 hearings, from 11:00/ });
  await expect(day).toHaveAttribute('aria-expanded', 'false');
  await day.click();
  await expect(day).toHaveAttribute('aria-expanded', 'true');
  await expect(page.getByText('Reply · Admission')).toBeVisible();
  await page
    .getByRole('list', { name: 'Cause list of today' })
    .getByRole('button', { name: /Rao v\. Iyer/ })
    .click();
  await expect(page.getByRole('heading', { name: 'Cause list of today' })).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Cases', exact: true })).toHaveAttribute(
    'aria-current',
    'page',
  );
});

test('of a crowded day the first hearings are shown, and the way to all of them', async ({
  profile,
  launch,
}) => {
  const crowd = (day: number, count: number) =>
    Array.from({ length: count }, (_, n) => ({ id: `${day} ${n}`, caseId: 'rao', day: dayFromToday(day) }));
  writeRows(profile, { cases, hearings: [...crowd(0, 104), ...crowd(1, 35)] });
  const { page } = await launch(profile);
  await expect(page.getByText('104 hearings.', { exact: true })).toBeVisible();
  await expect(page.getByText('and 4 more', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: /^\w+.*35 hearings/ }).click();
  await expect(page.getByText('and 5 more', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: /^Show all 104 hearings of/ }).click();
  await expect(page.getByRole('heading', { name: 'Hearings', level: 1 })).toBeVisible();
  await expect(page.getByRole('table', { name: 'Cause list' }).getByRole('rowheader')).toHaveCount(104);
});

test('every part says when there is nothing', async ({ profile, launch }) => {
  writeRows(profile, { cases });
  const { page } = await launch(profile);
  for (const sentence of [
    'Nothing is listed for today.',
    'Every hearing of the last 60 days has its outcome.',
    'Nothing is overdue.',
    'Nothing is due in the next 7 days.',
    'No order has come in during the last 14 days.',
  ])
    await expect(page.getByText(sentence)).toBeVisible();
  await expect(page.getByText('Nothing is listed.', { exact: true })).toHaveCount(3);
});

test('a task is finished here, taken back, and a new one written down, by keyboard alone', async ({
  profile,
  launch,
}) => {
  writeRows(profile, morning);
  const { page } = await launch(profile);
  const tick = page.getByRole('checkbox', { name: 'Done: Pay the court fee' });
  await tick.focus();
  await page.keyboard.press('Space');
  await expect(tick).toBeChecked();
  await expect(page.getByText('Nothing is overdue.')).toHaveCount(0);
  await expect(tick).toBeFocused();
  await page.keyboard.press('Space');
  await expect(tick).not.toBeChecked();

  await page.keyboard.press('n');
  await expect(page.getByRole('textbox', { name: 'New task' })).toBeFocused();
  await page.keyboard.type('Call the client');
  await page.keyboard.press('Enter');
  const due = page.getByRole('region', { name: 'Due in the next 7 days' });
  await expect(due.getByRole('button', { name: 'Call the client', exact: true })).toBeVisible();
  await expect(due.getByText('Due today')).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'New task' })).toHaveValue('');
  await expect(page.getByRole('textbox', { name: 'New task' })).toBeFocused();
});

test('a backup is made from here, and the safety card knows it', async ({ profile, launch }) => {
  const { page } = await launch(profile);
  const safety = page.getByRole('region', { name: 'Safety' });
  await expect(safety).toContainText('None yet');
  await safety.getByRole('button', { name: 'Back up now' }).click();
  const messages = page.getByRole('region', { name: 'Messages' });
  await expect(messages.getByText(/^Backup made, read back and checked/)).toBeVisible({ timeout: 20_000 });
  await expect(messages.getByRole('button', { name: 'Close message' })).toHaveCount(1);
  await expect(safety).not.toContainText('None yet');
  await expect(safety.getByText('Safe', { exact: true })).toBeVisible();
});

test('when midnight passes while the window is open, tomorrow becomes today', async ({ profile, launch }) => {
  writeRows(profile, morning);
  const { app, page } = await launch(profile);
  await expect(page.getByText('Cross-examination of PW 2')).toBeVisible();
  await page.clock.install();
  await page.reload();
  await expect(page.getByText('Cross-examination of PW 2')).toBeVisible();
  await page.getByRole('textbox', { name: 'New task' }).fill('Half a thought');
  await app.evaluate(() => {
    const Clock = Date;
    const day = 86_400_000;
    globalThis.Date = new Proxy(Clock, {
      construct: (_, given) => Reflect.construct(Clock, given.length === 0 ? [Clock.now() + day] : given),
      get: (_, key) => (key === 'now' ? () => Clock.now() + day : Reflect.get(Clock, key)),
    });
  });
  await page.clock.fastForward('24:00:00');
  const list = page.getByRole('list', { name: 'Cause list of today' }).getByRole('listitem');
  await expect(list).toHaveCount(1);
  await expect(list).toContainText('Reply');
  await expect(page.getByRole('list', { name: 'Outcomes not yet written down' })).toContainText(
    'Cross-examination of PW 2',
  );
  await expect(page.getByRole('textbox', { name: 'New task' })).toHaveValue('Half a thought');
});

test('it is readable in light and dark, and on a narrow window', async ({ profile, launch }) => {
  writeRows(profile, morning);
  const { page } = await launch(profile);
  await expect(page.getByText('Cross-examination of PW 2')).toBeVisible();
  for (const appearance of ['Light', 'Dark'] as const) {
    await setAppearance(page, appearance);
    await expectAccessible(page);
  }
  for (const width of [900, 480]) {
    await page.setViewportSize({ width, height: 800 });
    await expectNoSidewaysScroll(page);
    await expect(page.getByRole('button', { name: 'Record outcome… of CS 12/2024' }).first()).toBeVisible();
  }
  await expectAccessible(page);
});
