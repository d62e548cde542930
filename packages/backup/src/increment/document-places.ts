/**
 * The entry `DOCUMENTS` of an increment: for every document of the snapshot which archive holds it, one line
 * `<sha256> <size> <backupId>`, ascending by hash. docs/backup-format.md is normative.
 */
import { AppError, BackupId, Sha256 } from '@causebook/contracts';
import { DOCUMENTS } from '../archive/entry-names.ts';

/** Where a document of a snapshot lies. */
export interface DocumentPlace {
  readonly sha256: string;
  readonly size: number;
  /** The archive that holds it. */
  readonly backupId: BackupId;
}

export function formatPlaces(places: Iterable<DocumentPlace>): string {
  let text = '';
  for (const { sha256, size, backupId } of places) text += `${sha256} ${size} ${backupId}\n`;
  return text;
}

const LINE = /^([0-9a-f]{64}) (0|[1-9][0-9]{0,15}) ([0-9a-f-]{36})$/;

/** @throws AppError FILE_CORRUPTION for anything but well-formed lines in ascending order */
export function parsePlaces(text: string): DocumentPlace[] {
  const damaged = (): AppError =>
    new AppError('FILE_CORRUPTION', `${DOCUMENTS} in the backup cannot be understood.`, {
      details: { entry: DOCUMENTS },
    });
  if (text !== '' && !text.endsWith('\n')) throw damaged();
  const places: DocumentPlace[] = [];
  let previous = '';
  // A line at a time: a large practice has hundreds of thousands.
  for (let at = 0; at < text.length;) {
    const end = text.indexOf('\n', at);
    const line = text.slice(at, end);
    at = end + 1;
    const [, sha256, size, id] = LINE.exec(line) ?? [];
    const backupId = BackupId.safeParse(id);
    if (sha256 === undefined || !backupId.success || sha256 <= previous) throw damaged();
    previous = sha256;
    places.push({ sha256: Sha256.parse(sha256), size: Number(size), backupId: backupId.data });
  }
  return places;
}
