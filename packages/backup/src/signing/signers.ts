/** Whose backups are whose: the key of this installation, those that it had before, and what that says about an archive. */
import type { ArchiveSignature, BackupMetadata } from '@causebook/contracts';
import { z } from 'zod';
import { keyInShort, publicKeyText, type SignatureFact } from '../archive/signature.ts';
import type { BackupServiceParts } from '../service-parts.ts';
import { guardKey, lookForKey, makeSigningKey } from './signing-key.ts';

const SETTING_KEY = 'identity.publicKeys';
const Keys = z.array(z.string().max(200));

type Needed = Pick<BackupServiceParts, 'session' | 'catalog' | 'now' | 'onTrouble'>;

export class Signers {
  readonly #parts: Needed;

  constructor(parts: Needed) {
    this.#parts = parts;
  }

  /**
   * The public key of this installation; its key is made where there is none, and one that is damaged is kept and
   * replaced. Null when it cannot be read or made: a backup is then made all the same, without a signature.
   */
  async ready(): Promise<string | null> {
    const { session, now, onTrouble } = this.#parts;
    try {
      const found = await lookForKey(session.paths);
      if (found.kind === 'unreadable') throw found.error;
      if (found.kind === 'damaged')
        onTrouble('reading the signing key', new Error('It is damaged; a new one is made.'));
      const key = found.kind === 'key' ? found.key : await makeSigningKey(session.paths, now());
      if (found.kind === 'key' && !found.isPrivate) await guardKey(session.paths);
      const signedBy = publicKeyText(key);
      await this.#remember(signedBy);
      return signedBy;
    } catch (error) {
      onTrouble('getting the signing key ready', error);
      return null;
    }
  }

  async #remember(signedBy: string): Promise<void> {
    const kept = await this.#kept();
    if (!kept.includes(signedBy))
      await this.#parts.catalog.putSetting(SETTING_KEY, JSON.stringify([...kept, signedBy]));
  }

  async #kept(): Promise<string[]> {
    const text = await this.#parts.catalog.setting(SETTING_KEY);
    const keys = Keys.safeParse(text === null ? [] : parsed(text));
    return keys.success ? keys.data : [];
  }

  /** Every public key that this installation has or had. Makes none. */
  async known(): Promise<ReadonlySet<string>> {
    const found = await lookForKey(this.#parts.session.paths);
    return new Set([...(await this.#kept()), ...(found.kind === 'key' ? [publicKeyText(found.key)] : [])]);
  }

  /** What an archive's signature means here. One that was signed, by what is known of it, and is not any more was changed. */
  async judge(fact: SignatureFact, metadata: BackupMetadata | null): Promise<ArchiveSignature> {
    const listed = metadata === null ? null : await this.#parts.catalog.backup(metadata.backupId);
    const wasSigned = listed?.metadata?.signedBy ?? null;
    const isStripped = fact.kind === 'none' && wasSigned !== null;
    return verdictOf(isStripped ? { kind: 'broken', signedBy: wasSigned } : fact, await this.known());
  }
}

/** @param known the keys of this installation; null where there is no profile to ask */
export function verdictOf(
  { kind, signedBy }: SignatureFact,
  known: ReadonlySet<string> | null,
): ArchiveSignature {
  const key = signedBy === null ? null : keyInShort(signedBy);
  if (kind === 'broken') return { verdict: 'changed', key };
  if (kind === 'none' || signedBy === null) return { verdict: 'not-signed', key: null };
  if (known === null) return { verdict: 'signed', key };
  return { verdict: known.has(signedBy) ? 'this-office' : 'another-office', key };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
