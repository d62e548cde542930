/** Reads the practice's name and counts, and makes the sample practice. */
import { invoke } from '../bridge.ts';
import { report } from '../report.ts';
import { useApp } from './app-store.ts';
import { newestOnly } from './newest-only.ts';

export const refreshInfo = newestOnly(
  () => invoke('app:getInfo'),
  (result) => useApp.setState(result.success ? { info: result, failure: null } : { failure: result }),
);

export async function createSamplePractice(): Promise<void> {
  useApp.setState({ creatingSample: true });
  await report(invoke('practice:createSample'), { id: 'sample' });
  useApp.setState({ creatingSample: false });
}
