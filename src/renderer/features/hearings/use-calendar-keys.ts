/** Walks through the calendar by keys, wherever the focus is, as long as nobody types or chooses something. */
import { useEffect, useEffectEvent } from 'react';
import type { HearingsView } from '../../stores/navigation-store.ts';
import { dayByKey } from './calendar-days.ts';

interface Parts {
  readonly view: HearingsView;
  readonly day: string;
  readonly today: string;
  readonly onMove: (day: string) => void;
  readonly onOpen: (day: string) => void;
}

const BUSY = 'input, textarea, select, [contenteditable], [role="listbox"], [role="menu"], [role="combobox"]';

const isBusy = (target: EventTarget | null): boolean =>
  document.querySelector('[aria-modal="true"]') !== null ||
  (target instanceof Element && target.closest(BUSY) !== null);

export function useCalendarKeys({ view, day, today, onMove, onOpen }: Parts): void {
  const press = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    if (isBusy(event.target)) return;
    const isNowhere = event.target === document.body || (event.target as Element).tagName === 'MAIN';
    if (event.key === 'Enter' && isNowhere && view !== 'day') return onOpen(day);
    const wanted = dayByKey(event.key, view, day, today);
    if (wanted === null) return;
    event.preventDefault();
    onMove(wanted);
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent): void => press(event);
    document.addEventListener('keydown', listener);
    return () => document.removeEventListener('keydown', listener);
  }, []);
}
