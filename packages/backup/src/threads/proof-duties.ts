/** Proving a database, as a thread does it. SQLite and all that goes with it is loaded only by the thread that is asked. */
import type { Database } from '@causebook/data';
import type { DatabaseCheck, DatabaseProof } from '../database-proof.ts';

interface DatabaseFile {
  readonly path: string;
}

export function proofDuties() {
  /** One moment of a database that others write to. */
  let held: Database | null = null;

  function letGo(): void {
    held?.close();
    held = null;
  }

  function theHeld(): Database {
    if (held === null) throw new TypeError('No database is held.');
    return held;
  }

  return {
    async checkDatabase({ path }: DatabaseFile): Promise<DatabaseCheck> {
      return (await import('../database-proof.ts')).checkDatabase(path);
    },

    async digestDatabase({ path }: DatabaseFile): Promise<DatabaseProof> {
      return (await import('../database-proof.ts')).digestDatabase(path);
    },

    /** Holds on to this moment of a database, until it is let go of. @returns whether it can be had */
    async holdDatabase({ path }: DatabaseFile): Promise<boolean> {
      const { openMoment } = await import('../database-proof.ts');
      letGo();
      try {
        held = openMoment(path);
        return true;
      } catch {
        // What is wrong with it is found, and told, when it is copied.
        return false;
      }
    },

    async checkHeld(_: object): Promise<DatabaseCheck> {
      return (await import('../database-proof.ts')).checkOpen(theHeld());
    },

    async digestHeld(_: object): Promise<DatabaseProof> {
      return (await import('../database-proof.ts')).digestOpen(theHeld());
    },

    letGoOfDatabase(_: object): void {
      letGo();
    },

    /** Closes what a task that was given up has left open. */
    putDown: letGo,
  };
}
