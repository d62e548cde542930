/** The record of a hearing while it is being written: what is filled in at once, and what follows from the outcome. */
import { finalOutcomes, type Hearing, type HearingRecord, type NextDateProposal } from '@causebook/contracts';

export interface RecordDraft {
  readonly outcome: string;
  readonly notes: string;
  readonly follows: 'hearing' | 'nothing';
  /** Whether the person said themselves what follows. */
  readonly followsChosen: boolean;
  readonly day: string | null;
  readonly time: string | null;
  readonly room: string;
  readonly purpose: string;
  readonly carryTasks: boolean;
  readonly stage: string;
  readonly closeCase: boolean;
}

export const beginRecord = (hearing: Hearing): RecordDraft => ({
  outcome: hearing.outcome,
  notes: hearing.notes,
  // A correction changes what was written, and lists nothing a second time.
  follows: hearing.outcome === '' ? 'hearing' : 'nothing',
  followsChosen: hearing.outcome !== '',
  day: null,
  time: hearing.time,
  room: hearing.room,
  purpose: hearing.purpose,
  // What a recorded hearing left open was left on purpose.
  carryTasks: hearing.outcome === '',
  stage: hearing.stage,
  closeCase: false,
});

/** What was read fills what the person has not touched. @param isListed whether the case has a later hearing already */
export function withProposal(
  draft: RecordDraft,
  proposal: NextDateProposal | null,
  isListed: boolean,
): Partial<RecordDraft> {
  return {
    ...(draft.day === null && proposal !== null ? { day: proposal.day, time: proposal.time } : {}),
    ...(isListed && !draft.followsChosen ? { follows: 'nothing' as const, followsChosen: true } : {}),
  };
}

/** A final outcome ends the row of hearings, any other goes on, unless the person said otherwise. */
export function withOutcome(draft: RecordDraft, outcome: string): Partial<RecordDraft> {
  if (draft.followsChosen) return { outcome };
  return { outcome, follows: finalOutcomes.includes(outcome) ? 'nothing' : 'hearing' };
}

/** @returns what is sent, or null while the next hearing has no day */
export function recordOf(draft: RecordDraft, hearing: Hearing): HearingRecord | null {
  const { outcome, notes, follows, day, time, room, purpose, carryTasks, stage, closeCase } = draft;
  if (follows === 'hearing' && day === null) return null;
  return {
    hearingId: hearing.id,
    outcome,
    notes,
    next: follows === 'hearing' && day !== null ? { day, time, room, purpose } : null,
    carryTasks,
    stage: stage.trim() === hearing.stage ? null : stage,
    closeCase: follows === 'nothing' && closeCase,
  };
}

/** The nearest hearing of the case after this one. */
export const laterHearing = (hearing: Hearing, ofCase: readonly Hearing[]): Hearing | null =>
  ofCase
    .filter(({ id, day, outcome }) => id !== hearing.id && day > hearing.day && outcome === '')
    .toSorted((one, other) => (one.day < other.day ? -1 : 1))[0] ?? null;
