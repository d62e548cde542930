/** Making and changing a hearing. */
import { AppError, type Hearing, type HearingDraft } from '@causebook/contracts';
import type { Kysely } from 'kysely';
import { dayInWords } from '../days.ts';
import type { CaseRow, PracticeSchema } from '../schema.ts';
import { uniqueId } from '../unique-id.ts';
import { caseIsGone, getHearing } from './hearings.ts';

/** A value that changed: the name of the field in words, before and after. */
export interface FieldChange {
  readonly field: string;
  readonly before: string;
  readonly after: string;
}

export interface SavedHearing {
  readonly hearing: Hearing;
  readonly isNew: boolean;
  readonly caseStatus: CaseRow['status'];
  readonly changes: readonly FieldChange[];
}

/** The fields of a hearing as a person knows them. */
const fields = [
  ['day', 'Day'],
  ['time', 'Time'],
  ['court', 'Court'],
  ['room', 'Room'],
  ['purpose', 'Purpose'],
  ['outcome', 'Outcome'],
  ['notes', 'Notes'],
] as const;

type Fields = Pick<Hearing, (typeof fields)[number][0]>;

export function hearingChanges(before: Fields | null, after: Fields): FieldChange[] {
  const words = (hearing: Fields | null, field: keyof Fields): string => {
    const value = hearing?.[field] ?? '';
    return field === 'day' && value !== '' ? dayInWords(value) : value;
  };
  return fields
    .map(([field, name]) => ({ field: name, before: words(before, field), after: words(after, field) }))
    .filter((change) => change.before !== change.after);
}

/**
 * Makes a hearing, or changes the one that is named. A hearing without a court is before the court of its case.
 * @throws AppError NOT_FOUND when the case or the hearing is gone; INVALID_INPUT when the hearing is another case's
 */
export async function saveHearing(
  query: Kysely<PracticeSchema>,
  {
    hearingId,
    draft,
    now,
  }: { readonly hearingId: string | null; readonly draft: HearingDraft; readonly now: Date },
): Promise<SavedHearing> {
  return query.transaction().execute(async (change) => {
    const before = hearingId === null ? null : await getHearing(change, hearingId);
    if (before !== null && before.case.id !== draft.caseId) {
      throw new AppError('INVALID_INPUT', 'A hearing cannot move to another case.', {
        remedy: 'Delete it here, and add it to the other case.',
      });
    }
    const ofCase = await change
      .selectFrom('cases')
      .select(['court', 'status'])
      .where('id', '=', draft.caseId)
      .executeTakeFirst();
    if (!ofCase) throw caseIsGone();
    const values = { ...draft, court: draft.court === '' ? ofCase.court : draft.court };
    const id = hearingId ?? uniqueId(now);
    if (before === null)
      await change
        .insertInto('hearings')
        .values({ ...values, id, createdAt: now.toISOString() })
        .execute();
    else await change.updateTable('hearings').set(values).where('id', '=', id).execute();
    const hearing = await getHearing(change, id);
    return {
      hearing,
      isNew: before === null,
      caseStatus: ofCase.status,
      changes: hearingChanges(before, hearing),
    };
  });
}
