/** How a process of the engine is started, so that its memory stays small: by the app, and by whoever measures it. */

/** A heap that no task needs; and a small nursery, because an engine makes much that it needs for a moment only. */
export const engineFlags: readonly string[] = ['--max-old-space-size=1024', '--max-semi-space-size=2'];

/**
 * The GNU allocator otherwise keeps for every thread what it has freed, and an archive of many documents takes a third
 * more memory. Other allocators do not look at these.
 */
export const engineEnvironment: Readonly<Record<string, string>> = {
  MALLOC_ARENA_MAX: '2',
  MALLOC_MMAP_THRESHOLD_: String(128 << 10),
  MALLOC_TRIM_THRESHOLD_: String(128 << 10),
};
