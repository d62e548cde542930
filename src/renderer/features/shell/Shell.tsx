/** The frame of the window: navigation at the side, one screen beside it. */
import { AppShell, Burger } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useEffect } from 'react';
import { ErrorBoundary } from '../../components/ErrorBoundary.tsx';
import { useNavigation, type Screen } from '../../stores/navigation-store.ts';
import { BackupSettings } from '../backup/BackupSettings.tsx';
import { CasesScreen } from '../cases/CasesScreen.tsx';
import { AboutSettings } from '../settings/AboutSettings.tsx';
import { keepFocus } from './keep-focus.ts';
import { MainNavigation } from './MainNavigation.tsx';
import classes from './shell.module.css';

const MAIN = 'content';

const focusMain = (): void => document.getElementById(MAIN)?.focus();

function CurrentScreen({ screen }: { readonly screen: Screen }) {
  switch (screen) {
    case 'cases':
      return <CasesScreen />;
    case 'backup':
      return <BackupSettings />;
    case 'about':
      return <AboutSettings />;
  }
}

/** Put beside a screen with its key: comes to life when the person arrives there. */
function Arrival({ onArrive }: { readonly onArrive: () => void }) {
  useEffect(() => {
    if (!useNavigation.getState().moved) return;
    onArrive();
    window.scrollTo(0, 0);
    // The button that led here may be gone; a keyboard must not be sent back to the top of the window.
    if (document.activeElement === document.body) focusMain();
  }, [onArrive]);
  return null;
}

export function Shell() {
  const screen = useNavigation((state) => state.screen);
  const [menuOpen, menu] = useDisclosure(false);
  useEffect(() => keepFocus(() => document.getElementById(MAIN)), []);
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
        </nav>
      </AppShell.Header>
      <AppShell.Navbar className={classes.navbar} aria-label="Main">
        <MainNavigation menuOpen={menuOpen} onClose={menu.close} />
      </AppShell.Navbar>
      <AppShell.Main id={MAIN} tabIndex={-1} className={classes.main}>
        <Arrival key={screen} onArrive={menu.close} />
        <ErrorBoundary key={`${screen} screen`} what="this screen">
          <CurrentScreen screen={screen} />
        </ErrorBoundary>
      </AppShell.Main>
    </AppShell>
  );
}
