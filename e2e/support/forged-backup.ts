/** A backup as somebody makes it who changes one and knows how its sums and its seal are made. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { craftBackup, craftZip } from '../../packages/backup/test/crafted-zip.ts';
import { causebook } from './fixtures.ts';

/** The newest backup of the profile, which must be without documents, with another name and its old signature. */
export function forgedBackup(profile: string, folder: string): string {
  const { backupId } = causebook('--data', profile, 'list')['backups'][0];
  const unpacked = join(folder, 'unpacked');
  causebook('--data', profile, 'unpack', backupId, '--out', unpacked);
  const {
    createdAt: _,
    checksum: __,
    seal: ___,
    ...said
  } = JSON.parse(readFileSync(join(unpacked, 'backup-metadata.json'), 'utf8'));
  const database = { name: 'database.sqlite', content: readFileSync(join(unpacked, 'database.sqlite')) };
  const file = join(folder, 'forged.zip');
  const { signature, signedBy, ...rest } = said;
  writeFileSync(
    file,
    craftZip(craftBackup([database], { metadata: { ...rest, name: 'x', signature, signedBy } })),
  );
  return file;
}
