/** What a sweep may remove, found where nobody has to wait for it. */
import { findLeftovers, profilePaths } from '@causebook/data';
import type { LeftoversAnswer, LeftoversTask } from './tasks.ts';

export const lookForLeftovers = async ({ profile }: LeftoversTask): Promise<LeftoversAnswer> => ({
  leftovers: await findLeftovers(profilePaths(profile)),
});
