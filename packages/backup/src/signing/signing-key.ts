/** The private key with which an installation signs its backups: one file of the profile, in no archive. */
import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { chmod, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { makeFolder, renameFile, replaceFile, type ProfilePaths } from '@causebook/data';

export const signingKeyPath = ({ identity }: Pick<ProfilePaths, 'identity'>): string =>
  join(identity, 'signing-key.pem');

/** Null when there is none, it cannot be read, or it is no key. */
export async function readSigningKey(paths: Pick<ProfilePaths, 'identity'>): Promise<KeyObject | null> {
  const found = await lookForKey(paths);
  return found.kind === 'key' ? found.key : null;
}

export type FoundKey =
  | { readonly kind: 'key'; readonly key: KeyObject; readonly isPrivate: boolean }
  | { readonly kind: 'absent' }
  /** The file was read, and what it holds is no key of ours. */
  | { readonly kind: 'damaged' }
  | { readonly kind: 'unreadable'; readonly error: unknown };

export async function lookForKey(paths: Pick<ProfilePaths, 'identity'>): Promise<FoundKey> {
  const path = signingKeyPath(paths);
  let text: string;
  let mode: number;
  try {
    text = await readFile(path, 'utf8');
    ({ mode } = await stat(path));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { kind: 'absent' };
    return { kind: 'unreadable', error };
  }
  const key = parseKey(text);
  if (key === null) return { kind: 'damaged' };
  // Windows has no such modes; there the profile's folder guards it.
  return { kind: 'key', key, isPrivate: process.platform === 'win32' || (mode & 0o077) === 0 };
}

function parseKey(text: string): KeyObject | null {
  let key: KeyObject;
  try {
    key = createPrivateKey(text);
  } catch {
    // It throws for nothing but a text that is no key, with codes that are not the same everywhere.
    return null;
  }
  return key.asymmetricKeyType === 'ed25519' ? key : null;
}

/** Makes a key for this account only; durable when it returns. What lay there before is kept beside it. */
export async function makeSigningKey(paths: Pick<ProfilePaths, 'identity'>, now: Date): Promise<KeyObject> {
  const path = signingKeyPath(paths);
  await makeFolder(paths.identity);
  const { privateKey } = generateKeyPairSync('ed25519');
  const stamp = now.toISOString().replaceAll(/[:.]/g, '-');
  await renameFile(path, join(paths.identity, `signing-key.damaged-${stamp}.pem`)).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  });
  await replaceFile(path, privateKey.export({ type: 'pkcs8', format: 'pem' }) as string);
  return privateKey;
}

/** What a start that was cut off may have left, and a mode that lets others read the key. */
export async function guardKey(paths: Pick<ProfilePaths, 'identity'>): Promise<void> {
  await rm(`${signingKeyPath(paths)}.new`, { force: true });
  await chmod(signingKeyPath(paths), 0o600);
}
