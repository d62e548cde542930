import type { SearchHit } from '@causebook/contracts';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openCase, useNavigation } from './navigation-store.ts';
import {
  followOpenedCases,
  moveChoice,
  openChoice,
  openHit,
  refreshRecent,
  search,
} from './search-actions.ts';
import { openSearch, useSearch } from './search-store.ts';

const hit = (id: string, more: Partial<SearchHit> = {}): SearchHit => ({
  kind: 'case',
  id,
  caseId: id,
  title: `Case ${id}`,
  detail: '',
  day: null,
  ...more,
});

type Answer = (value: unknown) => void;

/** A main that answers each search when the test lets it, and knows some cases. */
function slowMain(known: readonly string[] = []): Map<string, Answer> {
  const waiting = new Map<string, Answer>();
  vi.stubGlobal('window', {
    app: {
      on: () => () => {},
      invoke: (channel: string, input: { words: string; caseId: string }) => {
        if (channel === 'search:all')
          return new Promise((resolve) =>
            waiting.set(input.words, (hits) =>
              resolve({ success: true, message: '', answer: { hits, more: [] } }),
            ),
          );
        return Promise.resolve(
          known.includes(input.caseId)
            ? { success: true, message: '', case: caseNamed(input.caseId) }
            : { success: false, code: 'NOT_FOUND', error: 'x', message: 'x', remedy: 'x' },
        );
      },
    },
  });
  return waiting;
}

const caseNamed = (id: string) => ({
  id,
  number: `WP ${id}`,
  title: `Case ${id}`,
  lawyerName: null,
  filedOn: null,
  nextHearingOn: null,
  createdAt: '2026-03-02T09:00:00Z',
  updatedAt: '2026-03-02T09:00:00Z',
  counts: { hearings: 0, openTasks: 0, tasks: 0, orders: 0, documents: 0 },
});

const settle = () => vi.advanceTimersByTimeAsync(100);
const idsShown = () => useSearch.getState().hits.map(({ id }) => id);

beforeEach(() => {
  vi.useFakeTimers();
  useSearch.setState(useSearch.getInitialState());
  useNavigation.setState(useNavigation.getInitialState());
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('a search', () => {
  it('shows the answer to what was typed last, also when an older one comes after it', async () => {
    const waiting = slowMain();
    search('ra');
    await settle();
    search('rao');
    await settle();
    waiting.get('rao')!([hit('new')]);
    await settle();
    waiting.get('ra')!([hit('old')]);
    await settle();
    expect(idsShown()).toEqual(['new']);
  });

  it('shows nothing of an answer that comes after the words were taken away', async () => {
    const waiting = slowMain();
    search('rao');
    await settle();
    search('');
    waiting.get('rao')!([hit('late')]);
    await settle();
    expect(idsShown()).toEqual([]);
  });

  it('asks once when several letters come quickly', async () => {
    const waiting = slowMain();
    for (const typed of ['r', 'ra', 'rao']) search(typed);
    await settle();
    expect([...waiting.keys()]).toEqual(['rao']);
  });

  it('opens the first hit of the words that were typed last, even if Enter comes before the answer', async () => {
    const waiting = slowMain();
    openSearch();
    search('12/2024');
    openChoice();
    await settle();
    expect(useNavigation.getState().place.screen).toBe('today');
    waiting.get('12/2024')!([hit('c12'), hit('c13')]);
    await settle();
    expect(useNavigation.getState().place).toMatchObject({ screen: 'case', caseId: 'c12' });
    expect(useSearch.getState().opened).toBe(false);
  });

  it('goes round at both ends of the list', async () => {
    const waiting = slowMain();
    search('rao');
    await settle();
    waiting.get('rao')!([hit('a'), hit('b')]);
    await settle();
    moveChoice(-1);
    expect(useSearch.getState().active).toBe(1);
    moveChoice(1);
    expect(useSearch.getState().active).toBe(0);
  });
});

describe('what a hit opens', () => {
  it.each([
    [hit('c'), { screen: 'case', caseId: 'c', tab: 'overview' }],
    [hit('p', { kind: 'party', caseId: 'c' }), { screen: 'case', caseId: 'c', tab: 'overview' }],
    [hit('h', { kind: 'hearing', caseId: 'c' }), { screen: 'case', caseId: 'c', tab: 'hearings' }],
    [hit('t', { kind: 'task', caseId: 'c' }), { screen: 'case', caseId: 'c', tab: 'tasks' }],
    [hit('o', { kind: 'order', caseId: 'c' }), { screen: 'case', caseId: 'c', tab: 'orders' }],
    [hit('t', { kind: 'task', caseId: null }), { screen: 'tasks' }],
    [hit('d', { kind: 'document', caseId: 'c' }), { screen: 'documents', documentId: 'd' }],
  ] as const)('%o', (one, place) => {
    slowMain();
    openHit(one);
    expect(useNavigation.getState().place).toEqual(place);
  });
});

describe('cases that were open lately', () => {
  it('come back, the last one first, without those that are gone', async () => {
    slowMain(['a', 'c']);
    const stop = followOpenedCases();
    for (const id of ['a', 'b', 'c', 'a']) openCase(id);
    await refreshRecent();
    expect(useSearch.getState().recent.map(({ id }) => id)).toEqual(['a', 'c']);
    stop();
  });
});
