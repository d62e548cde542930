import { BackupId, type IncrementBase, type IncrementChanges } from '@causebook/contracts';
import { describe, expect, it } from 'vitest';
import { createFormat } from '../../format.ts';
import {
  baseInWords,
  baseNamed,
  besideEntries,
  estimateInWords,
  badNeedInWords,
  neededInWords,
  newInWords,
  shareInWords,
  travelsInWords,
} from './increment-words.ts';

const english = createFormat({ locale: 'en-GB', timeZone: 'UTC' });
const base = BackupId.parse('0190a1b2-c3d4-7001-8abc-000000000001');
const none = { added: 0, removed: 0, changed: 0 };
const noDocuments = { count: 0, bytes: 0, named: [] };
const changes: IncrementChanges = {
  base,
  fileName: 'causebook.zip',
  createdAt: '2026-11-20T09:00:00Z',
  isSame: false,
  entries: { cases: none, hearings: none, tasks: none, orders: none, documents: none },
  documents: { added: noDocuments, removed: noDocuments, replaced: noDocuments },
  travels: {
    documents: 3,
    documentBytes: 1_200_000,
    databaseBytes: 80_000,
    changedShare: 0.021,
    estimatedBytes: 1_100_000,
  },
  estimatedFullBytes: 52_000_000,
  needs: 2,
};

describe('what would be written', () => {
  it('is told beside what a full backup would be, as estimates', () => {
    expect(estimateInWords(changes, english)).toBe(
      'About 1.1 MB would be written. A full backup would be about 52 MB. Both are estimates.',
    );
  });

  it('names the documents and the share of the case diary', () => {
    expect(travelsInWords(changes, english)).toBe('3 documents (1.2 MB) and 2% of the case diary.');
    const nothing = { ...changes.travels, documents: 0, documentBytes: 0, changedShare: 0 };
    expect(travelsInWords({ ...changes, travels: nothing }, english)).toBe('Nothing new.');
  });

  it('names only what is new in a backup', () => {
    expect(newInWords({ addedDocuments: 0, changedShare: 0 }, english)).toBe('nothing');
    expect(newInWords({ addedDocuments: 1, changedShare: 0 }, english)).toBe('1 document');
    expect(newInWords({ addedDocuments: 0, changedShare: 0.5 }, english)).toBe('50% of the case diary');
    expect(newInWords({ addedDocuments: 3, changedShare: null }, english)).toBe(
      '3 documents, all of the case diary',
    );
  });

  it.each([
    [null, 'all of the case diary'],
    [1, 'all of the case diary'],
    [0.5, '50% of the case diary'],
    [0.0001, 'less than 1% of the case diary'],
    [0, 'nothing of the case diary'],
  ])('a share of %j is %s', (share, words) => {
    expect(shareInWords(share, english)).toBe(words);
  });
});

describe('besides the entries', () => {
  it('nothing is said where their numbers say it', () => {
    const cases = { ...none, added: 1 };
    expect(besideEntries({ ...changes, entries: { ...changes.entries, cases } })).toBeNull();
  });

  it('says that nothing has changed, or only what has no number here', () => {
    expect(besideEntries({ ...changes, isSame: true })).toBe('Nothing has changed since that backup.');
    expect(besideEntries(changes)).toContain('Only details beside these entries');
  });
});

describe('a backup to build on', () => {
  const choice: IncrementBase = {
    backupId: base,
    fileName: 'causebook.zip',
    name: '',
    createdAt: '2026-11-20T09:00:00Z',
    size: 2_300_000,
    kind: 'full',
    unfit: null,
  };

  it('is shown with its time, kind and size, the best one as such', () => {
    expect(baseInWords(choice, true, english)).toBe('20 November 2026, 09:00 – full, 2.3 MB (recommended)');
    expect(baseInWords({ ...choice, kind: 'incremental', name: 'Before the move' }, false, english)).toBe(
      '20 November 2026, 09:00, Before the move – increment, 2.3 MB',
    );
  });

  it('says why nothing can be built on it', () => {
    expect(baseInWords({ ...choice, unfit: 'It failed a check.' }, false, english)).toBe(
      '20 November 2026, 09:00 – full, 2.3 MB. Not possible: It failed a check.',
    );
  });
});

describe('backups that lean on others', () => {
  const increment = {
    base,
    neededFiles: ['full.zip', 'first.zip'],
    needs: 2,
    badFiles: [],
    documents: 3,
    addedDocuments: 1,
    removedDocuments: 0,
    changedShare: 0.1,
  };

  it.each([
    [0, null],
    [1, 'Another backup needs this one'],
    [3, '3 other backups need this one'],
  ])('one that %d others need says so, and what can be done', (neededBy, words) => {
    const said = neededInWords({ neededBy }, english);
    if (words === null) expect(said).toBeNull();
    else expect(said).toContain(`${words} and could not be restored without it.`);
  });

  it('name their base by its time, if the list knows it', () => {
    const list = [{ backupId: base, createdAt: '2026-11-20T09:00:00Z' }];
    expect(baseNamed({ increment }, list, english)).toBe('the backup of 20 November 2026, 09:00');
    expect(baseNamed({ increment }, [], english)).toBe('a backup that is not in the list');
  });

  it.each([
    ['missing', 'Check that the disk that holds it is connected.'],
    ['unlisted', 'Put it into the same folder; there it is found under another name, too.'],
    ['damaged', 'which did not pass a check. Put a good copy of that file in its place and check it'],
    ['changed', 'which is no longer as it was. Put a good copy'],
  ] as const)('say what to do about a needed file that is %s', (problem, words) => {
    const said = badNeedInWords({ fileName: 'full.zip', problem });
    expect(said).toContain('It cannot be restored without full.zip');
    expect(said).toContain(words);
  });
});
