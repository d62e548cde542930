/** Where the person is in the app, and where they came from. */
import { create } from 'zustand';

export type BackupTab = 'backups' | 'health' | 'restore-points' | 'schedule' | 'retention' | 'history';
export type CaseTab = 'overview' | 'hearings' | 'tasks' | 'orders' | 'documents';
export type HearingsView = 'month' | 'week' | 'day';

/** A screen and what it shows. */
export type Place =
  | { readonly screen: 'today' }
  | { readonly screen: 'cases' }
  | { readonly screen: 'case'; readonly caseId: string; readonly tab: CaseTab }
  /** `day` is any day of the stretch that is shown; null means today. */
  | { readonly screen: 'hearings'; readonly view: HearingsView; readonly day: string | null }
  | { readonly screen: 'tasks' }
  | { readonly screen: 'documents'; readonly documentId: string | null }
  | { readonly screen: 'import' }
  | { readonly screen: 'deleted' }
  | { readonly screen: 'users' }
  | { readonly screen: 'audit' }
  | { readonly screen: 'backup' }
  /** The way out of a practice that is damaged; it is also there for one that can be opened. */
  | { readonly screen: 'recovery' }
  | { readonly screen: 'about' };

export type Screen = Place['screen'];
/** Screens that need nothing to be shown. */
export type PlainScreen = Exclude<Screen, 'case' | 'hearings' | 'documents'>;

/** How many places back can be gone. */
const REMEMBERED = 50;

export interface NavigationState {
  readonly place: Place;
  /** The latest last. */
  readonly earlier: readonly Place[];
  readonly backupTab: BackupTab;
  /** Whether the person has gone anywhere since the start. */
  readonly moved: boolean;
}

export const useNavigation = create<NavigationState>()(() => ({
  place: { screen: 'today' },
  earlier: [],
  backupTab: 'backups',
  moved: false,
}));

const same = (one: Place, other: Place): boolean => JSON.stringify(one) === JSON.stringify(other);

export const goToPlace = (place: Place): void =>
  useNavigation.setState(({ place: from, earlier }) =>
    same(from, place)
      ? { moved: true }
      : { place, earlier: [...earlier, from].slice(-REMEMBERED), moved: true },
  );

export const goTo = (screen: Screen): void => {
  switch (screen) {
    case 'case':
      return;
    case 'hearings':
      return goToPlace({ screen, view: 'month', day: null });
    case 'documents':
      return goToPlace({ screen, documentId: null });
    default:
      return goToPlace({ screen });
  }
};

export const openCase = (caseId: string, tab: CaseTab = 'overview'): void =>
  goToPlace({ screen: 'case', caseId, tab });

export const openDay = (day: string | null, view: HearingsView = 'day'): void =>
  goToPlace({ screen: 'hearings', view, day });

export const openDocument = (documentId: string): void => goToPlace({ screen: 'documents', documentId });

/** Changes what the present screen shows, without a step that could be gone back. */
export const turnTo = (place: Place): void => useNavigation.setState({ place });

export const goBack = (): void =>
  useNavigation.setState(({ place, earlier }) => ({
    place: earlier.at(-1) ?? place,
    earlier: earlier.slice(0, -1),
    moved: true,
  }));

/** What is open belongs to a practice that is not the live one any more. */
export const leaveEntries = (): void =>
  useNavigation.setState(({ place }) => ({
    place:
      place.screen === 'case'
        ? { screen: 'cases' }
        : place.screen === 'documents'
          ? { screen: 'documents', documentId: null }
          : place,
    earlier: [],
  }));

export const goToBackupTab = (backupTab: BackupTab): void => {
  useNavigation.setState({ backupTab });
  goToPlace({ screen: 'backup' });
};
