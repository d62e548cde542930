/** The record of backups, beside the practice. */
import { integrityProblems, openReadOnly } from '../database.ts';
import { exists } from '../durable-files.ts';
import { failed, Findings, passed, type Check } from './check.ts';

const LOST =
  'The list of backups and the history are damaged. The list is made again from the backups themselves at the next start.';

export const catalogFile: Check = async ({ paths }) => {
  if (!(await exists(paths.catalog)))
    return failed(
      'catalog',
      'The list of backups is missing. Start Causebook again: it is then begun anew.',
      {
        remedy: null,
      },
    );
  const findings = new Findings();
  try {
    const catalog = openReadOnly(paths.catalog);
    try {
      for (const problem of integrityProblems(catalog)) findings.add(problem);
    } finally {
      catalog.close();
    }
  } catch (error) {
    findings.add(error instanceof Error ? error.message : String(error));
  }
  return findings.count === 0
    ? passed('catalog', 'The list of backups and the history are sound.')
    : failed('catalog', LOST, { findings, remedy: null });
};
