/** Cases, their saved filters, and what was deleted. */
import { z } from 'zod';
import { call } from '../call.ts';
import {
  CaseDetails,
  CaseDraft,
  CaseList,
  CaseListRequest,
  CaseStatus,
  CaseVocabulary,
  DeletedEntry,
  SavedFilter,
} from '../cases.ts';
import { CaseName, Deleted, EntryId, RequiredLine } from '../practice.ts';
import { Nothing } from './shared.ts';

export const casesCalls = {
  'cases:list': call(CaseListRequest, CaseList),
  'cases:get': call(z.object({ caseId: EntryId }), z.object({ case: CaseDetails })),
  /** Makes a case, or changes the one that is named. */
  'cases:save': call(
    z.object({ caseId: EntryId.nullable(), draft: CaseDraft }),
    z.object({ case: CaseDetails }),
  ),
  'cases:setStatus': call(z.object({ caseId: EntryId, status: CaseStatus }), z.object({ case: CaseDetails })),
  'cases:delete': call(z.object({ caseId: EntryId }), Deleted),
  /** Few cases for choosing one while typing; those with the nearest hearing first. */
  'cases:find': call(
    z.object({ search: z.string().max(200).default('') }),
    z.object({ cases: z.array(z.object({ id: EntryId, number: z.string(), title: z.string() })) }),
  ),
  /** Cases that have this number already, for a warning; `except` is the one that is being changed. */
  'cases:withNumber': call(
    z.object({ number: z.string().max(500), except: EntryId.nullable() }),
    z.object({ cases: z.array(CaseName) }),
  ),
  'cases:getVocabulary': call(Nothing, z.object({ vocabulary: CaseVocabulary })),
  'cases:listFilters': call(Nothing, z.object({ filters: z.array(SavedFilter) })),
  /** Keeps a filter under its name, replacing the one of that name. */
  'cases:saveFilter': call(SavedFilter, z.object({ filters: z.array(SavedFilter) })),
  'cases:deleteFilter': call(
    z.object({ name: RequiredLine.max(60) }),
    z.object({ filters: z.array(SavedFilter) }),
  ),
  /** What was deleted and can be brought back, newest first. */
  'deleted:list': call(Nothing, z.object({ entries: z.array(DeletedEntry) })),
  'deleted:restore': call(
    z.object({ deletionId: EntryId }),
    z.object({ kind: DeletedEntry.shape.kind, caseId: EntryId.nullable() }),
  ),
};
