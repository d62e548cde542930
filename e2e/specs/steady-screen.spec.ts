/** Nothing moves under the pointer: what comes and goes by itself on the backup screen takes no room from what is there. */
import type { ElectronApplication, Page } from '@playwright/test';
import { loseHearings } from '../support/damage.ts';
import { BackupScreen } from '../support/backup-screen.ts';
import { causebook, expect, test } from '../support/fixtures.ts';
import { expectAccessible, setAppearance } from '../support/looks.ts';

interface Frame {
  /** Whether an operation is shown. */
  readonly runs: boolean;
  /** Where the things stand that a person clicks. */
  readonly tops: string;
}

/** Notes in every frame where "Back up now" and the first row stand. Returns what was seen since. */
async function watch(page: Page): Promise<() => Promise<readonly Frame[]>> {
  await page.evaluate(() => {
    const seen: Frame[] = [];
    Object.assign(globalThis, { seen });
    const look = (): void => {
      const clicked = [
        ...[...document.querySelectorAll('button')].filter(
          ({ textContent }) => textContent === 'Back up now',
        ),
        ...document.querySelectorAll('table[aria-label="Backups"] tbody tr:first-child button'),
        // How safe everything is takes its own words and lines, upwards.
        ...document.querySelectorAll('nav button:not([data-level])'),
      ];
      const tops = clicked
        .filter(
          (button) =>
            button.checkVisibility() && button.getAttribute('class')?.includes('operation') !== true,
        )
        .map((button) => Math.round(button.getBoundingClientRect().top))
        .join(' ');
      seen.push({ runs: document.querySelector('[data-progress-room] section') !== null, tops });
      requestAnimationFrame(look);
    };
    look();
  });
  return () => page.evaluate(() => (globalThis as unknown as { seen: Frame[] }).seen);
}

function expectSteady(seen: readonly Frame[]): void {
  expect(seen.some(({ runs }) => runs)).toBe(true);
  expect(seen.at(-1)?.runs).toBe(false);
  expect([...new Set(seen.map(({ tops }) => tops))]).toHaveLength(1);
}

const chooseBackUpNow = (app: ElectronApplication): Promise<void> =>
  app.evaluate(({ Menu }) => Menu.getApplicationMenu()?.getMenuItemById('back-up-now')?.click());

/** Tells the window of an operation as main does; null when none runs. */
const tell = (app: ElectronApplication, kind: 'drill' | 'repair' | null): Promise<void> =>
  app.evaluate(({ BrowserWindow }, running) => {
    const operation = {
      operationId: '01890000-0000-7000-8000-000000000000',
      kind: running,
      phase: 'verify',
      percent: 41,
      bytesDone: 1_234_000_000,
      bytesTotal: 3_456_000_000,
      filesDone: 4812,
      filesTotal: 15_410,
      etaSeconds: 1700,
      cancellable: true,
      yields: false,
    };
    for (const window of BrowserWindow.getAllWindows())
      window.webContents.send('backup:progress', running === null ? null : operation);
  }, kind);

test('a trial restore that begins by itself moves nothing', { tag: '@waits' }, async ({ folder, launch }) => {
  // Nothing runs in the first minute after a start, so that nobody waits for the disk.
  test.setTimeout(180_000);
  const profile = `${folder}/office`;
  causebook('--data', profile, 'sample', '--cases', '20', '--documents', '40', '--bytes', '60000000');
  causebook('--data', profile, 'export');
  const { app, page } = await launch(profile);
  const screen = await new BackupScreen({ app, page }).open();
  await expect(screen.rows).toHaveCount(1);
  await expect(page.getByText('Nothing needs to be done.')).toBeVisible();
  const seen = await watch(page);
  await expect(screen.rows.first()).toContainText('Proven restorable', { timeout: 150_000 });
  await expect(page.getByRole('button', { name: 'Cancel', exact: true })).toHaveCount(0);
  expectSteady(await seen());
});

