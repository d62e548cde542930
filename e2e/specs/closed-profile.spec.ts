/** A profile folder that cannot be used at all: the window says why, tries again, and saves what can be read. */
import { execFileSync, spawn } from 'node:child_process';
import { closeSync, cpSync, mkdirSync, openSync, readdirSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { causebook, digestOf, expect, test as base, type RunningApp } from '../support/fixtures.ts';
import { expectAccessible, expectNoSidewaysScroll } from '../support/looks.ts';

/** A disk of its own with the profile on it; it can be made read-only, and filled. */
interface Disk {
  readonly profile: string;
  remount(options: string): void;
}

const test = base.extend<{ readonly disk: Disk }>({
  disk: async ({ folder, profile }, use) => {
    const place = join(folder, 'disk');
    mkdirSync(place);
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64m', 'causebook-test', place]);
    try {
      cpSync(profile, join(place, 'profile'), { recursive: true });
      await use({
        profile: join(place, 'profile'),
        remount: (options) => execFileSync('mount', ['-o', `remount,${options}`, place]),
      });
    } finally {
      execFileSync('umount', ['--lazy', place]);
    }
  },
});

test.skip(process.platform !== 'linux' || process.getuid?.() !== 0, 'needs root on Linux, to mount a disk');

const heading = (page: Page) =>
  page.getByRole('heading', { name: 'The folder of your practice cannot be used', level: 1 });
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const today = (page: Page) => page.getByRole('button', { name: 'Today', exact: true });
const toast = (page: Page, words: RegExp) => page.getByRole('region', { name: /Messages/ }).getByText(words);

function canWrite(file: number, size: number): boolean {
  try {
    return writeSync(file, Buffer.alloc(size)) === size;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOSPC') return false;
    throw error;
  }
}

const chooseFolder = ({ app }: RunningApp, folder: string): Promise<void> =>
  app.evaluate(({ dialog }, path) => {
    dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [path] });
  }, folder);

test('a folder that cannot be written is told in the window, and opens by one click when it can', async ({
  disk,
  launch,
}) => {
  const before = digestOf(disk.profile);
  disk.remount('ro');
  const { page } = await launch(disk.profile);
  await expect(heading(page)).toBeVisible();
  await expect(page.getByRole('status').first()).toContainText('cannot be written');
  await expect(page.getByText('Nothing was changed.')).toBeVisible();
  await expect(today(page)).toHaveCount(0);
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
  await button(page, 'Try again').click();
  await expect(heading(page)).toBeVisible();
  disk.remount('rw');
  await button(page, 'Try again').press('Enter');
  await expect(today(page)).toBeVisible({ timeout: 20_000 });
  await page.getByRole('button', { name: 'Cases', exact: true }).click();
  await expect(page.getByText('12 cases', { exact: true })).toBeVisible();
  expect(digestOf(disk.profile)).toBe(before);
});

test('what can be read is saved as a folder that opens like any other', async ({ disk, launch, folder }) => {
  const before = digestOf(disk.profile);
  disk.remount('ro');
  const running = await launch(disk.profile);
  const { page } = running;
  await expect(heading(page)).toBeVisible();
  await chooseFolder(running, folder);
  await button(page, 'Save a copy of everything…').click();
  await expect(toast(page, /^\d+ files are in /)).toBeVisible({ timeout: 20_000 });
  await running.close();
  const copy = readdirSync(folder).find((name) => name.startsWith('Causebook copy '));
  const saved = join(folder, copy ?? '');
  expect(digestOf(saved)).toBe(before);
  const again = await launch(saved);
  await expect(today(again.page)).toBeVisible();
});

test('a disk that is full to the last byte, with nothing in reserve, is told in the window', async ({
  disk,
  launch,
}) => {
  rmSync(join(disk.profile, 'ballast'), { force: true });
  const filling = join(disk.profile, '..', 'filling');
  const file = openSync(filling, 'w');
  try {
    for (const size of [1 << 20, 4096]) while (canWrite(file, size)) continue;
  } finally {
    closeSync(file);
  }
  const { page } = await launch(disk.profile);
  await expect(heading(page)).toBeVisible();
  await expect(page.getByRole('status').first()).toContainText('space');
  await expect(button(page, 'Save a copy of everything…')).toBeVisible();
  rmSync(filling);
  await button(page, 'Try again').click();
  await expect(today(page)).toBeVisible({ timeout: 20_000 });
});

test('a profile at which somebody is at work is told in the window, and nothing of it is copied', async ({
  profile,
  launch,
}) => {
  const holder = join(import.meta.dirname, '../support/hold-profile.ts');
  const held = spawn(process.execPath, [holder, profile], { stdio: ['pipe', 'pipe', 'inherit'] });
  try {
    await new Promise((resolve) => held.stdout.once('data', resolve));
    const { page } = await launch(profile);
    await expect(heading(page)).toBeVisible();
    await expect(page.getByRole('status').first()).toContainText('already at work on this practice');
    await expect(button(page, 'Save a copy of everything…')).toHaveCount(0);
    held.stdin.end();
    await new Promise((resolve) => held.once('exit', resolve));
    await button(page, 'Try again').click();
    await expect(today(page)).toBeVisible({ timeout: 20_000 });
  } finally {
    held.kill();
  }
});

test('a list of backups that cannot be opened is not taken for the practice', async ({ profile, launch }) => {
  causebook('--data', profile, 'counts');
  rmSync(join(profile, 'catalog.sqlite'), { force: true });
  mkdirSync(join(profile, 'catalog.sqlite'));
  const { page } = await launch(profile);
  await expect(heading(page)).toBeVisible();
  await expect(page.getByRole('status').first()).toContainText('list of your backups');
  rmSync(join(profile, 'catalog.sqlite'), { recursive: true });
  await button(page, 'Try again').click();
  await expect(today(page)).toBeVisible({ timeout: 20_000 });
});
