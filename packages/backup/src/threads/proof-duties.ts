/** Proving a database, as a thread does it. SQLite and all that goes with it is loaded only by the thread that is asked. */
import type { DatabaseCheck, DatabaseProof } from '../database-proof.ts';

interface DatabaseFile {
  readonly path: string;
}

export function proofDuties() {
  return {
    async checkDatabase({ path }: DatabaseFile): Promise<DatabaseCheck> {
      return (await import('../database-proof.ts')).checkDatabase(path);
    },

    async digestDatabase({ path }: DatabaseFile): Promise<DatabaseProof> {
      return (await import('../database-proof.ts')).digestDatabase(path);
    },
  };
}
