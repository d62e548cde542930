/** Looks at a damaged database: what is wrong with it, and what could be read of it. Nothing of it is written. */
import { join } from 'node:path';
import { AppError, type Damage } from '@causebook/contracts';
import { integrityProblems, type Database } from '../database.ts';
import { copyDamaged, hashDamaged, openCopy, type DamagedCopy } from './copy-damaged.ts';
import { isDamage } from './probe-rows.ts';
import { salvageRows, type Salvaged, type SalvageHooks } from './salvage-rows.ts';

export interface Examined {
  readonly copy: DamagedCopy;
  readonly damage: Damage;
  readonly salvaged: Salvaged;
  /** A database with everything that could be read. */
  readonly database: string;
}

export interface ExamineHooks extends SalvageHooks {
  /** Whether this Causebook has the database open. */
  readonly isOpen: boolean;
  readonly onBytes?: ((bytes: number) => void) | undefined;
}

/**
 * @param workspace an empty folder for the copy and for what is read
 * @throws AppError BUSY when something was written to the database meanwhile; VERSION_UNSUPPORTED, CANCELLED,
 *   INSUFFICIENT_SPACE, NOT_FOUND
 */
export async function examineDamage(
  source: string,
  workspace: string,
  hooks: ExamineHooks,
): Promise<Examined> {
  const copy = await copyDamaged(source, join(workspace, 'damaged.sqlite'), hooks);
  const findings = findingsOf(copy.path);
  const database = join(workspace, 'salvaged.sqlite');
  const salvaged = await salvageRows(copy, database, hooks);
  if ((await hashDamaged(source, { signal: hooks.signal })) !== copy.sourceHash)
    throw new AppError(
      'BUSY',
      'Something was written to the practice while it was looked at. Nothing was changed.',
      {
        remedy: 'Try again.',
      },
    );
  const kind = damageKind(findings, salvaged, copy);
  const { journal, unreadableBytes } = copy;
  const sentence = sentences[kind];
  return { copy, damage: { kind, sentence, findings, journal, unreadableBytes }, salvaged, database };
}

const sentences: Readonly<Record<Damage['kind'], string>> = {
  none: 'Nothing is wrong with the database of your practice.',
  index: 'Every entry can be read. Only the lists by which entries are found quickly are damaged.',
  entries: 'A part of the entries cannot be read.',
  head: 'The database does not say any more what is in it. Its entries have to be looked for one by one.',
};

function damageKind(
  findings: readonly string[],
  { kinds, isReadable, whole }: Salvaged,
  { journal, unreadableBytes }: DamagedCopy,
): Damage['kind'] {
  if (!isReadable) return 'head';
  if (whole.length < kinds.length || journal === 'unreadable') return 'entries';
  return findings.length > 0 || unreadableBytes > 0 ? 'index' : 'none';
}

/** What SQLite finds, in its own words. */
function findingsOf(path: string): string[] {
  let database: Database | null = null;
  try {
    database = openCopy(path);
    return database === null ? ['file is not a database'] : integrityProblems(database);
  } catch (error) {
    if (isDamage(error)) return [(error as Error).message];
    throw error;
  } finally {
    database?.close();
  }
}
