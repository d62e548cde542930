/** "Back up now", and the way to its options. */
import type { ExportOptions } from '@causebook/contracts';
import { Group, UnstyledButton } from '@mantine/core';
import { OperationButton } from '../../components/OperationButton.tsx';
import { ChevronIcon } from '../../icons.tsx';
import { objectionTo } from './export-options.ts';
import classes from './backup.module.css';

interface Props {
  readonly options: ExportOptions;
  /** Id of the options that are folded away. */
  readonly formId: string;
  readonly open: boolean;
  readonly onToggle: () => void;
  readonly onBackUp: () => void;
}

export function BackUpNow({ options, formId, open, onToggle, onBackUp }: Props) {
  return (
    <Group gap="xs">
      <UnstyledButton
        className={classes.disclosure}
        aria-expanded={open}
        aria-controls={formId}
        data-open={open}
        onClick={onToggle}
      >
        Options
        <ChevronIcon size={16} />
      </UnstyledButton>
      <OperationButton size="md" unavailable={objectionTo(options)} onClick={onBackUp}>
        Back up now
      </OperationButton>
    </Group>
  );
}
