/** What the window may not do, whatever is written into it: docs/security.md names each point. */
import { readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ConsoleMessage, Page } from '@playwright/test';
import { BackupScreen } from '../support/backup-screen.ts';
import { dayFromToday, writeRows } from '../support/diary-rows.ts';
import { DocumentsScreen, fileOf, pdfOf } from '../support/documents-screen.ts';
import { causebook, expect, test } from '../support/fixtures.ts';
import { ImportWizard } from '../support/import-wizard.ts';

const EVIL = [
  '<img src=x onerror="window.__pwned=1">',
  '<script>window.__pwned=1</script>',
  '"><svg onload=window.__pwned=1>',
  '<a href="javascript:window.__pwned=1">click</a>',
  '<iframe src="https://evil.example/"></iframe>',
] as const;
/** All of it in one line, beginning with words by which it is found. */
const evil = (what: string): string => `${what} ${EVIL.join(' ')}`;

interface Watched {
  readonly requests: string[];
  readonly violations: string[];
  readonly dialogs: string[];
}

/** Everything that the page asks the network for, and everything that its policy refuses, from its loading on. */
async function watch(page: Page): Promise<Watched> {
  const watched: Watched = { requests: [], violations: [], dialogs: [] };
  page.on('request', (request) => watched.requests.push(request.url()));
  page.on('console', (message: ConsoleMessage) => {
    if (/content security policy|refused to/i.test(message.text())) watched.violations.push(message.text());
  });
  page.on('pageerror', (error) => watched.violations.push(error.message));
  page.on('dialog', (dialog) => {
    watched.dialogs.push(dialog.message());
    void dialog.dismiss();
  });
  // A page that is still being loaded cannot be loaded anew.
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await page.reload();
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  return watched;
}

/** What is typed before the field has the focus goes nowhere. */
async function searchFor(page: Page, words: string): Promise<void> {
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('combobox', { name: 'Search everything' })).toBeFocused();
  await page.keyboard.type(words);
}

const screens = [
  'Cases',
  'Hearings',
  'Tasks',
  'Documents',
  'Import',
  'Backup',
  'Users',
  'Activity',
  'Deleted entries',
  'About',
  'Today',
] as const;

async function visitAll(page: Page): Promise<void> {
  for (const name of screens) {
    await page.getByRole('button', { name, exact: true }).first().click();
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  }
}

/** Nothing but our own page and its parts, and what it draws from data it holds itself. */
const foreign = (requests: readonly string[]): string[] =>
  requests.filter((url) => !/^(app:\/\/bundle\/|data:|blob:app:\/\/bundle\/)/.test(url));

/** Elements that nobody here makes: they would come from text that was taken for markup. */
const intruders = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll('iframe, object, embed, base, [onload], [onerror], [onclick], script')]
      .concat([...document.querySelectorAll('img[src="x"], a[href^="javascript:"], form[action]')])
      .filter((element) => !(element instanceof HTMLScriptElement && element.src.startsWith('app://bundle/')))
      .map((element) => element.outerHTML.slice(0, 200)),
  );

async function expectUntouched(page: Page, { requests, violations, dialogs }: Watched): Promise<void> {
  expect(await intruders(page)).toEqual([]);
  expect(await page.evaluate(() => '__pwned' in window)).toBe(false);
  expect({ foreign: foreign(requests), violations, dialogs }).toEqual({
    foreign: [],
    violations: [],
    dialogs: [],
  });
}

test('an evening of work asks the network for nothing and offends no policy', async ({ profile, launch }) => {
  const running = await launch(profile);
  const { page } = running;
  const watched = await watch(page);
  await visitAll(page);
  const screen = await new BackupScreen(running).open();
  await screen.makeBackup();
  await searchFor(page, 'rao');
  await page.keyboard.press('Escape');
  expect(watched.requests.length).toBeGreaterThan(2);
  await expectUntouched(page, watched);
});

