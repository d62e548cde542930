/** Whether the database is laid out exactly as this version of Causebook lays it out. */
import { databaseVersion, newestVersion, schemaDifferences } from '../migrate.ts';
import { failed, Findings, passed, type Check } from './check.ts';

export const schema: Check = ({ database }) => {
  const findings = new Findings();
  for (const difference of schemaDifferences(database)) findings.add(difference);
  const version = databaseVersion(database);
  if (version !== newestVersion())
    findings.add(`The layout has version ${version}; this Causebook uses ${newestVersion()}.`);
  return findings.count === 0
    ? passed(
        'schema',
        `The database is laid out as this Causebook does it (version ${version}), and holds nothing else.`,
      )
    : failed('schema', 'The database is not laid out as Causebook does it. Another program has changed it.', {
        findings,
        remedy: 'repair',
      });
};
