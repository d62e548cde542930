/** What every area of the service works with: whose practice it is, and the one operation that it may have at a time. */
import type { ProfilePaths } from '@causebook/data';
import { OperationDesk } from './operation/operation-desk.ts';
import { Recorder } from './operation/recorder.ts';
import type { BackupServiceParts } from './service-parts.ts';
import { Signers } from './signing/signers.ts';

export interface Workplace {
  readonly parts: BackupServiceParts;
  readonly paths: ProfilePaths;
  readonly desk: OperationDesk;
  readonly recorder: Recorder;
  readonly signers: Signers;
  /** Passes an answer on after a look at all backups: whatever is found out about one may be a reason to distrust others. */
  readonly watched: <Answer>(work: Promise<Answer>) => Promise<Answer>;
}

/** @param look looks whether the backups are right; never rejects */
export function workplaceOf(parts: BackupServiceParts, look: () => Promise<void>): Workplace {
  const desk = new OperationDesk((progress) => parts.onProgress?.(progress));
  return {
    parts,
    paths: parts.session.paths,
    desk,
    recorder: new Recorder(parts, desk),
    signers: new Signers(parts),
    watched: async (work) => {
      try {
        return await work;
      } finally {
        await look();
      }
    },
  };
}
