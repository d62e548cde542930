/** Makes a backup of a profile and tells what came of it, as JSON: `back-up-here.ts PROFILE export|increment|consolidate`. */
import { toAppError } from '@causebook/contracts';
import { PracticeSession, profilePaths } from '@causebook/data';
import { BackupService, Catalog, inPlaceRunner } from '../src/index.ts';

const [profile = '', work = ''] = process.argv.slice(2);
const paths = profilePaths(profile);
const { catalog } = await Catalog.open(paths, new Date());
const session = new PracticeSession(paths);
await session.open();
const service = new BackupService({
  session,
  catalog,
  runner: inPlaceRunner,
  appVersion: '1.2.3',
  now: () => new Date(),
  background: { stop: async () => {}, boot: () => {} },
  onTrouble: (what, error) => {
    throw new Error(`trouble: ${what}`, { cause: error });
  },
});
try {
  const [newest] = await service.library.list();
  const answer =
    work === 'consolidate'
      ? await service.exports.consolidate(newest!.backupId)
      : await service.exports.exportNow(work === 'increment' ? { base: newest!.backupId } : {});
  const { metadata, warnings, message } = answer;
  process.stdout.write(JSON.stringify({ metadata, warnings, message }));
} catch (error) {
  const { code, message, remedy } = toAppError(error);
  process.stdout.write(JSON.stringify({ code, message, remedy }));
} finally {
  session.close();
  catalog.close();
}
