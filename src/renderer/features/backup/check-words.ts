/** The names of the checks, and what the buttons of their remedies say; a check without words does not compile. */
import type { CheckId, CheckTrigger, SmallRemedy } from '@causebook/contracts';

export const checkNames: Readonly<Record<CheckId, string>> = {
  database: 'The database',
  schema: 'How the database is laid out',
  'foreign-keys': 'Entries and what they belong to',
  entries: 'Days, times and statuses',
  relations: 'Entries that name each other',
  settings: 'What the practice knows of itself',
  'documents-present': 'The documents and their files',
  'documents-unchanged': 'What the documents hold',
  orphans: 'Files without a document',
  'search-index': 'The search',
  catalog: 'The list of backups',
  permissions: 'Who can open the folder',
  generation: 'The live state',
  reserve: 'Room on the disk',
};

export const triggerWords: Readonly<Record<CheckTrigger, string>> = {
  person: 'asked for',
  schedule: 'by itself',
  heal: 'after something was mended',
};

export const smallRemedyWords: Readonly<Record<SmallRemedy, string>> = {
  'rebuild-search': 'Make the search again',
  sweep: 'Remove these files',
  permissions: 'Close the folder to others',
};
