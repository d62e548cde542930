/** Reads what today brings. */
import { invoke } from '../bridge.ts';
import { newestOnly } from './newest-only.ts';
import { useToday } from './today-store.ts';

export const refreshToday = newestOnly(
  () => invoke('today:get'),
  (result) => useToday.setState(result.success ? { view: result.view, failure: null } : { failure: result }),
);
