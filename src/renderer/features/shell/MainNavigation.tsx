/** What stands at the side of every screen: the practice, the screens, how safe everything is, and the look. */
import { ActionIcon, Burger, Group, Kbd } from '@mantine/core';
import type { ReactNode } from 'react';
import {
  AboutIcon,
  BackupIcon,
  CalendarIcon,
  CasesIcon,
  DocumentIcon,
  ImportIcon,
  LogIcon,
  PeopleIcon,
  PlusIcon,
  SearchIcon,
  TaskIcon,
  TodayIcon,
  TrashIcon,
} from '../../icons.tsx';
import { selectIsNew, useApp } from '../../stores/app-store.ts';
import { newCase } from '../../stores/case-form-store.ts';
import { goTo, useNavigation, type Screen } from '../../stores/navigation-store.ts';
import { openSearch } from '../../stores/search-store.ts';
import { AppearanceSwitch } from './AppearanceSwitch.tsx';
import { AtWork } from './AtWork.tsx';
import { OperationIndicator } from './OperationIndicator.tsx';
import { SafetyIndicator } from './SafetyIndicator.tsx';
import { isMac } from './use-shortcuts.ts';
import classes from './shell.module.css';

interface LinkProps {
  readonly to: Screen;
  readonly icon: ReactNode;
  readonly children: string;
}

function ScreenLink({ to, icon, children }: LinkProps) {
  const current = useNavigation(
    ({ place }) => place.screen === to || (to === 'cases' && place.screen === 'case'),
  );
  return (
    <li>
      <button
        type="button"
        className={classes.link}
        {...(current ? { 'aria-current': 'page' } : {})}
        onClick={() => goTo(to)}
      >
        {icon}
        {children}
      </button>
    </li>
  );
}

function QuickActions({ onClose }: { readonly onClose: () => void }) {
  const then = (act: () => void) => () => {
    onClose();
    act();
  };
  return (
    <div className={classes.quick}>
      <button type="button" className={classes.search} onClick={then(openSearch)}>
        <SearchIcon size={16} />
        <span>Search</span>
        <Kbd size="xs" aria-hidden="true">
          {isMac ? '⌘K' : 'Ctrl K'}
        </Kbd>
      </button>
      <ActionIcon
        size={36}
        variant="default"
        aria-label="Add a case"
        title={`Add a case (${isMac ? '⌘' : 'Ctrl+'}N)`}
        onClick={then(newCase)}
      >
        <PlusIcon />
      </ActionIcon>
    </div>
  );
}

function DiaryLinks() {
  return (
    <ul className={classes.links} aria-label="Diary">
      <ScreenLink to="today" icon={<TodayIcon />}>
        Today
      </ScreenLink>
      <ScreenLink to="cases" icon={<CasesIcon />}>
        Cases
      </ScreenLink>
      <ScreenLink to="hearings" icon={<CalendarIcon />}>
        Hearings
      </ScreenLink>
      <ScreenLink to="tasks" icon={<TaskIcon />}>
        Tasks
      </ScreenLink>
      <ScreenLink to="documents" icon={<DocumentIcon />}>
        Documents
      </ScreenLink>
    </ul>
  );
}

function SettingsLinks({ isNew }: { readonly isNew: boolean }) {
  return (
    <ul className={classes.links} aria-labelledby="settings-links">
      <ScreenLink to="backup" icon={<BackupIcon />}>
        Backup
      </ScreenLink>
      {!isNew && (
        <>
          <ScreenLink to="import" icon={<ImportIcon />}>
            Import
          </ScreenLink>
          <ScreenLink to="users" icon={<PeopleIcon />}>
            Users
          </ScreenLink>
          <ScreenLink to="audit" icon={<LogIcon />}>
            Activity
          </ScreenLink>
          <ScreenLink to="deleted" icon={<TrashIcon />}>
            Deleted entries
          </ScreenLink>
        </>
      )}
      <ScreenLink to="about" icon={<AboutIcon />}>
        About
      </ScreenLink>
    </ul>
  );
}

interface Props {
  readonly menuOpen: boolean;
  readonly onClose: () => void;
}

export function MainNavigation({ menuOpen, onClose }: Props) {
  const practiceName = useApp((state) => state.info?.practiceName);
  const isNew = useApp(selectIsNew);
  const isSample = useApp((state) => state.info?.isSample ?? false);
  return (
    <>
      <Group justify="space-between" wrap="nowrap" className={classes.brand}>
        <div>
          <p className={classes.wordmark}>Causebook</p>
          <p className={classes.practice}>{practiceName || '\u00a0'}</p>
        </div>
        {menuOpen && (
          <Burger hiddenFrom="sm" size="sm" opened onClick={onClose} aria-label="Close the navigation" />
        )}
      </Group>
      <div className={classes.places}>
        {isNew ? (
          <ul className={classes.links}>
            <ScreenLink to="today" icon={<TodayIcon />}>
              First steps
            </ScreenLink>
          </ul>
        ) : (
          <>
            <QuickActions onClose={onClose} />
            <DiaryLinks />
          </>
        )}
        <p className={classes.group} id="settings-links">
          Settings
        </p>
        <SettingsLinks isNew={isNew} />
      </div>
      <div className={classes.foot}>
        <OperationIndicator />
        {!isSample && !isNew && <SafetyIndicator />}
        <AtWork />
        <AppearanceSwitch />
      </div>
    </>
  );
}