test('the page leads nowhere, opens nothing, is allowed nothing and loads nothing foreign', async ({
  profile,
  launch,
}) => {
  const { app, page } = await launch(profile);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  const own = page.url();
  const windows = () => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length);
  expect(await windows()).toBe(1);
  await page.evaluate(() => {
    (globalThis as { kept?: number }).kept = 1;
  });
  for (const target of [
    'https://example.com/',
    'http://127.0.0.1:9/',
    'file:///etc/passwd',
    'data:text/html,<h1>elsewhere</h1>',
    'app://evil/index.html',
    'javascript:window.__pwned=1',
    'mailto:someone@example.com',
  ]) {
    expect(await page.evaluate((url) => window.open(url) === null, target)).toBe(true);
    await page.evaluate((url) => {
      const link = document.createElement('a');
      link.href = url;
      link.target = '_top';
      document.body.append(link);
      link.click();
      link.remove();
    }, target);
    await page.evaluate((url) => {
      location.assign(url);
    }, target);
  }
  const found = await page.evaluate(async () => {
    const fails = async (work: () => Promise<unknown>): Promise<boolean> =>
      work().then(
        () => false,
        () => true,
      );
    const state = async (name: string): Promise<string> =>
      navigator.permissions.query({ name: name as PermissionName }).then(
        ({ state: answer }) => answer,
        () => 'denied',
      );
    return {
      fetched: await fails(() => fetch('https://example.com/')),
      local: await fails(() => fetch('http://127.0.0.1:9/')),
      file: await fails(() => fetch('file:///etc/passwd')),
      imported: await fails(
        () => import(/* @vite-ignore */ 'data:text/javascript,window.__pwned=1' as string),
      ),
      camera: await fails(() => navigator.mediaDevices.getUserMedia({ video: true })),
      asked: await Promise.all(['geolocation', 'notifications', 'camera'].map(state)),
      evaluated: (() => {
        try {
          return new Function('return 1')() === 1;
        } catch {
          return false;
        }
      })(),
      node: ['require', 'process', 'module', 'ipcRenderer', 'electron'].filter((name) => name in globalThis),
      bridge: Object.keys((globalThis as unknown as { app: object }).app),
      kept: (globalThis as { kept?: number }).kept,
      pwned: '__pwned' in window,
    };
  });
  expect(found).toEqual({
    fetched: true,
    local: true,
    file: true,
    imported: true,
    camera: true,
    asked: [
      expect.stringMatching(/denied/),
      expect.stringMatching(/denied/),
      expect.stringMatching(/denied/),
    ],
    evaluated: false,
    node: [],
    bridge: ['invoke', 'on'],
    kept: 1,
    pwned: false,
  });
  expect(page.url()).toBe(own);
  expect(await windows()).toBe(1);
});

test('what is written into entries is text and nothing else, wherever it is shown', async ({
  profile,
  folder,
  launch,
}) => {
  // Every screen twice, and a document and a spreadsheet.
  test.setTimeout(60_000);
  writeRows(profile, {
    cases: [{ id: 'c1', number: evil('CS'), title: evil('Rao'), stage: evil('Stage') }],
    hearings: [
      {
        id: 'h1',
        caseId: 'c1',
        day: dayFromToday(0),
        court: evil('Court'),
        room: evil('Room'),
        purpose: evil('Purpose'),
      },
    ],
    tasks: [{ id: 't1', title: evil('Task'), dueOn: dayFromToday(0), caseId: 'c1' }],
    orders: [{ id: 'o1', caseId: 'c1', orderedOn: dayFromToday(-1), title: evil('Order') }],
  });
  const running = await launch(profile);
  const { page } = running;
  const watched = await watch(page);
  // Its words are there as they were written.
  await expect(page.getByText('<script>window.__pwned=1</script>').first()).toBeVisible();
  await visitAll(page);

  await page.getByRole('button', { name: 'Cases', exact: true }).first().click();
  await page.getByRole('grid', { name: 'Cases' }).getByText('Rao <img').first().dblclick();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('<img src=x');
  await expectUntouched(page, watched);

  await searchFor(page, 'onerror');
  await expect(page.getByRole('dialog')).toContainText('onerror=');
  await expectUntouched(page, watched);
  await page.keyboard.press('Escape');

  const documents = await new DocumentsScreen(running).open();
  const name = `<img src=x onerror=window.__pwned=1>.pdf`;
  await documents.drop(fileOf(folder, name, pdfOf('<script>1</script>')));
  await documents.expectOneToast(/^Added/);
  await documents.view(name);
  await expect(page.getByRole('group', { name: 'Page 1' })).toContainText('<script>1</script>');
  await expectUntouched(page, watched);

  const csv = join(folder, '<img src=x onerror=window.__pwned=1>.csv');
  const cell = (text: string): string => `"${text.replaceAll('"', '""')}"`;
  writeFileSync(
    csv,
    [`Case no,Title,${cell(evil('Court'))}`, ['9', evil('Imported'), evil('Court')].map(cell).join()].join(
      '\n',
    ),
  );
  const wizard = await new ImportWizard(running).open();
  await wizard.pick(csv);
  await expectUntouched(page, watched);
  await wizard.continue();
  await expectUntouched(page, watched);
});

test.describe('files', () => {
  test.skip(process.platform === 'win32', 'Windows has no modes');

  test('all that is written is for this account only', async ({ folder, launch }) => {
    // Not the usual copy of a profile, whose folders have the modes that copying gave them.
    const profile = join(folder, 'new');
    causebook('--data', profile, 'sample', '--cases', '5', '--documents', '4', '--bytes', '400000');
    const running = await launch(profile);
    const screen = await new BackupScreen(running).open();
    await screen.makeBackup();
    const open = readdirSync(profile, { recursive: true, withFileTypes: true })
      .map((entry) => join(entry.parentPath, entry.name))
      // What the engine of the page keeps of its own lies in a folder that is closed to others.
      .filter((path) => !path.startsWith(join(profile, 'browser', '')))
      .filter((path) => (statSync(path, { throwIfNoEntry: false })?.mode ?? 0) & 0o077);
    expect(open).toEqual([]);
  });
});
