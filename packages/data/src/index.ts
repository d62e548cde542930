/** The practice on disk: its database, its documents and its generations. Knows nothing of archives or windows. */
export * from './ballast.ts';
export { holdContents, type ContentHold } from './content-holds.ts';
export * from './counts.ts';
export * from './database.ts';
export * from './days.ts';
export { deletedCounts, type DeletedCounts } from './deleted-counts.ts';
export { within } from './deadline.ts';
export * from './digest.ts';
export * from './document-content.ts';
export * from './document-names.ts';
export * from './document-store.ts';
export * from './durable-files.ts';
export * from './generations.ts';
export * from './icalendar.ts';
export { parseColumnMapFile, type ColumnMap } from './import/column-map.ts';
export { importCases, type ImportReport } from './import/import-cases.ts';
export type { ImportHooks, ImportProgress } from './import/import-hooks.ts';
export { MAX_FILE_BYTES } from './import/import-limits.ts';
export {
  inPlaceImports,
  runImportTask,
  type ImportAnswers,
  type ImportResult,
  type ImportRunner,
  type ImportTask,
} from './import/import-tasks.ts';
export { scdbMap } from './import/scdb-map.ts';
export { checkPractice, type CheckAnswer, type CheckRequest } from './integrity/check-practice.ts';
export {
  contentsNamed,
  isWell,
  namesOfContents,
  problemContents,
  totalOfContents,
  type ProblemContent,
} from './integrity/documents.ts';
export { tightenPermissions } from './integrity/permissions.ts';
export { putBack } from './integrity/put-back.ts';
export { isBelow } from './is-below.ts';
export * from './media-type.ts';
export * from './migrate.ts';
export * from './practice.ts';
export * from './propose-next.ts';
export * from './profile-lock.ts';
export * from './profile-paths.ts';
export * from './profile.ts';
export * from './query-builder.ts';
export * from './referenced-contents.ts';
export { saveReadable, type Saved } from './save-readable.ts';
export * from './repair/index.ts';
export { caseChanges } from './repositories/case-changes.ts';
export * from './repositories/case-details.ts';
export * from './repositories/case-list.ts';
export * from './repositories/case-vocabulary.ts';
export * from './repositories/deletions.ts';
export * from './repositories/documents.ts';
export * from './repositories/hearing-calendar.ts';
export {
  recordDocument,
  requireCase,
  storeFile,
  type RecordedDocument,
  type StoredFile,
} from './repositories/documents-add.ts';
export { listDocuments, tagsInUse } from './repositories/documents-list.ts';
export * from './repositories/hearings.ts';
export * from './repositories/saved-filters.ts';
export { listOrdersOfCase, saveOrder } from './repositories/orders.ts';
export { listTasks, saveTask, setTaskDone } from './repositories/tasks.ts';
export { todayView } from './repositories/today.ts';
export * from './repositories/next-date.ts';
export * from './repositories/record-hearing.ts';
export * from './repositories/save-hearing.ts';
export { listImports } from './repositories/imports.ts';
export * from './repositories/search.ts';
export * from './repositories/office.ts';
export * from './repositories/users.ts';
export { fillWithSample } from './sample/fill-with-sample.ts';
export type { SampleRequest } from './sample/sample.ts';
export * from './schema.ts';
export * from './search-index.ts';
export * from './unique-id.ts';
export * from './users/pin.ts';
export { writeFully } from './whole-reads.ts';
export * from './words.ts';
