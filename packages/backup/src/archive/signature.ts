/**
 * The signature in backup-metadata.json: Ed25519 over the file's own text without the line of the signature. The metadata
 * has the sum of all sums and the seal, so it stands for every bit of the archive. docs/backup-format.md is normative.
 */
import { createHash, createPublicKey, sign, verify, type KeyObject } from 'node:crypto';
import type { BackupMetadata } from '@causebook/contracts';

/** What an archive's signature says by itself; whose key it is, only a profile can tell. */
export interface SignatureFact {
  readonly kind: 'fits' | 'none' | 'broken';
  /** The public key that the metadata names, as SPKI in base64; null when it names none. */
  readonly signedBy: string | null;
}

export const NOT_SIGNED: SignatureFact = { kind: 'none', signedBy: null };

/** The text of backup-metadata.json; the only one that an archive with a signature may have. */
export const metadataText = (metadata: object): string => `${JSON.stringify(metadata, null, 2)}\n`;

/** The public key of a private or public one, as SPKI in base64: one line of a PEM file. */
export const publicKeyText = (key: KeyObject): string =>
  (key.type === 'public' ? key : createPublicKey(key))
    .export({ type: 'spki', format: 'der' })
    .toString('base64');

/** The first 16 digits of the SHA-256 of a key, for people to compare: `ab12 cd34 ef56 7890`. */
export function keyInShort(signedBy: string): string {
  const sum = createHash('sha256').update(Buffer.from(signedBy, 'base64')).digest('hex');
  return sum.slice(0, 16).replaceAll(/(.{4})(?!$)/g, '$1 ');
}

/** @returns the metadata with its signature, which stands before the key, so that it is never the last line */
export function signMetadata(metadata: BackupMetadata, key: KeyObject): BackupMetadata {
  const { signature: _, signedBy: __, ...unsigned } = metadata;
  const signedBy = publicKeyText(key);
  const signature = sign(null, Buffer.from(metadataText({ ...unsigned, signedBy })), key).toString('base64');
  return { ...unsigned, signature, signedBy };
}

/** Whether one of these keys has signed the archive, and nothing of it was changed since. */
export const isSignedBy = ({ kind, signedBy }: SignatureFact, keys: readonly string[]): boolean =>
  kind === 'fits' && signedBy !== null && keys.includes(signedBy);

/** @param bytes of backup-metadata.json, which were understood already */
export function judgeSignature(bytes: Uint8Array): SignatureFact {
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  const parsed = JSON.parse(text.replace(/^\uFEFF/, '')) as Record<string, unknown>;
  const { signature, ...signed } = parsed;
  const { signedBy } = signed;
  if (signature === undefined && signedBy === undefined) return NOT_SIGNED;
  const named = typeof signedBy === 'string' ? signedBy : null;
  // Written in any other way, a reader could understand something else than was signed, e.g. of a name that comes twice.
  const isPlain = metadataText(parsed) === text;
  const fits =
    isPlain &&
    named !== null &&
    typeof signature === 'string' &&
    isSignature(metadataText(signed), signature, named);
  return { kind: fits ? 'fits' : 'broken', signedBy: named };
}

function isSignature(text: string, signature: string, signedBy: string): boolean {
  const bytes = Buffer.from(signature, 'base64');
  // One signature has one spelling.
  if (bytes.length !== 64 || bytes.toString('base64') !== signature) return false;
  const key = publicKey(signedBy);
  return key !== null && verify(null, Buffer.from(text), key, bytes);
}

/** What SubjectPublicKeyInfo has before the 32 bytes of an Ed25519 key (RFC 8410). */
const PREFIX = Buffer.from('302a300506032b6570032100', 'hex');

function publicKey(signedBy: string): KeyObject | null {
  const der = Buffer.from(signedBy, 'base64');
  const isPlain = der.length === PREFIX.length + 32 && der.toString('base64') === signedBy;
  if (!isPlain || !der.subarray(0, PREFIX.length).equals(PREFIX)) return null;
  return createPublicKey({ key: der, format: 'der', type: 'spki' });
}
