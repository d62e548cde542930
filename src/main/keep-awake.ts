/** Keeps the computer from falling asleep while an operation runs. */

export interface SleepBlocker {
  start(type: 'prevent-app-suspension'): number;
  stop(id: number): unknown;
}

/** @returns the function to call whenever an operation begins, goes on or ends */
export function keepAwakeWith(blocker: SleepBlocker): (isWorking: boolean) => void {
  let id: number | null = null;
  return (isWorking) => {
    if (isWorking) id ??= blocker.start('prevent-app-suspension');
    else if (id !== null) {
      blocker.stop(id);
      id = null;
    }
  };
}
