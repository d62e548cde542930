/** Proving a database, as a thread does it. SQLite and all that goes with it is loaded only by the thread that is asked. */
import type { DatabaseProof } from '../database-proof.ts';

export function proofDuties() {
  return {
    async proveDatabase({ path }: { readonly path: string }): Promise<DatabaseProof> {
      const { proveDatabase } = await import('../database-proof.ts');
      return proveDatabase(path);
    },
  };
}
