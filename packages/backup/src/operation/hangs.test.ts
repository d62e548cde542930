/** What never ends: it is given up in time, with a code; the practice is as it was, and everything goes on. */
import { join } from 'node:path';
import { toAppError } from '@causebook/contracts';
import { openDatabase, PracticeSession, profilePaths, type Database } from '@causebook/data';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { codeOf, office, tempFolder, type Office } from '../../test/office.ts';

const never = (): Promise<never> => new Promise(() => {});

/** Whatever happened, the office works: its practice is the same, and the next restore goes through. */
async function expectUnharmed(place: Office, digest: string, boots: number, boot: () => void): Promise<void> {
  expect(boot).toHaveBeenCalledTimes(boots);
  expect(await place.digest()).toBe(digest);
  expect(place.service.operations.progress).toBeNull();
}

test('jobs that do not stop end a restore with a code, and are booted again', async () => {
  const boot = vi.fn();
  const stop = vi.fn<() => Promise<void>>(never);
  const place = await office({ parts: { background: { stop, boot }, stopDeadlineMs: 30 } });
  const { backupId } = await place.service.exports.exportNow();
  const digest = await place.digest();
  expect(await codeOf(place.service.restores.restore({ backupId }, null))).toBe('TIMEOUT');
  await expectUnharmed(place, digest, 1, boot);
  stop.mockRejectedValueOnce(new Error('broken'));
  expect(await codeOf(place.service.restores.restore({ backupId }, null))).not.toBe('no failure');
  await expectUnharmed(place, digest, 2, boot);
  stop.mockResolvedValue();
  await place.service.restores.restore({ backupId }, null);
  expect(boot).toHaveBeenCalledTimes(3);
});

test('work on the practice that never ends holds up neither a restore for ever nor anybody after it', async () => {
  const folder = await tempFolder();
  (await office({ folder })).session.close();
  const boot = vi.fn();
  const session = new PracticeSession(profilePaths(folder), { idleDeadlineMs: 30 });
  await session.open();
  const place = await office({
    folder,
    empty: true,
    parts: { session, background: { stop: async () => {}, boot } },
  });
  const { backupId } = await place.service.exports.exportNow();
  const digest = await session.use(() => session.counts());
  const ended = Promise.withResolvers<void>();
  const stuck = session.use(() => ended.promise);
  for (const work of [
    () => place.service.restores.restore({ backupId }, null),
    () => place.service.samples.open('2026-11-20'),
  ])
    expect(await codeOf(work())).toBe('TIMEOUT');
  expect(boot).toHaveBeenCalledTimes(2);
  expect(await session.counts()).toEqual(digest);
  ended.resolve();
  await stuck;
  await place.service.restores.restore({ backupId }, null);
  expect(boot).toHaveBeenCalledTimes(3);
});

describe('a database that another program holds', () => {
  let holder: Database | undefined;
  afterEach(() => holder?.close());

  function hold(path: string): void {
    holder = openDatabase(path);
    holder.exec('BEGIN IMMEDIATE');
  }

  test('the record of backups: a backup ends with a code, and a restore goes through when it is let go', async () => {
    const boot = vi.fn();
    const troubles = vi.fn();
    const place = await office({
      parts: { background: { stop: async () => {}, boot }, onTrouble: troubles },
    });
    const { backupId } = await place.service.exports.exportNow();
    const digest = await place.digest();
    hold(join(place.paths.root, 'catalog.sqlite'));
    // What a window is told of it.
    expect(await place.service.exports.exportNow().catch((error: unknown) => toAppError(error).code)).toBe(
      'BUSY',
    );
    holder!.close();
    expect(place.service.operations.progress).toBeNull();
    expect(await place.digest()).toBe(digest);
    await place.service.restores.restore({ backupId }, null);
  }, 60_000);
});
