/** Shapes and words shared by every layer. Depends on zod and nothing else. */
export * from './backup.ts';
export * from './call.ts';
export * from './channels.ts';
export * from './errors.ts';
export * from './ipc.ts';
export * from './practice.ts';
export * from './progress.ts';
export * from './schedule.ts';
