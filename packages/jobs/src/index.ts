/** When something runs, and the scheduler that runs it. Depends on nothing of ours. */
export * from './calendar.ts';
export * from './next-run.ts';
export * from './scheduler.ts';
