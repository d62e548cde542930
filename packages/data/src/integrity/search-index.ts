/** Whether the search finds what there is. */
import { searchIndexFits } from '../search-index.ts';
import { failed, Findings, passed, type Check } from './check.ts';

export const searchIndex: Check = ({ database }) => {
  const findings = new Findings();
  const lines = database.pragma(`integrity_check('searchIndex')`) as { integrity_check: string }[];
  for (const { integrity_check: line } of lines) if (line !== 'ok') findings.add(line);
  if (!searchIndexFits(database)) findings.add('It does not have as many entries as can be found.');
  return findings.count === 0
    ? passed('search-index', 'The search knows every entry.')
    : failed(
        'search-index',
        'The search does not know every entry. No entry is lost: it only has to be made again.',
        {
          findings,
          remedy: 'rebuild-search',
        },
      );
};
