/** How the diary feels with 50,000 cases: start, search, lists, calendar, scrolling; at rest and while a backup is made. */
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { openApp, prepareApp, type OpenApp } from './lib/app.ts';
import { bigPractice, today } from './lib/big-practice.ts';
import type { Benchmark } from './lib/benchmark.ts';
import { askAll, askWhileExporting, type Measured, type Question } from './lib/calls.ts';
import { questions } from './lib/questions.ts';
import { printTable, type Table } from './lib/report.ts';
import { scrollCases } from './lib/scrolling.ts';
import { median, milliseconds, percentile } from './lib/statistics.ts';

const ROUNDS = 5;
const REPEATS = 20;
const NOT_THERE = 'not available';

const days = (from: string, ahead: number): string =>
  new Date(Date.parse(`${from}T00:00:00Z`) + ahead * 86_400_000).toISOString().slice(0, 10);

const month = { from: `${today().slice(0, 7)}-01`, to: days(`${today().slice(0, 7)}-01`, 41) };
const open = { status: 'open', nextHearing: 'month' };

/** What the screens ask for. */
const screens: readonly Question[] = [
  { name: 'cases:list, first page', channel: 'cases:list', input: { limit: 100 } },
  { name: 'cases:list, page at 45,000', channel: 'cases:list', input: { limit: 100, offset: 45_000 } },
  { name: 'cases:list, "rao"', channel: 'cases:list', input: { limit: 100, search: 'rao' } },
  { name: 'cases:list, open, this month', channel: 'cases:list', input: { limit: 100, ...open } },
  { name: 'cases:list, largest page', channel: 'cases:list', input: { limit: 200 } },
  { name: 'cases:find "rao"', channel: 'cases:find', input: { search: 'rao' } },
  { name: 'today:get', channel: 'today:get', input: undefined },
  { name: 'hearings:calendar, a month', channel: 'hearings:calendar', input: month },
  { name: 'tasks:list', channel: 'tasks:list', input: { limit: 100 } },
  { name: 'documents:list, first page', channel: 'documents:list', input: { limit: 100 } },
  { name: 'documents:list, "deed"', channel: 'documents:list', input: { limit: 100, search: 'deed' } },
  { name: 'app:getInfo', channel: 'app:getInfo', input: undefined },
];
const searches: readonly Question[] = questions.map((words) => ({
  name: 'search:all',
  channel: 'search:all',
  input: { words, perKind: 6 },
}));
const everything: readonly Question[] = [
  ...Array.from({ length: REPEATS }, () => screens).flat(),
  ...searches,
];

interface Start {
  readonly window: number;
  readonly usable: number | null;
}

/** From the start of the process to the first heading of Today. */
async function measureStart(profile: string): Promise<Start> {
  const began = performance.now();
  const { app, page } = await openApp(profile);
  await page.getByRole('button', { name: 'Today', exact: true }).waitFor();
  const window = performance.now() - began;
  const usable = await page
    .getByRole('heading', { level: 1 })
    .first()
    .waitFor({ timeout: 15_000 })
    .then(
      () => performance.now() - began,
      () => null,
    );
  await app.close();
  return { window, usable };
}

async function startTable(profile: string): Promise<Table> {
  const rounds: Start[] = [];
  for (let round = 0; round < ROUNDS; round += 1) rounds.push(await measureStart(profile));
  const row = (name: string, values: readonly (number | null)[]): string[] => {
    const known = values.filter((value) => value !== null);
    if (known.length < values.length) return [name, NOT_THERE, '', ''];
    return [name, ...[median(known), Math.min(...known), Math.max(...known)].map(milliseconds)];
  };
  return {
    title: `From the start of the process, ${ROUNDS} rounds`,
    head: ['until', 'median', 'fastest', 'slowest'],
    rows: [
      row(
        'the window shows its navigation',
        rounds.map(({ window }) => window),
      ),
      row(
        'the first heading of Today is there',
        rounds.map(({ usable }) => usable),
      ),
    ],
  };
}

function timesTable(title: string, measured: readonly Measured[]): Table {
  const byName = Map.groupBy(measured, ({ name }) => name);
  return {
    title,
    head: ['what', 'calls', 'median', 'p95', 'slowest', 'largest answer'],
    rows: [...byName].map(([name, calls]) => {
      const failure = calls.find(({ failed }) => failed !== null);
      if (failure !== undefined)
        return [name, String(calls.length), `${NOT_THERE} (${failure.failed})`, '', '', ''];
      const times = calls.map((call) => call.milliseconds);
      const bytes = Math.max(...calls.map((call) => call.bytes));
      return [
        name,
        String(calls.length),
        ...[median(times), percentile(times, 0.95), Math.max(...times)].map(milliseconds),
        `${bytes.toLocaleString('en')} bytes`,
      ];
    }),
  };
}

async function scrollTable(page: Page, title: string): Promise<Table> {
  const scrolled = await scrollCases(page);
  return {
    title,
    head: ['steps', 'steps with blank rows', 'longest time for a step', 'height of the list'],
    rows: [
      scrolled === null
        ? [NOT_THERE, '', '', '']
        : [
            String(scrolled.frames),
            String(scrolled.blank),
            milliseconds(scrolled.slowest),
            `${Math.round(scrolled.height).toLocaleString('en')} px`,
          ],
    ],
  };
}

/** The window at rest, and again while a backup of all of it is made. */
async function measureWindow(
  { page }: OpenApp,
  { say, tell }: { readonly say: (line: string) => void; readonly tell: (table: Table) => void },
): Promise<void> {
  await page.getByRole('button', { name: 'Today', exact: true }).waitFor();
  // What is read for the first time comes from the disk; a person waits for that once.
  await askAll(page, screens);
  say('Asking at rest …');
  tell(timesTable('At rest', await askAll(page, everything)));
  tell(await scrollTable(page, 'Scrolling through the case list'));
  say('Asking while a backup is made …');
  const { measured, seconds, failed } = await askWhileExporting(page, everything);
  tell(timesTable(`While a backup is made (${failed ?? `${seconds.toFixed(1)} s`})`, measured));
}

function removeBackups(profile: string): void {
  const folder = join(profile, 'backups');
  for (const name of readdirSync(folder)) rmSync(join(folder, name));
}

export const diary: Benchmark = async (context) => {
  const { say } = context;
  const runtime = prepareApp();
  const profile = bigPractice(context);
  const tables: Table[] = [];
  const tell = (table: Table): void => {
    tables.push(table);
    printTable(table, say);
  };
  say(`Starting the app ${ROUNDS} times …`);
  tell(await startTable(profile));
  const opened = await openApp(profile);
  try {
    await measureWindow(opened, { say, tell });
  } finally {
    await opened.app.close();
    removeBackups(profile);
  }
  const about = `The diary with 50,000 cases, about 150,000 hearings and 20,000 documents, on ${
    runtime === 'electron' ? 'Electron' : 'the stand-in for Electron'
  }`;
  return { about, tables };
};
