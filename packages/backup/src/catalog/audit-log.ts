/** The audit log: who did what in the practice, and when. Entries are only ever added, and no restore changes them. */
import type { AuditEntry } from '@causebook/contracts';
import { uniqueId } from '@causebook/data';
import type { Kysely } from 'kysely';
import type { CatalogSchema } from './schema.ts';

export type NewAuditEntry = Omit<AuditEntry, 'id' | 'at'>;

export interface AuditQuery {
  readonly caseId: string | null;
  readonly userId: string | null;
  /** Entries older than this one. */
  readonly after: string | null;
  readonly limit: number;
}

export class AuditLog {
  readonly #query: Kysely<CatalogSchema>;
  readonly #sampleId: () => string | null;
  /** When the newest id was made, so that what is written in one instant keeps its order. */
  #newest = 0;

  /** @param sampleId the sample practice that is open; what is done in it is kept apart, and forgotten with it */
  constructor(query: Kysely<CatalogSchema>, sampleId: () => string | null) {
    this.#query = query;
    this.#sampleId = sampleId;
  }

  async append(entry: NewAuditEntry, now: Date): Promise<void> {
    this.#newest = Math.max(now.getTime(), this.#newest + 1);
    await this.#query
      .insertInto('audit')
      .values({
        ...entry,
        id: uniqueId(new Date(this.#newest)),
        at: now.toISOString(),
        changes: JSON.stringify(entry.changes),
        sampleId: this.#sampleId(),
      })
      .execute();
  }

  /** Newest first. Ids are made in the order of time, so they order entries of one instant too. */
  async entries({ caseId, userId, after, limit }: AuditQuery): Promise<AuditEntry[]> {
    let found = this.#query
      .selectFrom('audit')
      .select(['id', 'at', 'userId', 'userName', 'what', 'subject', 'subjectId', 'caseId', 'changes'])
      .where('sampleId', 'is', this.#sampleId())
      .orderBy('id', 'desc')
      .limit(limit);
    if (caseId !== null) found = found.where('caseId', '=', caseId);
    if (userId !== null) found = found.where('userId', '=', userId);
    if (after !== null) found = found.where('id', '<', after);
    const rows = await found.execute();
    return rows.map((row) => ({ ...row, changes: JSON.parse(row.changes) as AuditEntry['changes'] }));
  }
}
