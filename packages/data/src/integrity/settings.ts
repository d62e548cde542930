/** What a practice must know about itself. */
import { SAMPLE_ID, readSetting } from '../practice.ts';
import { failed, Findings, passed, type Check } from './check.ts';

export const settings: Check = ({ database }) => {
  const findings = new Findings();
  const id = readSetting(database, 'practice.id') ?? '';
  if (id === '' || id.length > 64)
    findings.add('The practice has no name of its own that tells its backups from those of other practices.');
  const isSample = readSetting(database, 'practice.isSample') === '1';
  if (isSample && !id.startsWith(SAMPLE_ID))
    findings.add('The practice says that it is a sample, and is not named as one.');
  const { users, owners } = database
    .prepare<[], { users: number; owners: number }>(
      `SELECT count(*) AS users, count(*) FILTER (WHERE role = 'owner' AND active = 1) AS owners FROM users`,
    )
    .get()!;
  if (users > 0 && owners === 0)
    findings.add('Nobody who works here is an active owner, so nobody can decide who works here.');
  return findings.count === 0
    ? passed('settings', 'The practice has its own mark, and somebody who may decide who works in it.')
    : failed('settings', 'Something that the practice must know about itself is missing.', {
        findings,
        remedy: 'restore',
      });
};
