import { rm } from 'node:fs/promises';
import { documentPath } from '@causebook/data';
import { expect, test } from 'vitest';
import { jpegLike, office } from '../../test/office.ts';

test('a practice that does not pass its checks holds pruning and protects the last backup from before', async () => {
  const place = await office({ documents: [jpegLike('scan', 9_000)] });
  await place.service.health.check({ thorough: true });
  const { backupId } = await place.service.exports.exportNow();
  await place.service.health.check({ thorough: true });
  const sha256 = await place.session.use(
    ({ database }) => database.prepare('SELECT sha256 FROM documents').pluck().get() as string,
  );
  await rm(documentPath(place.paths.files, sha256));
  await place.service.health.check({ thorough: false });
  const { suspicions } = await place.service.retention.status();
  expect(suspicions).toMatchObject([{ kind: 'practice', lastGoodBackupId: backupId }]);
  expect((await place.service.library.get(backupId)).protection).toMatchObject({ by: 'guard' });
  expect((await place.service.safety({ nextRunAt: null, consecutiveFailures: 0 })).level).toBe('danger');
  await place.service.health.heal('all');
  await place.service.health.check({ thorough: true });
  expect((await place.service.retention.status()).suspicions).toEqual([]);
});

test('what the person has said is right does not silence what fails besides later on', async () => {
  const place = await office({ documents: [jpegLike('scan', 9_000)] });
  await place.service.exports.exportNow();
  const sha256 = await place.session.use(
    ({ database }) => database.prepare('SELECT sha256 FROM documents').pluck().get() as string,
  );
  await rm(documentPath(place.paths.files, sha256));
  await place.service.health.check();
  const [suspicion] = (await place.service.retention.status()).suspicions;
  await place.service.guard.accept(suspicion!.key);
  await place.service.health.check();
  expect((await place.service.retention.status()).suspicions).toEqual([]);
  await place.session.use(({ database }) => {
    database.pragma('foreign_keys = OFF');
    database.exec("UPDATE hearings SET caseId = 'nobody'");
    database.pragma('foreign_keys = ON');
  });
  await place.service.health.check();
  expect((await place.service.retention.status()).suspicions).toMatchObject([{ kind: 'practice' }]);
});
