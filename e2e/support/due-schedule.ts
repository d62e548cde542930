/** The schedule of a profile that no app holds, set so that a backup is soon due. */
import { Catalog } from '../../packages/backup/src/index.ts';
import { profilePaths } from '../../packages/data/src/index.ts';

/** Makes the hourly schedule fall due that many seconds from now. */
export async function dueIn(profile: string, seconds: number, fullEvery = 1): Promise<void> {
  const { catalog } = await Catalog.open(profilePaths(profile), new Date());
  const startedAt = new Date(Date.now() - 3_600_000 + seconds * 1000).toISOString();
  await catalog.putSetting(
    'schedule',
    JSON.stringify({ enabled: true, rule: { kind: 'hourly', everyHours: 1 }, fullEvery }),
  );
  await catalog.putSetting(
    'schedule.runs',
    JSON.stringify({
      since: '2026-01-01T00:00:00.000Z',
      runs: [{ startedAt, endedAt: startedAt, outcome: 'completed' }],
    }),
  );
  catalog.close();
}
