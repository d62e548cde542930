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

    /** Holds on to this moment of a database, until it is let go of. @returns why it cannot be had; null when it is held */
    async holdDatabase({ path }: DatabaseFile): Promise<string | null> {
      const { openMoment } = await import('../database-proof.ts');
      letGo();
      try {
        held = openMoment(path);
        return null;
      } catch (error) {
        return String(error);
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
