/** The icon beside the clock: opens the window, makes a backup, and says when the last one was made. */
import { Menu, nativeImage, Tray, type MenuItemConstructorOptions } from 'electron';
import icon from '../../resources/tray.png?inline';
import { momentInWords } from './dates.ts';
import type { Log } from './log.ts';

export interface TrayFacts {
  /** When the newest backup was made, an instant; null when there is none. */
  readonly lastBackupAt: string | null;
  readonly nextRunAt: string | null;
  readonly isSample: boolean;
}

interface TrayActions {
  readonly open: () => void;
  readonly backUpNow: () => void;
  readonly quit: () => void;
}

/** Its words, with dates as on the screen. */
export function trayTemplate(
  { lastBackupAt, nextRunAt, isSample }: TrayFacts,
  { open, backUpNow, quit }: TrayActions,
  locale?: string,
): MenuItemConstructorOptions[] {
  const when = (instant: string | null, none: string): string =>
    instant === null ? none : momentInWords(instant, { locale });
  const lines = isSample
    ? ['The sample practice is open', 'Automatic backups pause']
    : [`Last backup: ${when(lastBackupAt, 'none yet')}`, `Next backup: ${when(nextRunAt, 'none planned')}`];
  return [
    { id: 'open', label: 'Open Causebook', click: open },
    { id: 'back-up-now', label: 'Back up now', click: backUpNow },
    { type: 'separator' },
    ...lines.map((label) => ({ label, enabled: false })),
    { type: 'separator' },
    { id: 'quit', label: 'Quit', click: quit },
  ];
}

export interface TrayParts extends TrayActions {
  readonly facts: () => Promise<TrayFacts>;
  readonly locale: string | undefined;
  readonly log: Pick<Log, 'error'>;
}

/**
 * Puts the icon there. A desktop without such a place goes without it.
 * @returns what brings its lines up to date
 */
export function showTray(parts: TrayParts): () => Promise<void> {
  const { facts, locale, log, open } = parts;
  const tray = makeTray(log);
  if (tray === null) return async () => {};
  tray.setToolTip('Causebook');
  tray.on('click', open);
  return async () => {
    try {
      const template = trayTemplate(await facts(), parts, locale);
      if (!tray.isDestroyed()) tray.setContextMenu(Menu.buildFromTemplate(template));
    } catch (error) {
      log.error('the menu of the tray', error);
    }
  };
}

function makeTray(log: Pick<Log, 'error'>): Tray | null {
  try {
    return new Tray(nativeImage.createFromDataURL(icon));
  } catch (error) {
    log.error('this desktop shows no tray', error);
    return null;
  }
}
