/** The words of the case list: what can be filtered, and in which orders it can be read. */
import type { CaseFilter, CaseOrder, CaseStatus, NextHearingFilter } from '@causebook/contracts';
import { caseStatusWords } from '../../words.ts';

export const hearingFilterWords: Readonly<Record<NextHearingFilter, string>> = {
  today: 'Hearing today',
  week: 'Hearing in the next 7 days',
  month: 'Hearing in the next 31 days',
  any: 'A hearing is fixed',
  none: 'No hearing is fixed',
};

export const orderWords: Readonly<Record<CaseOrder['by'], string>> = {
  nextHearing: 'Next hearing',
  number: 'Number',
  title: 'Title',
  client: 'Client',
  court: 'Court',
  stage: 'Stage',
  updated: 'Last changed',
};

/** Where a person expects the greatest first. */
export const beginsDescending = (by: CaseOrder['by']): boolean => by === 'updated';

/** How an order reads in the direction that it has. */
export function directionWords({ by, descending }: CaseOrder): string {
  switch (by) {
    case 'nextHearing':
      return descending ? 'Farthest first' : 'Nearest first';
    case 'updated':
      return descending ? 'Latest first' : 'Earliest first';
    default:
      return descending ? 'Z to A' : 'A to Z';
  }
}

/** "open cases of the High Court with the words “rao”", for what was not found. */
export function filterInWords(filter: CaseFilter, lawyerName: string | null): string {
  const { search, status, court, kind, lawyerId, nextHearing } = filter;
  const words = search.trim();
  return [
    status === null ? 'cases' : `${statusAdjective(status)} cases`,
    kind === null ? '' : `of the kind “${kind}”`,
    court === null ? '' : `before “${court}”`,
    lawyerId === null ? '' : lawyerId === '' ? 'without a lawyer' : `of ${lawyerName ?? 'this lawyer'}`,
    nextHearing === null ? '' : hearingPhrases[nextHearing],
    words === '' ? '' : `with the words “${words}”`,
  ]
    .filter((part) => part !== '')
    .join(' ');
}

const statusAdjective = (status: CaseStatus): string => caseStatusWords[status].toLowerCase();

const hearingPhrases: Readonly<Record<NextHearingFilter, string>> = {
  today: 'with a hearing today',
  week: 'with a hearing in the next 7 days',
  month: 'with a hearing in the next 31 days',
  any: 'with a hearing ahead',
  none: 'without a hearing ahead',
};
