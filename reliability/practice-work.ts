/** Entries and documents for the practices of the suite. */
import { createHash } from 'node:crypto';
import { storeContent, uniqueId, type PracticeSession, type StoredContent } from '@causebook/data';

/** Bytes that follow from the seed and do not compress. */
export function noise(seed: string, length: number): Buffer {
  const blocks: Buffer[] = [];
  for (let index = 0; index * 32 < length; index += 1)
    blocks.push(createHash('sha256').update(`${seed} ${index}`).digest());
  return Buffer.concat(blocks).subarray(0, length);
}

const CASE = `INSERT INTO cases (id, number, title, kind, court, judge, stage, status, clientName, clientContact, opponent,
  reference, notes, lawyerId, filedOn, createdAt, updatedAt)
  VALUES (?, ?, ?, 'Civil', 'District Court', '', 'Arguments', 'open', 'A client', '', 'State', '', '', NULL, NULL, ?, ?)`;
const HEARING = `INSERT INTO hearings (id, caseId, day, time, court, purpose, outcome, notes, createdAt)
  VALUES (?, ?, '2027-01-11', '10:30', 'District Court', 'Arguments', '', '', ?)`;
const DOCUMENT = `INSERT INTO documents (id, caseId, name, mediaType, size, sha256, addedAt)
  VALUES (?, ?, ?, 'application/pdf', ?, ?, ?)`;

/** Adds a case with a hearing and, if given, documents. @returns its id */
export async function addCase(
  session: PracticeSession,
  number: string,
  documents: readonly Uint8Array[] = [],
): Promise<string> {
  const stored: StoredContent[] = [];
  for (const content of documents) stored.push(await storeContent(session.paths, [content]));
  return session.use(({ database }) => {
    const now = new Date();
    const at = now.toISOString();
    const id = uniqueId(now);
    database.transaction(() => {
      database.prepare(CASE).run(id, number, `Rao v. State (${number})`, at, at);
      database.prepare(HEARING).run(uniqueId(now), id, at);
      for (const [index, { sha256, size }] of stored.entries())
        database.prepare(DOCUMENT).run(uniqueId(now), id, `paper ${index + 1}.pdf`, size, sha256, at);
    })();
    return id;
  });
}

export async function deleteCase(session: PracticeSession, number: string): Promise<void> {
  await session.use(({ database }) => database.prepare('DELETE FROM cases WHERE number = ?').run(number));
}

/** Adds cases `W 1`, `W 2` … each in a transaction of its own, and tells of each when SQLite says that it is done. */
export async function addEntries(
  session: PracticeSession,
  count: number,
  tell: (number: number) => void,
): Promise<void> {
  for (let number = 1; number <= count; number += 1) {
    await addCase(session, `W ${number}`);
    tell(number);
  }
}

export const numbersOf = (session: PracticeSession): Promise<string[]> =>
  session.use(({ database }) =>
    database.prepare<[], string>('SELECT number FROM cases ORDER BY number').pluck().all(),
  );
