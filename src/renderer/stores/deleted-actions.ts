/** Brings back what was deleted a moment ago. */
import { invoke } from '../bridge.ts';
import { reportTrouble } from '../report.ts';

/** Whether it is back; it then shows where it stood. */
export async function bringBack(deletionId: string): Promise<boolean> {
  const result = await reportTrouble(invoke('deleted:restore', { deletionId }), {
    id: `restore ${deletionId}`,
  });
  return result !== null;
}
