/** What stands at the side of every screen: the practice, the screens, how safe everything is, and the look. */
import { Burger, Group } from '@mantine/core';
import type { ReactNode } from 'react';
import { AboutIcon, BackupIcon, CasesIcon } from '../../icons.tsx';
import { useApp } from '../../stores/app-store.ts';
import { goTo, useNavigation, type Screen } from '../../stores/navigation-store.ts';
import { AppearanceSwitch } from './AppearanceSwitch.tsx';
import { OperationIndicator } from './OperationIndicator.tsx';
import { SafetyIndicator } from './SafetyIndicator.tsx';
import classes from './shell.module.css';

interface LinkProps {
  readonly to: Screen;
  readonly icon: ReactNode;
  readonly children: string;
}

function ScreenLink({ to, icon, children }: LinkProps) {
  const current = useNavigation((state) => state.screen === to);
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

interface Props {
  readonly menuOpen: boolean;
  readonly onClose: () => void;
}

export function MainNavigation({ menuOpen, onClose }: Props) {
  const practiceName = useApp((state) => state.info?.practiceName);
  return (
    <>
      <Group justify="space-between" wrap="nowrap" className={classes.brand}>
        <div>
          <p className={classes.wordmark}>Causebook</p>
          <p className={classes.practice}>{practiceName ?? ' '}</p>
        </div>
        {menuOpen && (
          <Burger hiddenFrom="sm" size="sm" opened onClick={onClose} aria-label="Close the navigation" />
        )}
      </Group>
      <ul className={classes.links}>
        <ScreenLink to="cases" icon={<CasesIcon />}>
          Cases
        </ScreenLink>
      </ul>
      <p className={classes.group} id="settings-links">
        Settings
      </p>
      <ul className={classes.links} aria-labelledby="settings-links">
        <ScreenLink to="backup" icon={<BackupIcon />}>
          Backup
        </ScreenLink>
        <ScreenLink to="about" icon={<AboutIcon />}>
          About
        </ScreenLink>
      </ul>
      <div className={classes.foot}>
        <OperationIndicator />
        <SafetyIndicator />
        <AppearanceSwitch />
      </div>
    </>
  );
}
