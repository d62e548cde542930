import type { BackupEntry, OperationProgress } from '@causebook/contracts';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { failureOf } from '../bridge.ts';
import { useOperation } from './operation-store.ts';
import { closeRestore, confirmRestore, pickArchive, previewAgain, previewBackup } from './restore-actions.ts';
import { useRestore } from './restore-store.ts';

const backup = {
  backupId: '0190a1b2-c3d4-7001-8abc-000000000001',
  fileName: 'causebook.zip',
} as BackupEntry;

const same = { now: 1, after: 1, disappear: 0, appear: 0, change: 0 };
const previewAnswer = (confirmationToken: string) => ({
  success: true,
  message: '',
  preview: {
    confirmationToken,
    expiresAt: '2026-11-20T10:00:00Z',
    fileName: 'causebook.zip',
    filePath: '/backups/causebook.zip',
    size: 1,
    createdAt: null,
    ageSeconds: null,
    metadata: null,
    changes: { users: same, cases: same, hearings: same, tasks: same, orders: same, documents: same },
    disappearing: [],
    appearing: [],
    bytesToWrite: 1,
    origin: 'this-practice',
    signature: { verdict: 'this-office', key: '1234 5678' },
    warnings: [],
  },
});

type Call = readonly [channel: string, input: unknown];

/** A main that answers each channel as the test says, and remembers what it was asked. */
function mainAnswers(answers: Readonly<Record<string, (call: number) => unknown>>): readonly Call[] {
  const calls: Call[] = [];
  vi.stubGlobal('window', {
    app: {
      invoke: async (channel: string, input: unknown) => {
        calls.push([channel, input]);
        return answers[channel]?.(calls.filter(([name]) => name === channel).length);
      },
    },
  });
  return calls;
}

const stepKind = () => useRestore.getState().step.kind;

beforeEach(() => {
  useRestore.setState(useRestore.getInitialState());
  useOperation.setState(useOperation.getInitialState());
});
afterEach(() => vi.unstubAllGlobals());

describe('a restore', () => {
  it('restores the very backup of the preview, with its token', async () => {
    const calls = mainAnswers({
      'backup:previewRestore': () => previewAnswer('token'),
      'backup:restoreFromZip': () => failureOf('RESTORE_FAILED'),
    });
    await previewBackup(backup);
    expect(stepKind()).toBe('ready');
    await confirmRestore();
    expect(calls.at(-1)).toEqual([
      'backup:restoreFromZip',
      { backupId: backup.backupId, confirmationToken: 'token' },
    ]);
    expect(stepKind()).toBe('closed');
  });

  it('takes a backup that was changed only when the person has said so', async () => {
    const calls = mainAnswers({
      'backup:previewRestore': () => previewAnswer('token'),
      'backup:restoreFromZip': () => failureOf('RESTORE_FAILED'),
    });
    for (const acceptsChanged of [true, false]) {
      await previewBackup(backup);
      await confirmRestore({ acceptsChanged });
      const [, input] = calls.at(-1)!;
      expect(input).toEqual({
        backupId: backup.backupId,
        confirmationToken: 'token',
        ...(acceptsChanged ? { acceptsChanged: true } : {}),
      });
    }
  });

  it('cannot be confirmed before the preview is there', async () => {
    const calls = mainAnswers({});
    await confirmRestore();
    expect(calls).toEqual([]);
  });

  it('offers to look again when the confirmation has expired, and takes the new token', async () => {
    const calls = mainAnswers({
      'backup:previewRestore': (call) => previewAnswer(`token ${call}`),
      'backup:restoreFromZip': () => failureOf('CONFIRMATION_EXPIRED'),
    });
    await previewBackup(backup);
    await confirmRestore();
    expect(useRestore.getState().step).toMatchObject({
      kind: 'expired',
      why: 'The confirmation is too old or belongs to another file.',
    });
    await previewAgain();
    await confirmRestore();
    expect(calls.at(-1)?.[1]).toMatchObject({ confirmationToken: 'token 2' });
  });

  it('asks for the file again when a chosen one has changed, because main gives it away only once', async () => {
    const archive = { filePath: '/a.zip', fileName: 'a.zip', size: 1, modifiedAt: '2026-11-20T10:00:00Z' };
    const calls = mainAnswers({
      'backup:pickArchive': () => ({ success: true, message: '', archive }),
      'backup:previewRestore': () => previewAnswer('token'),
      'backup:restoreFromZip': () => failureOf('CONFIRMATION_EXPIRED'),
    });
    await pickArchive();
    await confirmRestore();
    await previewAgain();
    expect(calls.slice(-2).map(([channel]) => channel)).toEqual([
      'backup:pickArchive',
      'backup:previewRestore',
    ]);
    expect(stepKind()).toBe('ready');
  });

  it('closes when the file cannot be looked into', async () => {
    mainAnswers({ 'backup:previewRestore': () => failureOf('VALIDATION_FAILED') });
    await previewBackup(backup);
    expect(stepKind()).toBe('closed');
  });

  it('forgets a preview whose dialog was closed, and stops the work', async () => {
    const answered = Promise.withResolvers<unknown>();
    const calls = mainAnswers({
      'backup:previewRestore': () => answered.promise,
      'backup:cancel': () => ({ success: true, message: '', cancelled: true }),
    });
    const looking = previewBackup(backup);
    useOperation.setState({ operation: { operationId: 'op', cancellable: true } as OperationProgress });
    closeRestore();
    expect(calls.at(-1)).toEqual(['backup:cancel', { operationId: 'op' }]);
    answered.resolve(previewAnswer('late'));
    await looking;
    expect(stepKind()).toBe('closed');
  });

  it('does not let the dialog be closed while the practice is being replaced', async () => {
    const answered = Promise.withResolvers<unknown>();
    mainAnswers({
      'backup:previewRestore': () => previewAnswer('token'),
      'backup:restoreFromZip': () => answered.promise,
    });
    await previewBackup(backup);
    const restoring = confirmRestore();
    closeRestore();
    expect(stepKind()).toBe('restoring');
    answered.resolve(failureOf('CANCELLED'));
    await restoring;
    expect(stepKind()).toBe('closed');
  });
});
