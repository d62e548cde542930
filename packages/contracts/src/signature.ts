/** Who made a backup, as far as its signature tells. */
import { z } from 'zod';

export const ArchiveSignature = z.object({
  /** `signed`: it fits, and whose key it is cannot be told, because there is no profile to ask. */
  verdict: z.enum(['this-office', 'another-office', 'signed', 'not-signed', 'changed']),
  /** The short form of the key that it names, e.g. `ab12 cd34 ef56 7890`; null when it names none. */
  key: z.string().nullable(),
});
export type ArchiveSignature = z.infer<typeof ArchiveSignature>;

/** One sentence, for whoever relies on the backup. */
export function signatureInWords({ verdict, key }: ArchiveSignature): string {
  switch (verdict) {
    case 'this-office':
      return 'Made by this office, and unchanged since.';
    case 'another-office':
      return `Made by another office (key ${key}), and unchanged since.`;
    case 'signed':
      return `Signed with the key ${key}, and unchanged since.`;
    case 'not-signed':
      return 'Not signed: it cannot be told who made it, nor whether it was changed on purpose.';
    case 'changed':
      return 'Changed since it was made.';
    default:
      return verdict satisfies never;
  }
}
