/** Asks before an import is taken back, and says what that means. */
import type { ImportReport } from '@causebook/contracts';
import { Text } from '@mantine/core';
import { ConfirmDialog } from '../../components/ConfirmDialog.tsx';
import type { Target } from '../../components/use-target.ts';
import { format } from '../../format.ts';
import { undoImport } from '../../stores/import-actions.ts';
import { reportInWords } from './import-words.ts';

export function UndoImportDialog({ target, opened, close }: Target<ImportReport>) {
  return (
    <ConfirmDialog
      opened={opened}
      onClose={close}
      title="Undo this import?"
      confirmLabel="Undo this import"
      danger
      onConfirm={() => target && void undoImport(target)}
    >
      {target && (
        <>
          <Text size="sm">
            What came from “{target.fileName}” on {format.dateTime(target.importedAt)} is removed from the
            practice: {reportInWords(target)}.
          </Text>
          <Text size="sm">
            Cases that were worked on since are not lost: they go to the deleted entries, with everything in
            them, and can be brought back for 30 days.
          </Text>
        </>
      )}
    </ConfirmDialog>
  );
}
