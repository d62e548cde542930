/** What the audit log keeps of a hearing that was made, changed, recorded or deleted. */
import { dayInWords, type RecordedHearing, type SavedHearing } from '@causebook/data';
import type { AuditNote } from '../diary.ts';

export function savedNotes({ hearing, isNew, changes }: SavedHearing): AuditNote[] {
  if (!isNew && changes.length === 0) return [];
  return [
    {
      what: `${isNew ? 'Added' : 'Changed'} the hearing of ${dayInWords(hearing.day)}`,
      subject: 'hearing',
      subjectId: hearing.id,
      caseId: hearing.case.id,
      changes: [...changes],
    },
  ];
}

export function recordedNotes(recorded: RecordedHearing): AuditNote[] {
  const { hearing, next, changes, caseChanges, carried, wasRecorded } = recorded;
  const caseId = hearing.case.id;
  const day = dayInWords(hearing.day);
  const notes: AuditNote[] = [
    {
      what: wasRecorded
        ? `Corrected the record of the hearing of ${day}: ${hearing.outcome}`
        : `Recorded the hearing of ${day}: ${hearing.outcome}`,
      subject: 'hearing',
      subjectId: hearing.id,
      caseId,
      changes: [...changes],
    },
  ];
  if (next !== null) {
    notes.push({
      what: `Added the next hearing, on ${dayInWords(next.day)}`,
      subject: 'hearing',
      subjectId: next.id,
      caseId,
    });
  }
  for (const { id, title, dueBefore, dueAfter } of carried) {
    const change = { field: 'Due', before: wordsOf(dueBefore), after: wordsOf(dueAfter) };
    notes.push({
      what: `Carried the task “${title}” over to the next hearing`,
      subject: 'task',
      subjectId: id,
      caseId,
      changes: dueBefore === dueAfter ? [] : [change],
    });
  }
  if (caseChanges.length > 0) {
    const closed = caseChanges.some(({ field }) => field === 'Status');
    notes.push({
      what: closed ? 'Closed the case' : 'Changed the stage of the case',
      subject: 'case',
      subjectId: caseId,
      caseId,
      changes: [...caseChanges],
    });
  }
  return notes;
}

const wordsOf = (day: string | null): string => (day === null ? '' : dayInWords(day));
