/** Which screen is shown. */
import { create } from 'zustand';

export type Screen = 'cases' | 'backup' | 'about';
export type BackupTab = 'backups' | 'restore-points' | 'schedule' | 'history';

export interface NavigationState {
  readonly screen: Screen;
  readonly backupTab: BackupTab;
  /** Whether the person has gone anywhere since the start. */
  readonly moved: boolean;
}

export const useNavigation = create<NavigationState>()(() => ({
  screen: 'cases',
  backupTab: 'backups',
  moved: false,
}));

export const goTo = (screen: Screen): void => useNavigation.setState({ screen, moved: true });

export const goToBackupTab = (backupTab: BackupTab): void =>
  useNavigation.setState({ screen: 'backup', backupTab, moved: true });
