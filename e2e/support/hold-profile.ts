/** Holds a profile until its input ends: `hold-profile.ts PROFILE`. */
import { lockProfile, profilePaths } from '@causebook/data';

const lock = lockProfile(profilePaths(process.argv[2] ?? ''));
process.stdout.write('held\n');
process.stdin.resume();
process.stdin.on('end', () => lock.release());
