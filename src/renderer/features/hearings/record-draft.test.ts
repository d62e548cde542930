import type { Hearing, NextDateProposal } from '@causebook/contracts';
import { expect, test } from 'vitest';
import { beginRecord, laterHearing, recordOf, withOutcome, withProposal } from './record-draft.ts';

const hearing: Hearing = {
  id: 'h',
  case: { id: 'c', number: '', title: 'Rao v. State' },
  day: '2026-05-05',
  time: '10:30',
  court: 'Civil Court',
  room: 'Hall 4',
  stage: 'Evidence',
  purpose: 'Cross-examination',
  outcome: '',
  notes: '',
};
const proposal: NextDateProposal = {
  day: '2026-06-02',
  time: '11:00',
  purpose: '',
  because: '',
  otherHearings: 0,
  openTasks: 0,
};
const draft = beginRecord(hearing);

test('the proposed day is filled in, unless the person was faster', () => {
  expect(withProposal(draft, proposal, false)).toEqual({ day: '2026-06-02', time: '11:00' });
  expect(withProposal({ ...draft, day: '2026-07-01' }, proposal, false)).toEqual({});
});

test('a case that has a later hearing already gets no second one by itself', () => {
  expect(withProposal(draft, proposal, true)).toMatchObject({ follows: 'nothing' });
  const other = { ...hearing, id: 'other' };
  expect(
    laterHearing(hearing, [hearing, { ...other, day: '2026-07-01' }, { ...other, day: '2026-06-01' }])?.day,
  ).toBe('2026-06-01');
  expect(laterHearing(hearing, [hearing, { ...other, day: '2026-05-01' }])).toBeNull();
});

test('a final outcome ends the row of hearings, and another one goes on again', () => {
  expect(withOutcome(draft, 'Dismissed').follows).toBe('nothing');
  expect(withOutcome({ ...draft, follows: 'nothing' }, 'Adjourned').follows).toBe('hearing');
  expect(withOutcome({ ...draft, followsChosen: true }, 'Dismissed').follows).toBeUndefined();
});

test('a correction lists no further hearing by itself', () => {
  expect(beginRecord({ ...hearing, outcome: 'Heard' }).follows).toBe('nothing');
});

test('what is sent says only what is meant', () => {
  expect(recordOf({ ...draft, outcome: 'Heard' }, hearing)).toBeNull();
  const dated = { ...draft, outcome: 'Heard', day: '2026-06-02', closeCase: true };
  expect(recordOf(dated, hearing)).toMatchObject({
    next: { day: '2026-06-02' },
    stage: null,
    closeCase: false,
  });
  expect(recordOf({ ...dated, follows: 'nothing', stage: 'Arguments' }, hearing)).toMatchObject({
    next: null,
    stage: 'Arguments',
    closeCase: true,
  });
});
