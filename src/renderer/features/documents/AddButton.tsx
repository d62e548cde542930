/** Opens the native dialog that adds files. */
import { Button, type ButtonProps } from '@mantine/core';
import { PlusIcon } from '../../icons.tsx';
import { pickFiles } from '../../stores/documents-adding-actions.ts';
import { selectIsAdding, useAdding } from '../../stores/documents-adding-store.ts';

interface Props extends ButtonProps {
  /** The case to which they are added; null for none. */
  readonly caseId: string | null;
}

export function AddButton({ caseId, ...rest }: Props) {
  const isAdding = useAdding(selectIsAdding);
  return (
    <Button
      leftSection={<PlusIcon size={16} />}
      {...rest}
      onClick={() => {
        if (!isAdding) void pickFiles(caseId);
      }}
      {...(isAdding ? { 'data-disabled': true, 'aria-disabled': true } : {})}
    >
      Add documents…
    </Button>
  );
}
