/** What a person types for a case, and what keeps it from being saved, in words. */
import { CaseDraft, type CaseDetails, type Party } from '@causebook/contracts';

/** A party in the form; the key tells rows apart while they move. */
export interface PartyDraft extends Party {
  readonly key: number;
}

export interface FormDraft extends Omit<CaseDraft, 'parties'> {
  readonly parties: readonly PartyDraft[];
}

export const emptyParty = (key: number): PartyDraft => ({
  key,
  name: '',
  side: 'opponent',
  role: '',
  counsel: '',
  contact: '',
});

export function draftOf(details: CaseDetails | null): FormDraft {
  if (details === null) return { ...CaseDraft.parse({ title: '-' }), title: '', parties: [] };
  const {
    id: _,
    lawyerName: __,
    nextHearingOn: ___,
    createdAt: ____,
    updatedAt: _____,
    counts: ______,
    ...fields
  } = details;
  return { ...fields, parties: fields.parties.map((party, key) => ({ ...party, key })) };
}

/** Moves the party at `from` by one place; what has no place to go to stays. */
export function moved(parties: readonly PartyDraft[], from: number, by: 1 | -1): readonly PartyDraft[] {
  const to = from + by;
  if (to < 0 || to >= parties.length) return parties;
  const changed = [...parties];
  [changed[from], changed[to]] = [changed[to]!, changed[from]!];
  return changed;
}

const isBlank = ({ name, role, counsel, contact }: Party): boolean =>
  [name, role, counsel, contact].every((words) => words.trim() === '');

/** Why it cannot be saved, and where; null when it can. Parties in which nothing was typed are no parties. */
export type DraftCheck =
  | { readonly draft: CaseDraft }
  | { readonly problem: string; readonly remedy: string; readonly field: string };

const fieldWords: Readonly<Record<string, string>> = {
  number: 'number',
  title: 'title',
  kind: 'kind of matter',
  court: 'court',
  judge: 'judge',
  stage: 'stage',
  clientName: 'client',
  clientContact: 'contact of the client',
  opponent: 'opponent',
  reference: 'reference',
  otherNumbers: 'other numbers',
  filedOn: 'filing date',
};

export function checkDraft(form: FormDraft): DraftCheck {
  const parties = form.parties.filter((party) => !isBlank(party));
  if (form.title.trim() === '') {
    return {
      problem: 'The case has no title.',
      remedy: 'Type a title, for example “Rao v. State of Karnataka”.',
      field: 'title',
    };
  }
  const nameless = parties.find(({ name }) => name.trim() === '');
  if (nameless) {
    return {
      problem: 'A party has no name.',
      remedy: 'Type the name of the party, or remove it.',
      field: `party ${nameless.key}`,
    };
  }
  const checked = CaseDraft.safeParse({ ...form, parties: parties.map(({ key: _, ...party }) => party) });
  if (checked.success) return { draft: checked.data };
  return { ...wordsFor(String(checked.error.issues[0]?.path[0] ?? '')) };
}

function wordsFor(field: string): { problem: string; remedy: string; field: string } {
  if (field === 'notes') {
    return {
      problem: 'The notes are too long.',
      remedy: 'Shorten them to 20,000 signs, or keep them as a document.',
      field,
    };
  }
  if (field === 'filedOn') {
    return {
      problem: 'The filing date is not a day of the calendar.',
      remedy: 'Correct the date, or leave it empty.',
      field,
    };
  }
  if (field === 'parties') {
    return {
      problem: 'The parties cannot be saved like this.',
      remedy: 'Keep each line below 500 signs, and at most 200 parties.',
      field,
    };
  }
  return {
    problem: `The ${fieldWords[field] ?? 'value of a field'} is too long.`,
    remedy: 'Shorten it to 500 signs.',
    field,
  };
}
