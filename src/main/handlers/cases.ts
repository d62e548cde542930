/** Handlers for cases, for the filters of their list, and for what was deleted. */
import { counted } from '@causebook/backup';
import {
  sentence,
  type AuditSubject,
  type CaseDetails,
  type CaseStatus,
  type Channel,
  type DeletedEntry,
} from '@causebook/contracts';
import {
  caseChanges,
  casesWithNumber,
  caseVocabulary,
  DELETED_KEPT_DAYS,
  deleteEntry,
  deleteFilter,
  findCases,
  getCase,
  listCases,
  listDeletions,
  restoreDeletion,
  saveCase,
  savedFilters,
  saveFilter,
  setCaseStatus,
} from '@causebook/data';
import type { HandlerParts, Some } from './parts.ts';

type CaseChannel = Extract<Channel, `cases:${string}`>;
type FilterChannel = 'cases:listFilters' | 'cases:saveFilter' | 'cases:deleteFilter';

/** How many cases a choice offers. */
const OFFERED = 20;

/** What goes with a case, and comes back with it. */
const allOfCase: readonly AuditSubject[] = ['case', 'hearing', 'task', 'order', 'document'];

const statusDone: Readonly<Record<CaseStatus, string>> = {
  open: 'Reopened',
  closed: 'Closed',
  archived: 'Archived',
};

const kindNouns: Readonly<Record<DeletedEntry['kind'], string>> = {
  case: 'the case',
  hearing: 'the hearing',
  task: 'the task',
  order: 'the order',
  document: 'the document',
};

const nameOf = ({ number, title }: Pick<CaseDetails, 'number' | 'title'>): string =>
  [number, title].filter((part) => part !== '').join(' ');

export const casesHandlers = (parts: HandlerParts): Some<CaseChannel | `deleted:${'list' | 'restore'}`> => ({
  ...readHandlers(parts),
  ...changeHandlers(parts),
  ...filterHandlers(parts),
  ...deletedHandlers(parts),
});

function readHandlers({
  diary,
  today,
}: HandlerParts): Some<
  'cases:list' | 'cases:get' | 'cases:find' | 'cases:withNumber' | 'cases:getVocabulary'
> {
  return {
    'cases:list': (request) =>
      diary.read(async (practice) => {
        const list = await listCases(practice, request, today());
        return { message: `${counted(list.total, 'case')}.`, ...list };
      }),

    'cases:get': ({ caseId }) =>
      diary.read(async ({ query }) => {
        const found = await getCase(query, caseId, today());
        return { message: nameOf(found), case: found };
      }),

    'cases:find': ({ search }) =>
      diary.read(async (practice) => {
        const cases = await findCases(practice, { search, limit: OFFERED }, today());
        return { message: `${counted(cases.length, 'case')}.`, cases };
      }),

    'cases:withNumber': (request) =>
      diary.read(async ({ query }) => {
        const cases = await casesWithNumber(query, request);
        return { message: `${counted(cases.length, 'case')}.`, cases };
      }),

    'cases:getVocabulary': () =>
      diary.read(async ({ query }) => ({
        message: 'The words that your cases use.',
        vocabulary: await caseVocabulary(query),
      })),
  };
}

function changeHandlers({
  diary,
  today,
}: HandlerParts): Some<'cases:save' | 'cases:setStatus' | 'cases:delete'> {
  return {
    'cases:save': (request) =>
      diary.change(async ({ query }, { now }) => {
        const { caseId, before } = await saveCase(query, { ...request, now, today: today() });
        const saved = await getCase(query, caseId, today());
        const name = nameOf(saved);
        const message = sentence(`${before === null ? 'Added' : 'Saved'} the case ${name}`);
        const what = before === null ? `Added the case ${name}` : `Changed the case ${name}`;
        const changes = before === null ? [] : caseChanges(before, saved);
        // Saving what is as it was is no event.
        const notes =
          before !== null && changes.length === 0
            ? []
            : [{ what, subject: 'case' as const, subjectId: caseId, caseId, changes }];
        return { result: { message, case: saved }, notes };
      }),

    'cases:setStatus': ({ caseId, status }) =>
      diary.change(async ({ query }, { now }) => {
        const before = await setCaseStatus(query, { caseId, status, now, today: today() });
        const saved = await getCase(query, caseId, today());
        const changes = caseChanges(before, saved);
        const what = `${statusDone[status]} the case ${nameOf(saved)}`;
        return {
          result: { message: sentence(what), case: saved },
          notes: changes.length === 0 ? [] : [{ what, subject: 'case', subjectId: caseId, caseId, changes }],
        };
      }),

    'cases:delete': ({ caseId }) =>
      diary.change(async ({ query }, { actor, now }) => {
        const { deletionId, title } = await deleteEntry(query, {
          kind: 'case',
          id: caseId,
          by: actor.name,
          now,
        });
        const what = `Deleted the case ${title}`;
        return {
          result: {
            message: `${sentence(what)} For ${DELETED_KEPT_DAYS} days you can bring it back under “Deleted entries”.`,
            deletionId,
          },
          notes: [{ what, subject: 'case', subjectId: caseId, caseId }],
          touched: allOfCase,
        };
      }),
  };
}

function filterHandlers({ diary }: HandlerParts): Some<FilterChannel> {
  return {
    'cases:listFilters': () =>
      diary.read(async ({ query }) => {
        const filters = await savedFilters(query);
        return { message: `${counted(filters.length, 'saved filter')}.`, filters };
      }),

    // A filter is a convenience of the screen: the audit log is for what is in the cases.
    'cases:saveFilter': (filter) =>
      diary.change(async ({ query }) => ({
        result: { message: `Saved the filter “${filter.name}”.`, filters: await saveFilter(query, filter) },
        notes: [],
      })),

    'cases:deleteFilter': ({ name }) =>
      diary.change(async ({ query }) => ({
        result: { message: `Deleted the filter “${name}”.`, filters: await deleteFilter(query, name) },
        notes: [],
      })),
  };
}

function deletedHandlers({ diary }: HandlerParts): Some<'deleted:list' | 'deleted:restore'> {
  return {
    'deleted:list': () =>
      diary.read(async ({ query }) => {
        const entries = await listDeletions(query);
        return { message: `${counted(entries.length, 'deleted entry', 'deleted entries')}.`, entries };
      }),

    'deleted:restore': ({ deletionId }) =>
      diary.change(async ({ query }) => {
        const { kind, id, title, caseId } = await restoreDeletion(query, deletionId);
        const what = `Brought back ${kindNouns[kind]} ${title}`;
        return {
          result: { message: sentence(what), kind, caseId },
          notes: [{ what, subject: kind, subjectId: id, caseId }],
          touched: kind === 'case' ? allOfCase : [],
        };
      }),
  };
}
