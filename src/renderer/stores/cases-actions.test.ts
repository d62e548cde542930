import type { CaseSummary } from '@causebook/contracts';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { failureOf } from '../bridge.ts';
import {
  filterCases,
  lookAt,
  orderBy,
  refreshCases,
  resetCases,
  searchCases,
  selectRow,
} from './cases-actions.ts';
import { caseAt, noFilter, selectApplied, selectIsFiltered, useCases } from './cases-store.ts';

interface Asked {
  readonly offset: number;
  readonly search: string;
  readonly status: string | null;
  readonly answer: () => Promise<void>;
}

let asked: Asked[];
let total: number;
let fails: boolean;
/** Grows with every change of the practice. */
let edition: number;

const caseIn = (row: number, words: string): CaseSummary => ({
  id: `${words}${edition}-${row}`,
  number: '',
  title: 'x',
  kind: '',
  court: '',
  stage: '',
  status: 'open',
  clientName: '',
  lawyerName: null,
  nextHearingOn: null,
  updatedAt: '2026-01-01T00:00:00Z',
});

/** Main answers when the test says so. */
function invoke(
  channel: string,
  input: { offset: number; search: string; status: string | null },
): Promise<unknown> {
  expect(channel).toBe('cases:list');
  return new Promise((resolve) => {
    const { offset, search, status } = input;
    const answer = async (): Promise<void> => {
      const rows = Array.from({ length: Math.max(0, Math.min(100, total - offset)) }, (_, n) => offset + n);
      resolve(
        fails
          ? failureOf('CONNECTION_FAILED')
          : {
              success: true,
              message: '',
              total,
              all: 5_000,
              offset,
              cases: rows.map((row) => caseIn(row, search)),
            },
      );
      // The answer passes through the bridge and the store.
      for (let step = 0; step < 20; step += 1) await Promise.resolve();
    };
    asked.push({ offset, search, status, answer });
  });
}

const pagesAsked = (): number[] => asked.map(({ offset }) => offset / 100);
async function answerAll(): Promise<void> {
  while (asked.length > 0) await asked.shift()!.answer();
}
const idIn = (row: number): string | undefined => caseAt(useCases.getState(), row)?.id;

beforeEach(async () => {
  asked = [];
  total = 5_000;
  fails = false;
  edition = 1;
  vi.stubGlobal('window', { app: { invoke, on: () => () => {} } });
  useCases.setState(useCases.getInitialState());
  resetCases();
  refreshCases();
  await answerAll();
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

it('fetches what is looked at first, then what lies beside it', async () => {
  lookAt(1_990, 2_010);
  expect(pagesAsked()).toEqual([19, 20, 21]);
  await answerAll();
  expect([idIn(1_800), idIn(1_999), idIn(2_000), idIn(2_150), idIn(2_300)]).toEqual([
    '1-1800',
    '1-1999',
    '1-2000',
    '1-2150',
    undefined,
  ]);
  lookAt(2_000, 2_020);
  expect(pagesAsked()).toEqual([]);
});

it('asks for few pages at once while the scroll bar is dragged, and for the last place in the end', async () => {
  for (let row = 500; row <= 4_500; row += 200) lookAt(row, row + 20);
  expect(asked.length).toBe(3);
  await answerAll();
  expect(idIn(4_510)).toBe('1-4510');
  expect(idIn(2_500)).toBeUndefined();
});

it('keeps a bounded number of pages', async () => {
  for (let row = 0; row < 5_000; row += 100) {
    lookAt(row, row + 20);
    await answerAll();
  }
  expect(useCases.getState().pages.size).toBeLessThanOrEqual(40);
  lookAt(0, 20);
  await answerAll();
  expect(idIn(10)).toBe('1-10');
});

it('shows what is there until the changed practice has answered', async () => {
  lookAt(1_000, 1_020);
  await answerAll();
  edition = 2;
  refreshCases();
  expect(idIn(1_010)).toBe('1-1010');
  await answerAll();
  expect(idIn(1_010)).toBe('2-1010');
});

it('begins at the top with another question, and drops answers to the earlier one', async () => {
  refreshCases();
  const [late] = asked.splice(0);
  const { question } = useCases.getState();
  total = 3;
  filterCases({ status: 'closed' });
  expect(asked.map(({ offset, status }) => [offset, status])).toEqual([[0, 'closed']]);
  edition = 2;
  await answerAll();
  edition = 3;
  await late!.answer();
  expect(useCases.getState()).toMatchObject({ total: 3, all: 5_000, question: question + 1, selected: null });
  expect([idIn(0), idIn(3)]).toEqual(['2-0', undefined]);
});

it('shows no row of the earlier question beside those of the new one', async () => {
  lookAt(1_000, 1_020);
  await answerAll();
  filterCases({ kind: 'Writ' });
  expect(idIn(1_010)).toBe('1-1010');
  await answerAll();
  expect([idIn(0), idIn(1_010)]).toEqual(['1-0', undefined]);
});

it('asks once the typing pauses', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  for (const words of ['r', 'ra', 'rao ']) searchCases(words);
  expect(asked).toEqual([]);
  vi.runAllTimers();
  expect(asked.map(({ search }) => search)).toEqual(['rao']);
  await answerAll();
  expect(useCases.getState()).toMatchObject({ filter: { search: 'rao ' }, shownFilter: { search: 'rao' } });
});

it('says why the list cannot be read, and reads it when that is over', async () => {
  fails = true;
  refreshCases();
  await answerAll();
  expect(useCases.getState().failure?.code).toBe('CONNECTION_FAILED');
  fails = false;
  refreshCases();
  await answerAll();
  expect(useCases.getState().failure).toBeNull();
});

it('orders by a column, a second time in the other direction', () => {
  orderBy('title');
  orderBy('title');
  expect(useCases.getState().order).toEqual({ by: 'title', descending: true });
  orderBy('court');
  expect(useCases.getState().order).toEqual({ by: 'court', descending: false });
});

it('moves the keyboard within the rows that there are', () => {
  selectRow(-5);
  expect(useCases.getState().selected).toBe(0);
  selectRow(9_999);
  expect(useCases.getState().selected).toBe(4_999);
});

it('forgets everything of a practice that is not the live one any more', async () => {
  filterCases({ court: 'High Court' });
  await answerAll();
  resetCases();
  expect(useCases.getState()).toMatchObject({ filter: noFilter, loaded: false });
  expect(idIn(0)).toBeUndefined();
  await answerAll();
  expect(useCases.getState().loaded).toBe(true);
});

it('knows whether a filter is one that was saved', () => {
  const filter = { ...noFilter, search: 'rao' };
  const saved = { name: 'Rao', filter, order: { by: 'title' as const, descending: false } };
  const state = {
    ...useCases.getState(),
    filters: [saved],
    filter: { ...filter, search: ' rao' },
    order: saved.order,
  };
  expect([selectIsFiltered(state), selectApplied(state)]).toEqual([true, saved]);
  expect(selectApplied({ ...state, order: { by: 'title', descending: true } })).toBeUndefined();
  expect(selectIsFiltered({ ...state, filter: { ...noFilter, search: '  ' } })).toBe(false);
});
