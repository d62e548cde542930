/** Every operation against an engine that never answers: each ends by its deadline with a code, and can be cancelled. */
import { EventEmitter } from 'node:events';
import { BackupService, inPlaceRunner, type EngineRunner } from '@causebook/backup';
import { toAppError, type BackupId } from '@causebook/contracts';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { openProfile, type OpenProfile } from '../open-profile.ts';
import { EngineHost, type EngineProcess } from './host.ts';

/** Takes its task and is never heard of again, until it is killed. */
class DeafProcess extends EventEmitter implements EngineProcess {
  postMessage(): void {}
  kill(): boolean {
    setImmediate(() => this.emit('exit', 15));
    return true;
  }
}

const SOON = 40;
const LATE = 10 * 60_000;

/** @param silenceLimitMs how long an operation may show no progress */
const deafEngine = (silenceLimitMs: number): EngineRunner =>
  new EngineHost({
    fork: () => new DeafProcess(),
    silenceLimitMs,
    cancelDeadlineMs: SOON,
    exitDeadlineMs: SOON,
  }) as EngineRunner;

let folder: string;
let profile: OpenProfile;
let service: BackupService;
let runner: EngineRunner;
let backup: { readonly backupId: BackupId; readonly filePath: string };
const background = { stop: vi.fn(async () => {}), boot: vi.fn() };

beforeEach(async () => {
  background.stop.mockClear();
  background.boot.mockClear();
  folder = mkdtempSync(join(tmpdir(), 'causebook-hangs-'));
  const now = (): Date => new Date();
  profile = await openProfile(join(folder, 'profile'), now);
  runner = inPlaceRunner;
  service = new BackupService({
    ...profile,
    runner: { run: ((task, hooks) => runner.run(task, hooks)) as EngineRunner['run'] },
    appVersion: '0.1.0',
    now,
    background,
    onTrouble: () => {},
  });
  backup = await service.exports.exportNow();
  runner = deafEngine(SOON);
});
afterEach(() => {
  profile.close();
  rmSync(folder, { recursive: true });
});

const operations: Readonly<Record<string, () => Promise<unknown>>> = {
  'a backup': () => service.exports.exportNow(),
  'a test backup': () => service.exports.exportNow({ test: true }),
  'a verification': () => service.proofs.verify({ backupId: backup.backupId }),
  'a verification of a file': () => service.proofs.verify({ filePath: backup.filePath }),
  'a trial restore': () => service.proofs.drill(backup.backupId),
  'a preview': () => service.restores.preview({ backupId: backup.backupId }, 'window 1', '2026-05-04'),
  'a restore': () => service.restores.restore({ backupId: backup.backupId }, null),
  'an unpacking': () => service.library.unpack({ filePath: backup.filePath }, join(folder, 'unpacked')),
  'a sample': () => service.samples.open('2026-05-04'),
};

const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'no failure',
    (error: unknown) => toAppError(error).code,
  );

describe.each(Object.entries(operations))('%s', (_, operate) => {
  test('ends by its deadline with a code, and the next one can run', async () => {
    const live = profile.session.present;
    expect(await codeOf(operate())).toBe('TIMEOUT');
    expect(service.operations.progress).toBeNull();
    expect(profile.session.present).toBe(live);
    expect(background.boot).toHaveBeenCalledTimes(background.stop.mock.calls.length);
    runner = inPlaceRunner;
    await service.exports.exportNow();
  });

  test('can be cancelled although nobody listens', async () => {
    runner = deafEngine(LATE);
    const running = codeOf(operate());
    await vi.waitFor(() => expect(service.operations.progress).not.toBeNull());
    expect(service.operations.cancel(service.operations.progress!.operationId)).toBe(true);
    expect(await running).toBe('CANCELLED');
    expect(service.operations.progress).toBeNull();
  });
});

test('all at once fail one by one: not one stays', async () => {
  const bad = await service.proofs.verifyAll().catch((error: unknown) => toAppError(error).code);
  expect(bad === 'TIMEOUT' || (typeof bad === 'object' && bad.bad.length === 1)).toBe(true);
  expect(service.operations.progress).toBeNull();
});
