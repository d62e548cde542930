// Electron's `safeStorage`: really encrypts, with a key in a file of the user data folder instead of the system's keyring.

import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { app } from './app.ts';

const PREFIX = Buffer.from('v10');
const IV_BYTES = 12;
const TAG_BYTES = 16;

function key(): Buffer {
  const file = join(app.getPath('userData'), 'stand-in-safe-storage-key');
  if (existsSync(file)) return readFileSync(file);
  const fresh = randomBytes(32);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, fresh, { mode: 0o600 });
  return fresh;
}

function requireReady(member: string): void {
  if (!app.isReady()) throw new Error(`safeStorage.${member} cannot be used before the app is ready`);
}

function encryptString(plainText: string): Buffer {
  requireReady('encryptString');
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key(), iv);
  const encrypted = Buffer.concat([cipher.update(plainText, 'utf8'), cipher.final()]);
  return Buffer.concat([PREFIX, iv, cipher.getAuthTag(), encrypted]);
}

function decryptString(encrypted: Buffer): string {
  requireReady('decryptString');
  if (!encrypted.subarray(0, PREFIX.length).equals(PREFIX)) {
    throw new Error('Error while decrypting the ciphertext provided to safeStorage.decryptString.');
  }
  const iv = encrypted.subarray(PREFIX.length, PREFIX.length + IV_BYTES);
  const tag = encrypted.subarray(PREFIX.length + IV_BYTES, PREFIX.length + IV_BYTES + TAG_BYTES);
  const decipher = createDecipheriv('aes-256-gcm', key(), iv);
  decipher.setAuthTag(tag);
  const rest = encrypted.subarray(PREFIX.length + IV_BYTES + TAG_BYTES);
  return Buffer.concat([decipher.update(rest), decipher.final()]).toString('utf8');
}

export const safeStorage = {
  isEncryptionAvailable: (): boolean => app.isReady(),
  async isAsyncEncryptionAvailable(): Promise<boolean> {
    await app.whenReady();
    return true;
  },
  getSelectedStorageBackend: (): string => 'basic_text',
  setUsePlainTextEncryption(): void {
    // It is used anyway.
  },
  encryptString,
  decryptString,
  encryptStringAsync: async (plainText: string): Promise<Buffer> => encryptString(plainText),
  async decryptStringAsync(encrypted: Buffer): Promise<{ result: string; shouldReEncrypt: boolean }> {
    return { result: decryptString(encrypted), shouldReEncrypt: false };
  },
};
