import type { BackupId } from '@causebook/contracts';
import { expect, test } from 'vitest';
import { jpegLike, office } from '../../test/office.ts';
import { proofStatistics, standingOf } from './proof-statistics.ts';

type Judged = Parameters<typeof standingOf>[0];
type Known = Pick<Judged, 'verification' | 'drill'>;
const checked = (outcome: 'good' | 'bad', at: string): Judged['verification'] => ({
  outcome,
  verifiedAt: `${at}T10:00:00.000Z`,
  message: '',
});
const drilled = (outcome: 'proven' | 'failed', at: string): Judged['drill'] => ({
  outcome,
  drilledAt: `${at}T10:00:00.000Z`,
  message: '',
  counts: null,
  documents: 0,
  durationMs: 0,
});

const whole = (known: Known): Judged => ({ ...known, increment: null });
const lacking = (known: Known): Judged => ({
  ...known,
  increment: {
    base: '0190f5a0-0000-7000-8000-000000000001' as BackupId,
    neededFiles: ['full.zip'],
    badFiles: [{ fileName: 'full.zip', problem: 'damaged' }],
    needs: 1,
    documents: 1,
    addedDocuments: 0,
    removedDocuments: 0,
    changedShare: 0,
  },
});

test.each<[ReturnType<typeof standingOf>, string, Known]>([
  ['unchecked', 'nothing is known', { verification: null, drill: null }],
  ['verified', 'it was read and found whole', { verification: checked('good', '2026-05-01'), drill: null }],
  ['damaged', 'it was read and found damaged', { verification: checked('bad', '2026-05-01'), drill: null }],
  [
    'proven',
    'it was restored on trial',
    { verification: checked('good', '2026-05-01'), drill: drilled('proven', '2026-04-01') },
  ],
  [
    'damaged',
    'it could not be restored on trial, although it reads well',
    { verification: checked('good', '2026-05-01'), drill: drilled('failed', '2026-04-01') },
  ],
  [
    'damaged',
    'it was damaged after it had been proven',
    { verification: checked('bad', '2026-05-01'), drill: drilled('proven', '2026-04-01') },
  ],
  [
    'proven',
    'it was restored after a disk had read badly',
    { verification: checked('bad', '2026-04-01'), drill: drilled('proven', '2026-05-01') },
  ],
])('a backup counts as %s when %s', (standing, _, known) => {
  expect(standingOf(whole(known))).toBe(standing);
});

test('an increment whose base went bad after it was proven does not count as proven', () => {
  const known = { verification: null, drill: drilled('proven', '2026-02-01') };
  expect(standingOf(lacking(known))).toBe('lacking');
  expect(proofStatistics([lacking(known)])).toMatchObject({
    provenBackups: 0,
    lackingBackups: 1,
    damagedBackups: 0,
    oldestProof: null,
  });
  expect(standingOf(lacking({ ...known, drill: drilled('failed', '2026-03-01') }))).toBe('damaged');
});

test('each backup counts once, and the oldest proof is that of a backup that stands', () => {
  const known: Known[] = [
    { verification: null, drill: drilled('failed', '2026-01-01') },
    { verification: checked('bad', '2026-03-01'), drill: drilled('proven', '2026-01-02') },
    { verification: null, drill: drilled('proven', '2026-02-02') },
    { verification: null, drill: drilled('proven', '2026-02-01') },
    { verification: checked('good', '2026-02-01'), drill: null },
    { verification: null, drill: null },
  ];
  expect(proofStatistics(known.map(whole))).toMatchObject({
    provenBackups: 2,
    verifiedBackups: 1,
    uncheckedBackups: 1,
    damagedBackups: 2,
    oldestProof: '2026-02-01T10:00:00.000Z',
  });
  expect(proofStatistics([]).oldestProof).toBeNull();
});

test('the statistics of an office tell how many backups were restored on trial', async () => {
  const { service } = await office({ documents: [jpegLike('scan', 4000)] });
  const { backupId } = await service.exports.exportNow();
  await service.exports.exportNow();
  expect(await service.library.statistics()).toMatchObject({
    provenBackups: 0,
    verifiedBackups: 2,
    uncheckedBackups: 0,
    damagedBackups: 0,
    oldestProof: null,
  });
  const { drill } = await service.proofs.drill(backupId);
  expect(await service.library.statistics()).toMatchObject({
    provenBackups: 1,
    verifiedBackups: 1,
    uncheckedBackups: 0,
    damagedBackups: 0,
    oldestProof: drill.drilledAt,
  });
});
