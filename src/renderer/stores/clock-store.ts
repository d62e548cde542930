/** The present moment, for words like "2 hours ago"; it moves on twice a minute. */
import { create } from 'zustand';

const TICK = 30_000;

export const useClock = create<{ readonly now: number }>()(() => ({ now: Date.now() }));

/** For what is younger than the last tick. */
export const tick = (): void => useClock.setState({ now: Date.now() });

/** Starts the clock. Returns the function that stops it. */
export function startClock(): () => void {
  const timer = setInterval(tick, TICK);
  return () => clearInterval(timer);
}
