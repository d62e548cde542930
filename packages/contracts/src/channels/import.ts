/** Import of a table. */
import { z } from 'zod';
import { call } from '../call.ts';
import { DuplicateChoice, ImportMapping, ImportPreview, ImportReading, ImportReport } from '../import.ts';
import { EntryId } from '../practice.ts';
import { Nothing } from './shared.ts';

export const importCalls = {
  /** Opens the native dialog for a CSV file or a workbook. CANCELLED when the person closes it. */
  'import:pick': call(Nothing, z.object({ importKey: EntryId, fileName: z.string(), size: z.int() })),
  'import:acceptDrop': call(
    z.object({ filePath: z.string().max(4096) }),
    z.object({ importKey: EntryId, fileName: z.string(), size: z.int() }),
  ),
  /** Reads the file as it would be imported; writes nothing. Without a mapping the remembered or guessed one. */
  'import:preview': call(
    z.object({ importKey: EntryId, reading: ImportReading, mapping: ImportMapping.nullable() }),
    z.object({ preview: ImportPreview }),
  ),
  'import:run': call(
    z.object({
      importKey: EntryId,
      reading: ImportReading,
      mapping: ImportMapping,
      duplicates: DuplicateChoice,
    }),
    z.object({ report: ImportReport }),
  ),
  /** Ends the preview or the import that runs; nothing was written then. */
  'import:cancel': call(Nothing, z.object({ cancelled: z.boolean() })),
  'import:list': call(Nothing, z.object({ imports: z.array(ImportReport) })),
  /** Takes an import back as a whole. Cases that were worked on since go to the deleted entries instead of vanishing. */
  'import:undo': call(
    z.object({ importId: EntryId }),
    z.object({ removed: z.int().nonnegative(), keptAsDeleted: z.int().nonnegative() }),
  ),
};
