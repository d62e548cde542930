/** Takes files that are dropped anywhere on the screen, and shows that they may be dropped. */
import { useCallback } from 'react';
import { DropVeil } from '../../components/DropVeil.tsx';
import { DocumentIcon } from '../../icons.tsx';
import { addFiles } from '../../stores/documents-adding-actions.ts';

interface Props {
  /** The case to which dropped files are added; null for none. */
  readonly caseId: string | null;
  readonly children: string;
}

export function DropGround({ caseId, children }: Props) {
  const take = useCallback(
    (files: readonly File[]) => {
      // A dialog is open: what is dropped beside it is meant for something else.
      if (files.length === 0 || document.querySelector('[role="dialog"]') !== null) return;
      void addFiles(files, caseId);
    },
    [caseId],
  );
  return (
    <DropVeil icon={<DocumentIcon size={40} />} onDrop={take}>
      {children}
    </DropVeil>
  );
}
