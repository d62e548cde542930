/** Looks for an archive that is needed under another name: by what it says it is and by its checksum, never by its name. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { toAppError, type BackupId, type NeededArchive } from '@causebook/contracts';
import { StrictReader } from './strict-reader.ts';

/** More files than these are not looked into: this is a folder of backups, not a whole disk. */
const LOOKED_INTO = 1_000;

/** The archives of some folders, each looked into at most once however many are needed. */
export class RenamedArchives {
  readonly #signal: AbortSignal;
  readonly #found = new Map<string, Promise<ReadonlyMap<BackupId, readonly string[]>>>();

  readonly #onWork: () => void;

  /** @param onWork told while it looks, which may take long */
  constructor(signal: AbortSignal, onWork: () => void) {
    this.#signal = signal;
    this.#onWork = onWork;
  }

  /**
   * A file with that backup and that checksum, read whole for it; null when there is none.
   * @param folders looked through in their order
   * @param known files that were looked at already
   * @throws AppError CANCELLED
   */
  async find(
    { backupId, checksum }: Pick<NeededArchive, 'backupId' | 'checksum'>,
    folders: Iterable<string>,
    known: ReadonlySet<string>,
  ): Promise<StrictReader | null> {
    for (const folder of folders) {
      const candidates = (await this.#archivesIn(folder)).get(backupId) ?? [];
      for (const filePath of candidates.filter((path) => !known.has(path))) {
        const reader = await this.#openThat(filePath, { backupId, checksum });
        if (reader) return reader;
      }
    }
    return null;
  }

  /** The file may be another one by now. */
  async #openThat(
    filePath: string,
    { backupId, checksum }: Pick<NeededArchive, 'backupId' | 'checksum'>,
  ): Promise<StrictReader | null> {
    const reader = await this.#open(filePath);
    if (reader === null) return null;
    let isThat = false;
    try {
      isThat =
        reader.archive.metadata?.backupId === backupId &&
        (await reader.checksum(this.#signal, this.#onWork)) === checksum;
    } catch (error) {
      passOver(error);
    } finally {
      if (!isThat) await reader.close();
    }
    return isThat ? reader : null;
  }

  #archivesIn(folder: string): Promise<ReadonlyMap<BackupId, readonly string[]>> {
    const there = this.#found.get(folder) ?? this.#lookInto(folder);
    this.#found.set(folder, there);
    return there;
  }

  async #lookInto(folder: string): Promise<ReadonlyMap<BackupId, readonly string[]>> {
    const found = new Map<BackupId, string[]>();
    for (const filePath of await zipsIn(folder)) {
      this.#onWork();
      const reader = await this.#open(filePath);
      const backupId = reader?.archive.metadata?.backupId;
      await reader?.close();
      if (backupId !== undefined) found.set(backupId, [...(found.get(backupId) ?? []), filePath]);
    }
    return found;
  }

  async #open(filePath: string): Promise<StrictReader | null> {
    try {
      return await StrictReader.open(filePath, this.#signal);
    } catch (error) {
      return passOver(error);
    }
  }
}

/** A folder that cannot be read holds nothing that could be found. */
async function zipsIn(folder: string): Promise<string[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries
      .filter((entry) => entry.isFile() && entry.name.toLowerCase().endsWith('.zip'))
      .slice(0, LOOKED_INTO)
      .map(({ name }) => join(folder, name));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === undefined) throw error;
    return [];
  }
}

/** What is damaged, foreign or cannot be read is not what is looked for. */
function passOver(error: unknown): null {
  const { code } = toAppError(error);
  if (code === 'CANCELLED' || code === 'INTERNAL') throw error;
  return null;
}
