/** The first characters of a backup's checksum, enough to compare by eye; the copy is complete. */
import type { BackupEntry } from '@causebook/contracts';
import { CopyButton } from '../../components/CopyButton.tsx';
import classes from './backup.module.css';

const SHORT = 8;

export function Checksum({ backup }: { readonly backup: BackupEntry }) {
  return (
    <span className={classes.checksum} title={backup.checksum}>
      SHA-256 <code>{backup.checksum.slice(0, SHORT)}…</code>
      <CopyButton value={backup.checksum} label={`Copy the checksum of ${backup.fileName}`} />
    </span>
  );
}
