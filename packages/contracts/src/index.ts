/** Shapes and words shared by every layer. Depends on zod and nothing else. */
export * from './backup.ts';
export * from './call.ts';
export * from './cases.ts';
export * from './channels.ts';
export * from './documents.ts';
export * from './errors.ts';
export * from './hearings.ts';
export * from './import.ts';
export * from './ipc.ts';
export * from './practice.ts';
export * from './progress.ts';
export * from './retention.ts';
export * from './schedule.ts';
export * from './search.ts';
export * from './search-words.ts';
export * from './sentence.ts';
export * from './users.ts';
