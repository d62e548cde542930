/** Reads what the practice is, begins it, names it, and opens and leaves the sample beside it. */
import type { Failure } from '@causebook/contracts';
import { invoke } from '../bridge.ts';
import { report } from '../report.ts';
import { useApp } from './app-store.ts';
import { goTo, turnTo } from './navigation-store.ts';
import { newestOnly } from './newest-only.ts';
import { runOperation } from './operation-actions.ts';

export const refreshInfo = newestOnly(
  () => invoke('app:getInfo'),
  (result) => useApp.setState(result.success ? { info: result, failure: null } : { failure: result }),
);

/** Begins to work in the empty practice and goes on to its first screen. @returns why not, or null */
export async function beginPractice(
  names: { readonly practiceName: string; readonly ownerName: string },
  next: 'today' | 'import',
): Promise<Failure | null> {
  const result = await invoke('practice:begin', names);
  if (!result.success) return result;
  await refreshInfo();
  goTo(next);
  return null;
}

/** @returns why it could not be named so, or null */
export async function renamePractice(practiceName: string): Promise<Failure | null> {
  const result = await invoke('practice:rename', { practiceName });
  if (!result.success) return result;
  void report(Promise.resolve(result), { id: 'rename' });
  await refreshInfo();
  return null;
}

export async function openSample(): Promise<void> {
  const result = await report(
    runOperation('sample', () => invoke('practice:openSample')),
    { id: 'sample' },
  );
  if (result.success) turnTo({ screen: 'today' });
}

export async function leaveSample(): Promise<void> {
  const result = await report(
    runOperation('sample', () => invoke('practice:leaveSample')),
    { id: 'sample' },
  );
  if (result.success) turnTo({ screen: 'today' });
}
