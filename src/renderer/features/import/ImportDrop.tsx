/** Takes a spreadsheet that is dropped anywhere on the Import screen. */
import { DropVeil } from '../../components/DropVeil.tsx';
import { ImportIcon } from '../../icons.tsx';
import { notify } from '../../notify.tsx';
import { dropSpreadsheet } from '../../stores/import-actions.ts';
import { useImport } from '../../stores/import-store.ts';

const refuse = (message: string): void => notify({ id: 'drop', level: 'info', message });

function takeDrop(files: readonly File[]): void {
  if (useImport.getState().running) return refuse('An import is running. Wait until it has finished.');
  const [file, ...others] = files;
  if (file === undefined || others.length > 0) return refuse('Please drop one file at a time.');
  void dropSpreadsheet(file);
}

export function ImportDrop() {
  return (
    <DropVeil icon={<ImportIcon size={40} />} onDrop={takeDrop}>
      Drop the spreadsheet to look at it. Nothing is imported yet.
    </DropVeil>
  );
}
