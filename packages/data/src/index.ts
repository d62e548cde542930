/** The practice on disk: its database, its documents and its generations. Knows nothing of archives or windows. */
export * from './counts.ts';
export * from './database.ts';
export * from './digest.ts';
export * from './document-store.ts';
export * from './durable-files.ts';
export * from './generations.ts';
export * from './media-type.ts';
export * from './migrate.ts';
export * from './practice.ts';
export * from './profile-lock.ts';
export * from './profile-paths.ts';
export * from './profile.ts';
export * from './repositories/cases.ts';
export * from './repositories/documents.ts';
export * from './repositories/hearings.ts';
export * from './schema.ts';
export * from './unique-id.ts';
