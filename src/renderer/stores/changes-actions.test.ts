import { BackupId } from '@causebook/contracts';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { failureOf } from '../bridge.ts';
import { lookAtChanges, refreshBases, stopLooking } from './changes-actions.ts';
import { recommendedBase, useChanges } from './changes-store.ts';
import { selectBusyReason, useOperation } from './operation-store.ts';

const first = BackupId.parse('0190a1b2-c3d4-7001-8abc-000000000001');
const second = BackupId.parse('0190a1b2-c3d4-7001-8abc-000000000002');

/** A main whose answers the test gives one by one. */
function mainWaits() {
  const waiting: { readonly channel: string; readonly answer: (result: unknown) => void }[] = [];
  vi.stubGlobal('window', {
    app: {
      invoke: (channel: string) =>
        new Promise((answer) => {
          waiting.push({ channel, answer });
        }),
    },
  });
  return waiting;
}

const none = { added: 0, removed: 0, changed: 0 };
const noDocuments = { count: 0, bytes: 0, named: [] };
const found = (base: BackupId) => ({
  success: true,
  message: '',
  changes: {
    base,
    fileName: 'causebook.zip',
    createdAt: '2026-11-20T09:00:00Z',
    isSame: true,
    entries: { cases: none, hearings: none, tasks: none, orders: none, documents: none },
    documents: { added: noDocuments, removed: noDocuments, replaced: noDocuments },
    travels: { documents: 0, documentBytes: 0, databaseBytes: 16, changedShare: 0, estimatedBytes: 6_000 },
    estimatedFullBytes: 1_000_000,
    needs: 1,
  },
});
const look = () => useChanges.getState().look;

beforeEach(() => {
  useChanges.setState(useChanges.getInitialState());
  useOperation.setState(useOperation.getInitialState());
});
afterEach(() => vi.unstubAllGlobals());

describe('looking at what is new', () => {
  it('shows the answer of the base that was chosen last, whichever comes first', async () => {
    const waiting = mainWaits();
    const earlier = lookAtChanges(first);
    const later = lookAtChanges(second);
    waiting[1]!.answer(found(second));
    await later;
    waiting[0]!.answer(found(first));
    await earlier;
    expect(look()).toMatchObject({ kind: 'ready', changes: { base: second } });
  });

  it('keeps nobody waiting', async () => {
    const waiting = mainWaits();
    const looking = lookAtChanges(first);
    expect(look()).toEqual({ kind: 'looking', base: first });
    expect(selectBusyReason(useOperation.getState())).toBeNull();
    waiting[0]!.answer(found(first));
    await looking;
  });

  it('says when it was stopped, and when it failed', async () => {
    const waiting = mainWaits();
    const stopped = lookAtChanges(first);
    waiting[0]!.answer(failureOf('CANCELLED'));
    await stopped;
    expect(look()).toEqual({ kind: 'stopped', base: first });
    const failed = lookAtChanges(first);
    waiting[1]!.answer(failureOf('BASE_MISSING'));
    await failed;
    expect(look()).toMatchObject({ kind: 'failed', failure: { code: 'BASE_MISSING' } });
  });

  it('is forgotten, and stopped, when the person turns away', async () => {
    const waiting = mainWaits();
    const looking = lookAtChanges(first);
    useOperation.setState({
      operation: { operationId: 'one', kind: 'detect', cancellable: true, yields: true } as never,
    });
    stopLooking();
    expect(waiting.map(({ channel }) => channel)).toEqual(['backup:detectChanges', 'backup:cancel']);
    waiting[0]!.answer(found(first));
    await looking;
    expect(look()).toEqual({ kind: 'none' });
  });
});

describe('what can be built on', () => {
  it('is recommended only where something can', () => {
    const base = { backupId: first, unfit: null } as never;
    const unfit = { backupId: second, unfit: 'It failed a check.' } as never;
    expect(recommendedBase(null)).toBeUndefined();
    expect(recommendedBase([unfit])).toBeUndefined();
    expect(recommendedBase([base, unfit])).toBe(base);
  });

  it('is not known after a failure', async () => {
    const waiting = mainWaits();
    const reading = refreshBases();
    waiting[0]!.answer(failureOf('PRACTICE_MISSING'));
    await reading;
    expect(useChanges.getState()).toMatchObject({ bases: null, failure: { code: 'PRACTICE_MISSING' } });
  });
});
