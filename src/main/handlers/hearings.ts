/** Handlers for hearings. */
import { counted } from '@causebook/backup';
import { AppError, sentence, type Channel } from '@causebook/contracts';
import {
  dayInWords,
  deleteEntry,
  hearingCalendar,
  hearingsAsCalendar,
  hearingsOfCase,
  hearingsOfStretch,
  proposeNextDate,
  readSetting,
  recordHearing,
  saveHearing,
  type RecordedHearing,
  type SavedHearing,
} from '@causebook/data';
import { printCauseList } from '../cause-list-print.ts';
import { chooseNewFile } from '../dialogs.ts';
import { saveDurably } from '../save-file.ts';
import { recordedNotes, savedNotes } from './hearing-notes.ts';
import type { HandlerParts, Some } from './parts.ts';

export function hearingsHandlers({
  diary,
  now,
  today,
}: HandlerParts): Some<Extract<Channel, `hearings:${string}`>> {
  return {
    'hearings:ofCase': ({ caseId }) =>
      diary.read(async ({ query }) => {
        const hearings = await hearingsOfCase(query, caseId);
        return { message: `${counted(hearings.length, 'hearing')}.`, hearings };
      }),

    'hearings:calendar': ({ perDay, ...stretch }) =>
      diary.read(async ({ query }) => {
        const days = await hearingCalendar(query, stretch, { perDay, today: today() });
        const total = days.reduce((sum, day) => sum + day.total, 0);
        return { message: `${counted(total, 'hearing')}.`, days };
      }),

    'hearings:save': ({ hearingId, draft }) =>
      diary.change(async ({ query }, doing) => {
        const saved = await saveHearing(query, { hearingId, draft, now: doing.now });
        return {
          result: { message: savedWords(saved, today()), hearing: saved.hearing },
          notes: savedNotes(saved),
        };
      }),

    'hearings:delete': ({ hearingId }) =>
      diary.change(async ({ query }, { actor, now: at }) => {
        const deletion = await deleteEntry(query, {
          kind: 'hearing',
          id: hearingId,
          by: actor.name,
          now: at,
        });
        return {
          result: {
            message: 'Hearing deleted. It can be brought back for 30 days.',
            deletionId: deletion.deletionId,
          },
          notes: [
            {
              what: `Deleted: ${deletion.title}`,
              subject: 'hearing',
              subjectId: hearingId,
              caseId: deletion.caseId,
            },
          ],
          // Tasks and orders that named it name it no more.
          touched: ['task', 'order'],
        };
      }),

    'hearings:proposeNext': ({ hearingId }) =>
      diary.read(async ({ query }) => {
        const proposal = await proposeNextDate(query, hearingId, today());
        return { message: `Proposed ${dayInWords(proposal.day)}.`, proposal };
      }),

    'hearings:record': (record) =>
      diary.change(async ({ query }, doing) => {
        const recorded = await recordHearing(query, record, { now: doing.now, today: today() });
        const { hearing, next } = recorded;
        return {
          result: { message: recordedWords(recorded), hearing, next },
          notes: recordedNotes(recorded),
        };
      }),

    'hearings:exportCalendar': async ({ caseId, ...stretch }, { window }) => {
      const { hearings, practiceName } = await diary.read(async ({ query, database }) => ({
        hearings: await hearingsOfStretch(query, stretch, caseId),
        practiceName: readSetting(database, 'practice.name') ?? '',
      }));
      if (hearings.length === 0) {
        throw new AppError(
          'NOT_FOUND',
          'There are no hearings in these days, so there is nothing to export.',
          {
            remedy: 'Go to days that have hearings, and export again.',
          },
        );
      }
      const file = await chooseNewFile(window, {
        title: 'Export the calendar',
        fileName: calendarFileName(stretch, caseId === null ? null : hearings[0]!.case.number),
        kind: { name: 'Calendar file', extension: 'ics' },
      });
      const name = practiceName === '' ? 'Hearings' : `Hearings – ${practiceName}`;
      const fileName = await saveDurably(
        file,
        Buffer.from(hearingsAsCalendar(hearings, { name, now: now() })),
      );
      return {
        message: `Exported ${counted(hearings.length, 'hearing')} to ${fileName}.`,
        fileName,
        hearings: hearings.length,
      };
    },

    'hearings:printCauseList': ({ day, to }, { window }) => printCauseList(window, day, to),
  };
}

function savedWords({ hearing, isNew, caseStatus }: SavedHearing, today: string): string {
  const words = `Hearing of ${dayInWords(hearing.day)} ${isNew ? 'added' : 'saved'}.`;
  return caseStatus === 'open' || hearing.day < today
    ? words
    : `${words} Its case is ${caseStatus}, so you will not be reminded of it.`;
}

function recordedWords({ hearing, next, carried, isDoubled, caseChanges }: RecordedHearing): string {
  return [
    sentence(`Recorded: ${hearing.outcome}`),
    next === null ? '' : `Next hearing on ${dayInWords(next.day)}.`,
    isDoubled ? 'The case is listed twice on that day now.' : '',
    carried.length === 0 ? '' : `${counted(carried.length, 'task')} carried over.`,
    caseChanges.some(({ field }) => field === 'Status') ? 'The case is closed.' : '',
  ]
    .filter(Boolean)
    .join(' ');
}

/** "Hearings 2026-05-01 to 2026-05-31.ics", or "Hearings OS 12-2026.ics" */
function calendarFileName(
  { from, to }: { readonly from: string; readonly to: string },
  caseNumber: string | null,
): string {
  if (caseNumber !== null) return `Hearings ${caseNumber.replace(/[^\p{L}\p{N}. _-]+/gu, '-')}.ics`;
  return from === to ? `Hearings ${from}.ics` : `Hearings ${from} to ${to}.ics`;
}