test('a backup that is made moves nothing, from its beginning to its end', async ({ profile, launch }) => {
  causebook('--data', profile, 'export');
  const { app, page } = await launch(profile);
  const screen = await new BackupScreen({ app, page }).open();
  await expect(screen.rows).toHaveCount(1);
  const seen = await watch(page);
  await chooseBackUpNow(app);
  await expect(screen.rows).toHaveCount(2);
  await expect(page.getByRole('button', { name: 'Cancel', exact: true })).toHaveCount(0);
  expectSteady(await seen());
});

for (const { width, height } of [
  { width: 1240, height: 800 },
  { width: 900, height: 600 },
  // The smallest window at 200 %.
  { width: 450, height: 300 },
])
  test(`messages and the focus keep clear of a running operation, ${width} points wide`, async ({
    profile,
    launch,
  }) => {
    causebook('--data', profile, 'export');
    const { app, page } = await launch(profile);
    await page.emulateMedia({ reducedMotion: 'reduce' });
    const screen = await new BackupScreen({ app, page }).open();
    await expect(screen.rows).toHaveCount(1);
    await page.setViewportSize({ width, height });
    await screen.pickFile(`${profile}/gone.zip`);
    await expect(screen.toasts).toHaveCount(1);
    const message = await screen.toasts.first().boundingBox();
    await tell(app, 'drill');
    const panel = page.getByRole('region', { name: 'Restoring a backup on trial' });
    const cancel = panel.getByRole('button', { name: 'Cancel', exact: true });
    await expect(cancel).toBeVisible();
    const [edge, button] = [await panel.boundingBox(), await cancel.boundingBox()];
    expect(edge!.y + edge!.height).toBe(height);
    expect(button!.x + button!.width).toBeLessThanOrEqual(width);
    expect(await screen.toasts.first().boundingBox()).toEqual(message);
    const region = await page.getByRole('region', { name: 'Messages' }).boundingBox();
    expect(region!.y + region!.height).toBeLessThanOrEqual(edge!.y);
    // Whatever the keyboard leads to is in sight, down to the end of the page.
    await page.getByRole('tab', { name: 'Backups' }).focus();
    for (let step = 0; step < 10; step += 1) {
      await page.keyboard.press('Tab');
      const focused = await page.evaluate(() => {
        const element = document.activeElement;
        const isOnPage =
          element?.closest('main') !== null && element?.closest('[data-progress-room]') === null;
        return isOnPage ? element!.getBoundingClientRect().bottom : null;
      });
      if (focused !== null) expect(focused).toBeLessThanOrEqual(edge!.y);
    }
    await tell(app, null);
    await expect(panel).toHaveCount(0);
  });

test('a running operation can be read in both looks, and leaves the end of the page in sight', async ({
  profile,
  launch,
}) => {
  causebook('--data', profile, 'export');
  const { app, page } = await launch(profile);
  const screen = await new BackupScreen({ app, page }).open();
  await expect(screen.rows).toHaveCount(1);
  await tell(app, 'drill');
  const panel = page.getByRole('region', { name: 'Restoring a backup on trial' });
  for (const appearance of ['Dark', 'Light'] as const) {
    await setAppearance(page, appearance);
    await expectAccessible(page);
  }
  await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
  const last = page.getByRole('tabpanel', { name: 'Backups' });
  const [end, edge] = [await last.boundingBox(), await panel.boundingBox()];
  expect(end!.y + end!.height).toBeLessThanOrEqual(edge!.y);
});

test('the ways out of a damaged practice stay where they are while one is at work', async ({
  profile,
  launch,
}) => {
  loseHearings(profile);
  const { app, page } = await launch(profile);
  const way = page.getByRole('button', { name: 'Go on with what can be read…' });
  await expect(page.getByText(/entries can be read/)).toBeVisible({ timeout: 30_000 });
  await expect(way).toBeVisible();
  const before = await way.boundingBox();
  await tell(app, 'repair');
  await expect(page.getByRole('region', { name: 'Recovering the practice' })).toBeVisible();
  expect(await way.boundingBox()).toEqual(before);
  await tell(app, null);
  await expect(page.getByRole('region', { name: 'Recovering the practice' })).toHaveCount(0);
  expect(await way.boundingBox()).toEqual(before);
});
