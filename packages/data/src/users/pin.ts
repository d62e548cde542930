/** PINs as they are kept: a salted scrypt hash (RFC 7914). A PIN keeps colleagues apart; it encrypts nothing. */
import { randomBytes, scrypt, timingSafeEqual, type ScryptOptions } from 'node:crypto';

/** log2 of scrypt's N; the hash names its own, so that a later Causebook may ask for more. */
const COST = 15;
const SALT_BYTES = 16;
const HASH_BYTES = 32;

function derive(pin: string, salt: Buffer, cost: number): Promise<Buffer> {
  const N = 2 ** cost;
  // Node allows 32 MiB unless told otherwise, which is just what this N needs.
  const options: ScryptOptions = { N, r: 8, p: 1, maxmem: 128 * N * 8 * 2 };
  return new Promise((resolve, reject) => {
    scrypt(pin, salt, HASH_BYTES, options, (error, hash) => (error ? reject(error) : resolve(hash)));
  });
}

/** `scrypt$15$<salt>$<hash>`, both in base64. Takes about a tenth of a second, off the main thread. */
export async function hashPin(pin: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  const hash = await derive(pin, salt, COST);
  return ['scrypt', COST, salt.toString('base64'), hash.toString('base64')].join('$');
}

/** Whether a PIN is the one that was hashed. A hash that cannot be understood fits no PIN. */
export async function isPin(pin: string, kept: string): Promise<boolean> {
  const [kind, cost = '', salt = '', hash = ''] = kept.split('$');
  const wanted = Buffer.from(hash, 'base64');
  if (kind !== 'scrypt' || !/^1[0-9]$/.test(cost) || wanted.length !== HASH_BYTES) return false;
  return timingSafeEqual(await derive(pin, Buffer.from(salt, 'base64'), Number(cost)), wanted);
}
