/** Takes a ZIP file that is dropped anywhere on the Backup screen, and shows that it may be dropped. */
import { DropVeil } from '../../components/DropVeil.tsx';
import { notify } from '../../notify.tsx';
import { ArchiveFileIcon } from '../../icons.tsx';
import { selectBusyReason, useOperation } from '../../stores/operation-store.ts';
import { dropArchive } from '../../stores/restore-actions.ts';
import { useRestore } from '../../stores/restore-store.ts';

const refuse = (message: string): void => notify({ id: 'drop', level: 'info', message });

function takeDrop(files: readonly File[]): void {
  if (useRestore.getState().step.kind !== 'closed') return;
  const busyReason = selectBusyReason(useOperation.getState());
  if (busyReason !== null) {
    refuse(busyReason);
    return;
  }
  const [file, ...others] = files;
  if (file === undefined || others.length > 0) {
    refuse('Please drop one ZIP file at a time.');
    return;
  }
  void dropArchive(file);
}

export function DropZone() {
  const busyReason = useOperation(selectBusyReason);
  return (
    <DropVeil icon={<ArchiveFileIcon size={40} />} onDrop={takeDrop}>
      {busyReason ?? 'Drop the ZIP file to see what is in it. Nothing is changed yet.'}
    </DropVeil>
  );
}
