/** The frame of the window: navigation at the side, one screen beside it. */
import { ActionIcon, AppShell, Burger } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useEffect, useEffectEvent } from 'react';
import { ErrorBoundary } from '../../components/ErrorBoundary.tsx';
import { SearchIcon } from '../../icons.tsx';
import { openSearch } from '../../stores/search-store.ts';
import { selectIsNew, useApp } from '../../stores/app-store.ts';
import { useNavigation, type Place } from '../../stores/navigation-store.ts';
import { BackupSettings } from '../backup/BackupSettings.tsx';
import { CaseScreen } from '../cases/CaseScreen.tsx';
import { CasesScreen } from '../cases/CasesScreen.tsx';
import { DeletedScreen } from '../cases/DeletedScreen.tsx';
import { FirstRun } from '../first-run/FirstRun.tsx';
import { DocumentsScreen } from '../documents/DocumentsScreen.tsx';
import { HearingsScreen } from '../hearings/HearingsScreen.tsx';
import { ImportScreen } from '../import/ImportScreen.tsx';
import { RecoveryScreen } from '../recovery/RecoveryScreen.tsx';
import { SearchDialog } from '../search/SearchDialog.tsx';
import { AboutSettings } from '../settings/AboutSettings.tsx';
import { TasksScreen } from '../tasks/TasksScreen.tsx';
import { TodayScreen } from '../today/TodayScreen.tsx';
import { AuditScreen } from '../users/AuditScreen.tsx';
import { UsersScreen } from '../users/UsersScreen.tsx';
import { keepFocus } from './keep-focus.ts';
import { KeyboardHelp } from './KeyboardHelp.tsx';
import { MainNavigation } from './MainNavigation.tsx';
import { SampleBanner } from './SampleBanner.tsx';
import { useShortcuts } from './use-shortcuts.ts';
import classes from './shell.module.css';

const MAIN = 'content';

const focusMain = (): void => document.getElementById(MAIN)?.focus();

/** What needs no practice that somebody has begun to work in. */
const alwaysThere: ReadonlySet<Place['screen']> = new Set(['backup', 'about', 'recovery']);

function CurrentScreen({ place }: { readonly place: Place }) {
  const isKnown = useApp((state) => state.info !== null);
  const failure = useApp((state) => state.failure);
  const isNew = useApp(selectIsNew);
  // Which screen it is to be is known in a moment; one that is taken away again would flicker.
  if (alwaysThere.has(place.screen)) return <Screen place={place} />;
  if (failure) return <RecoveryScreen />;
  if (!isKnown) return null;
  if (isNew) return <FirstRun />;
  return <Screen place={place} />;
}

function Screen({ place }: { readonly place: Place }) {
  switch (place.screen) {
    case 'today':
      return <TodayScreen />;
    case 'cases':
      return <CasesScreen />;
    case 'case':
      return <CaseScreen key={place.caseId} caseId={place.caseId} />;
    case 'hearings':
      return <HearingsScreen />;
    case 'tasks':
      return <TasksScreen />;
    case 'documents':
      return <DocumentsScreen />;
    case 'import':
      return <ImportScreen />;
    case 'deleted':
      return <DeletedScreen />;
    case 'users':
      return <UsersScreen />;
    case 'audit':
      return <AuditScreen />;
    case 'backup':
      return <BackupSettings />;
    case 'recovery':
      return <RecoveryScreen />;
    case 'about':
      return <AboutSettings />;
  }
}

/** Put beside a screen with its key: comes to life when the person arrives there. */
function Arrival({ onArrive }: { readonly onArrive: () => void }) {
  const arrive = useEffectEvent(onArrive);
  useEffect(() => {
    if (!useNavigation.getState().moved) return;
    arrive();
    window.scrollTo(0, 0);
    // The button that led here may be gone; a keyboard must not be sent back to the top of the window.
    if (document.activeElement === document.body) focusMain();
  }, []);
  return null;
}

export function Shell() {
  const place = useNavigation((state) => state.place);
  const arrived = place.screen === 'case' ? `case ${place.caseId}` : place.screen;
  const isNew = useApp(selectIsNew);
  const [menuOpen, menu] = useDisclosure(false);
  const arrive = (): void => {
    // The link that led here goes with the navigation that covers a narrow window.
    if (menuOpen) focusMain();
    menu.close();
  };
  useEffect(() => keepFocus(() => document.getElementById(MAIN)), []);
  useShortcuts();
  return (
    <AppShell
      layout="alt"
      padding="lg"
      header={{ height: { base: 52, sm: 0 } }}
      navbar={{ width: 236, breakpoint: 'sm', collapsed: { mobile: !menuOpen } }}
    >
      <button type="button" className={classes.skip} onClick={focusMain}>
        Skip to the content
      </button>
      {/* A dialog's own head is a banner already. */}
      <AppShell.Header role="none" hiddenFrom="sm" className={classes.header}>
        <nav aria-label="Menu" className={classes.headerContent}>
          <Burger
            size="sm"
            opened={menuOpen}
            onClick={menu.toggle}
            aria-label="Open the navigation"
            aria-expanded={menuOpen}
          />
          <span className={classes.wordmark}>Causebook</span>
          {!isNew && (
            <ActionIcon ml="auto" size={36} variant="default" aria-label="Search" onClick={openSearch}>
              <SearchIcon />
            </ActionIcon>
          )}
        </nav>
      </AppShell.Header>
      <AppShell.Navbar className={classes.navbar} data-open={menuOpen} aria-label="Main">
        <MainNavigation menuOpen={menuOpen} onClose={menu.close} />
      </AppShell.Navbar>
      <AppShell.Main id={MAIN} tabIndex={-1} className={classes.main}>
        <SampleBanner />
        <Arrival key={arrived} onArrive={arrive} />
        <ErrorBoundary key={`${arrived} screen`} what="this screen">
          <CurrentScreen place={place} />
        </ErrorBoundary>
      </AppShell.Main>
      <SearchDialog />
      <KeyboardHelp />
    </AppShell>
  );
}
