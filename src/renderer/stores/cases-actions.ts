/** Fetches the case list page by page: what is looked at first, what lies beside it next; anew when the question or the data change. */
import type { CaseFilter, CaseOrder, CaseSummary, Failure, SavedFilter } from '@causebook/contracts';
import { invoke } from '../bridge.ts';
import { notify } from '../notify.tsx';
import { report, reportTrouble } from '../report.ts';
import { noFilter, PAGE_SIZE, tidy, useCases } from './cases-store.ts';
import { newestOnly } from './newest-only.ts';

const TYPING_PAUSE = 80;
/** Pages that are asked for at once: a scroll bar that is dragged passes by hundreds. */
const AT_ONCE = 3;
/** Pages that are kept. */
const KEPT = 40;

let typingTimer: ReturnType<typeof setTimeout> | undefined;
/** Numbers the states of the list; an answer to an older one is dropped. */
let epoch = 0;
/** Whether the pages that are shown answer another question. */
let isAnew = true;
let looking = { first: 0, last: 0 };
const fresh = new Set<number>();
const underWay = new Set<number>();

/** Pages that should be there now, the most wanted first. */
function wantedPages(): number[] {
  if (isAnew) return [0];
  const [first, last] = [Math.floor(looking.first / PAGE_SIZE), Math.floor(looking.last / PAGE_SIZE)];
  const shown = Array.from({ length: last - first + 1 }, (_, at) => first + at);
  const pages = Math.max(1, Math.ceil(useCases.getState().total / PAGE_SIZE));
  return [...shown, last + 1, first - 1].filter((page) => page >= 0 && page < pages);
}

function fetchWanted(): void {
  for (const page of wantedPages()) {
    if (underWay.size >= AT_ONCE) return;
    if (!fresh.has(page) && !underWay.has(page)) void fetchPage(page);
  }
}

async function fetchPage(page: number): Promise<void> {
  const mine = epoch;
  underWay.add(page);
  const { filter, order } = useCases.getState();
  const result = await invoke('cases:list', {
    ...tidy(filter),
    order,
    offset: page * PAGE_SIZE,
    limit: PAGE_SIZE,
  });
  if (mine !== epoch) return;
  underWay.delete(page);
  if (!result.success) {
    useCases.setState({ failure: result, loaded: true });
    return;
  }
  fresh.add(page);
  useCases.setState(({ pages, question }) => ({
    pages: withPage(isAnew ? new Map() : pages, page, result.cases),
    total: result.total,
    all: result.all,
    shownFilter: tidy(filter),
    question: isAnew ? question + 1 : question,
    loaded: true,
    failure: null,
  }));
  isAnew = false;
  fetchWanted();
}

function withPage(
  earlier: ReadonlyMap<number, readonly CaseSummary[]>,
  page: number,
  cases: readonly CaseSummary[],
): ReadonlyMap<number, readonly CaseSummary[]> {
  const pages = new Map(earlier).set(page, cases);
  const middle = Math.floor((looking.first + looking.last) / 2 / PAGE_SIZE);
  const farthestFirst = [...pages.keys()].toSorted(
    (one, other) => Math.abs(other - middle) - Math.abs(one - middle),
  );
  for (const far of farthestFirst.slice(0, Math.max(0, pages.size - KEPT))) {
    pages.delete(far);
    fresh.delete(far);
  }
  return pages;
}

function startOver(): void {
  clearTimeout(typingTimer);
  epoch += 1;
  fresh.clear();
  underWay.clear();
  fetchWanted();
}

/** Fetches again what is looked at; what was fetched earlier stays until then. */
export const refreshCases = (): void => startOver();

/** Another practice is live: nothing that was asked for or shown belongs to it. */
export function resetCases(): void {
  const wasRead = useCases.getState().loaded;
  const { question } = useCases.getState();
  useCases.setState({ ...useCases.getInitialState(), question });
  ask({});
  if (!wasRead) return;
  startOver();
}

/** Tells which rows are looked at. */
export function lookAt(first: number, last: number): void {
  looking = { first, last };
  if (!isAnew) fetchWanted();
}

function ask(change: { readonly filter?: CaseFilter; readonly order?: CaseOrder }): void {
  useCases.setState({ ...change, selected: null });
  isAnew = true;
  looking = { first: 0, last: 0 };
}

/** Fetches as soon as the typing pauses. */
export function searchCases(search: string): void {
  ask({ filter: { ...useCases.getState().filter, search } });
  clearTimeout(typingTimer);
  typingTimer = setTimeout(startOver, TYPING_PAUSE);
}

export function filterCases(change: Partial<CaseFilter>): void {
  ask({ filter: { ...useCases.getState().filter, ...change } });
  startOver();
}

export function orderCases(order: CaseOrder): void {
  ask({ order });
  startOver();
}

/** Orders by a column; a second time in the other direction. */
export function orderBy(by: CaseOrder['by']): void {
  const { order } = useCases.getState();
  orderCases({ by, descending: order.by === by && !order.descending });
}

export const clearCaseFilters = (): void => filterCases(noFilter);

export function applyFilter({ filter, order }: SavedFilter): void {
  ask({ filter, order });
  startOver();
}

/** Moves the keyboard's row, as far as there are rows. */
export const selectRow = (row: number): void =>
  useCases.setState(({ total }) => ({
    selected: total === 0 ? null : Math.max(0, Math.min(row, total - 1)),
  }));

export const refreshFilters = newestOnly(
  () => reportTrouble(invoke('cases:listFilters'), { id: 'filters' }),
  (result) => {
    if (result !== null) useCases.setState({ filters: result.filters });
  },
);

export const refreshVocabulary = newestOnly(
  () => invoke('cases:getVocabulary'),
  (result) => {
    // Suggestions are a help; a list that cannot be read says so itself.
    if (result.success) useCases.setState({ vocabulary: result.vocabulary });
  },
);

/** Keeps what is asked for now under a name. @returns why it could not be kept */
export async function keepFilter(name: string): Promise<Failure | null> {
  const { filter, order } = useCases.getState();
  const result = await invoke('cases:saveFilter', { name, filter: tidy(filter), order });
  if (!result.success) return result;
  useCases.setState({ filters: result.filters });
  notify({ id: 'filters', level: 'success', message: result.message });
  return null;
}

export async function forgetFilter(name: string): Promise<void> {
  const result = await report(invoke('cases:deleteFilter', { name }), { id: 'filters' });
  if (result.success) useCases.setState({ filters: result.filters });
}
