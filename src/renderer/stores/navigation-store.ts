/** Which screen is shown. */
import { create } from 'zustand';

export type Screen = 'cases' | 'backup' | 'about';
export type BackupTab = 'backups' | 'restore-points' | 'schedule' | 'history';

export interface NavigationState {
  readonly screen: Screen;
  readonly backupTab: BackupTab;
}

export const useNavigation = create<NavigationState>()(() => ({ screen: 'cases', backupTab: 'backups' }));

export const goTo = (screen: Screen): void => useNavigation.setState({ screen });

export const goToBackupTab = (backupTab: BackupTab): void =>
  useNavigation.setState({ screen: 'backup', backupTab });
