/** Does what a key, the native menu or the tray asks the window for. */
import type { EventPayload } from '@causebook/contracts';
import { create } from 'zustand';
import { selectIsNew, useApp } from './app-store.ts';
import { newCase } from './case-form-store.ts';
import { goBack, goTo, openDay } from './navigation-store.ts';
import { openSearch } from './search-store.ts';

export type Shown = EventPayload<'app:show'>['what'];

export const useKeyboardHelp = create<{ readonly opened: boolean }>()(() => ({ opened: false }));

/** What there is while the person has not begun yet. */
const beforeBeginning: ReadonlySet<Shown> = new Set(['backup', 'settings', 'about', 'keyboard', 'back']);

/** A dialog keeps what was typed in it until the person closes it. */
const dialogIsOpen = (): boolean => document.querySelector('[role="dialog"]') !== null;

export function show(what: Shown): void {
  if (dialogIsOpen()) return;
  if (selectIsNew(useApp.getState()) && !beforeBeginning.has(what)) {
    goTo('today');
    return;
  }
  switch (what) {
    case 'today':
    case 'cases':
    case 'hearings':
    case 'tasks':
    case 'documents':
    case 'backup':
    case 'users':
    case 'about':
      return goTo(what);
    case 'settings':
      return goTo('backup');
    case 'newTask':
      return goTo('tasks');
    case 'print':
      return openDay(null);
    case 'search':
      return openSearch();
    case 'newCase':
      return newCase();
    case 'back':
      return goBack();
    case 'keyboard':
      return useKeyboardHelp.setState({ opened: true });
    default:
      return what satisfies never;
  }
}
