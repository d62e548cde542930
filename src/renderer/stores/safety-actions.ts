/** Asks main how safe the practice is. */
import { invoke } from '../bridge.ts';
import { newestOnly } from './newest-only.ts';
import { useSafety } from './safety-store.ts';

export const refreshSafety = newestOnly(
  () => invoke('backup:getSafety'),
  (result) =>
    useSafety.setState(
      result.success ? { safety: result.safety, failure: null } : { safety: null, failure: result },
    ),
);
