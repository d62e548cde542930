/** Asks main while the person types, and opens what they choose. */
import type { SearchHit } from '@causebook/contracts';
import { invoke, listen } from '../bridge.ts';
import { goTo, openCase, openDocument, useNavigation, type CaseTab } from './navigation-store.ts';
import { newestOnly } from './newest-only.ts';
import { closeSearch, selectChoices, selectShowsRecent, useSearch, type RecentCase } from './search-store.ts';

export const HITS_OF_A_KIND = 6;
const TYPING_PAUSE = 40;
const MOST_RECENT = 6;
const LONGEST = 200;

let typingTimer: ReturnType<typeof setTimeout> | undefined;

const ask = newestOnly(
  (typed: string) => invoke('search:all', { words: typed.trim().slice(0, LONGEST), perKind: HITS_OF_A_KIND }),
  (result, typed) => {
    // The question was taken back while it was under way.
    if (useSearch.getState().typed !== typed) return;
    if (!result.success) {
      useSearch.setState({ failure: result, hits: [], more: [], shown: typed, hurried: false });
      return;
    }
    const { hits, more } = result.answer;
    const { hurried } = useSearch.getState();
    useSearch.setState({ hits, more, shown: typed, failure: null, active: 0, hurried: false });
    if (hurried && hits[0] !== undefined) openHit(hits[0]);
  },
);

/** Searches as soon as the typing pauses. */
export function search(typed: string): void {
  clearTimeout(typingTimer);
  useSearch.setState({ typed, hurried: false });
  if (typed.trim() === '') {
    useSearch.setState({ hits: [], more: [], shown: '', failure: null, active: 0 });
    return;
  }
  typingTimer = setTimeout(() => void ask(typed), TYPING_PAUSE);
}

export const searchAgain = (): Promise<void> => ask(useSearch.getState().typed);

/** Moves the choice; past the last one comes the first. */
export function moveChoice(by: 1 | -1): void {
  const count = selectChoices(useSearch.getState());
  if (count > 0) useSearch.setState(({ active }) => ({ active: (active + by + count) % count }));
}

const tabOf = {
  case: 'overview',
  party: 'overview',
  hearing: 'hearings',
  task: 'tasks',
  order: 'orders',
} as const satisfies Partial<Record<SearchHit['kind'], CaseTab>>;

function leaveSearch(): void {
  useSearch.setState({ left: true });
  closeSearch();
}

export function openHit({ kind, id, caseId }: SearchHit): void {
  leaveSearch();
  if (kind === 'document') openDocument(id);
  else if (caseId !== null) openCase(caseId, tabOf[kind]);
  else goTo('tasks');
}

export function openRecent({ id }: RecentCase): void {
  leaveSearch();
  openCase(id);
}

/** Opens what is chosen; what was typed last counts, also where its answer is still to come. */
export function openChoice(): void {
  const state = useSearch.getState();
  const { typed, shown, hits, recent, active } = state;
  if (selectShowsRecent(state)) {
    const choice = recent[active];
    if (choice !== undefined) openRecent(choice);
    return;
  }
  if (typed !== shown) {
    useSearch.setState({ hurried: true });
    return;
  }
  const hit = hits[active];
  if (hit !== undefined) openHit(hit);
}

/** Reads what the cases that were open lately are called now; those that are gone are left out. */
export async function refreshRecent(): Promise<void> {
  const { recentIds } = useSearch.getState();
  const results = await Promise.all(recentIds.map((caseId) => invoke('cases:get', { caseId })));
  const recent = results
    .filter((result) => result.success)
    .map(({ case: { id, number, title } }) => ({ id, number, title }));
  useSearch.setState({ recent });
}

/** Remembers which cases are opened, as long as the window lives. Returns the function that stops. */
export function followOpenedCases(): () => void {
  const stops = [
    useNavigation.subscribe(({ place }) => {
      if (place.screen !== 'case') return;
      useSearch.setState(({ recentIds }) => ({
        recentIds: [place.caseId, ...recentIds.filter((id) => id !== place.caseId)].slice(0, MOST_RECENT),
      }));
    }),
    // They belong to a practice that is not the live one any more.
    listen('app:dataReplaced', () => {
      useSearch.setState({ recentIds: [], recent: [] });
      closeSearch();
    }),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}
