import type { CaseDetails } from '@causebook/contracts';
import { expect, test } from 'vitest';
import { checkDraft, draftOf, emptyParty, moved, type FormDraft } from './case-draft.ts';

const details: CaseDetails = {
  id: 'a',
  number: 'CS 1/2026',
  title: 'Rao v. State',
  kind: '',
  court: 'High Court',
  judge: '',
  stage: '',
  status: 'closed',
  clientName: '',
  clientContact: '',
  opponent: '',
  reference: '',
  otherNumbers: '',
  notes: 'one\ntwo',
  lawyerId: null,
  filedOn: '2026-01-05',
  parties: [{ name: 'Sen', side: 'other', role: '', counsel: '', contact: '' }],
  lawyerName: null,
  nextHearingOn: null,
  createdAt: '2026-01-05T00:00:00Z',
  updatedAt: '2026-01-05T00:00:00Z',
  counts: { hearings: 0, openTasks: 0, tasks: 0, orders: 0, documents: 0 },
};

const form = (change: Partial<FormDraft> = {}): FormDraft => ({ ...draftOf(details), ...change });

test('a case that is opened in the form and saved is as it was', () => {
  const {
    id: _,
    lawyerName: __,
    nextHearingOn: ___,
    createdAt: ____,
    updatedAt: _____,
    counts: ______,
    ...draft
  } = details;
  expect(checkDraft(draftOf(details))).toEqual({ draft });
});

test('a new form is empty and open', () => {
  expect(draftOf(null)).toMatchObject({ title: '', number: '', status: 'open', parties: [] });
});

test.each<[Partial<FormDraft>, string, string]>([
  [{ title: ' ' }, 'title', 'The case has no title.'],
  [{ parties: [{ ...emptyParty(3), counsel: 'Das' }] }, 'party 3', 'A party has no name.'],
  [{ court: 'x'.repeat(501) }, 'court', 'The court is too long.'],
  [{ notes: 'x'.repeat(20_001) }, 'notes', 'The notes are too long.'],
  [{ filedOn: '2026-02-30' }, 'filedOn', 'The filing date is not a day of the calendar.'],
])('%j cannot be saved, and the form says why', (change, field, problem) => {
  expect(checkDraft(form(change))).toMatchObject({ field, problem });
});

test('a party in which nothing was typed is no party', () => {
  expect(checkDraft(form({ parties: [emptyParty(0)] }))).toMatchObject({ draft: { parties: [] } });
});

test('parties move by one place, and not beyond the ends', () => {
  const parties = [emptyParty(0), emptyParty(1), emptyParty(2)];
  const keys = (list: readonly { key: number }[]): number[] => list.map(({ key }) => key);
  expect(keys(moved(parties, 0, 1))).toEqual([1, 0, 2]);
  expect(keys(moved(parties, 2, -1))).toEqual([0, 2, 1]);
  expect(keys(moved(parties, 0, -1))).toEqual([0, 1, 2]);
  expect(keys(moved(parties, 2, 1))).toEqual([0, 1, 2]);
});
