/** How a process of the engine is started, so that its memory stays small: by the app, and by whoever measures it. */

/**
 * A small nursery, because an engine makes much that it needs for a moment only; and a heap that is cleared before it has
 * grown by much, because one that may grow to twice its size takes a third more memory with 100,000 documents. A limit of
 * the heap would count for every thread, too, in place of the thread's own, and they would keep what they need no more.
 */
export const engineFlags: readonly string[] = ['--max-semi-space-size=2', '--heap-growing-percent=20'];

/** The GNU allocator otherwise keeps for every thread what it has freed. Other allocators do not look at this. */
export const engineEnvironment: Readonly<Record<string, string>> = { MALLOC_ARENA_MAX: '2' };
