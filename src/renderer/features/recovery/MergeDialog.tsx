/** The newer entries of a damaged practice, for the person to choose which come with the backup. */
import { Button, Checkbox, Group, Modal, Stack, Text } from '@mantine/core';
import type { NewerRows } from '@causebook/contracts';
import { OperationButton } from '../../components/OperationButton.tsx';
import { format } from '../../format.ts';
import { choose, closeMerging, mergeChosen } from '../../stores/recovery-actions.ts';
import { useRecovery } from '../../stores/recovery-store.ts';
import { OperationView } from '../backup/OperationView.tsx';
import { groupRows, kindsInWords, rowInWords, type RowGroup } from './recovery-words.ts';
import classes from './recovery.module.css';

/** More than anybody reads one by one; the rest follows "All" and "None". */
const SHOWN = 400;

function CaseRows({ group }: { readonly group: RowGroup }) {
  const chosen = useRecovery((state) => state.chosen);
  return (
    <fieldset className={classes.group}>
      <Text component="legend" size="sm" fw={600}>
        {group.title}
      </Text>
      {group.rows.map((row) => (
        <Checkbox
          key={row.key}
          size="sm"
          label={rowInWords(row)}
          checked={chosen.has(row.key)}
          onChange={(event) => choose([row.key], event.currentTarget.checked)}
        />
      ))}
    </fieldset>
  );
}

function Choice({ newer }: { readonly newer: NewerRows }) {
  const count = useRecovery((state) => state.chosen.size);
  const keys = newer.rows.map(({ key }) => key);
  const shown = newer.rows.slice(0, SHOWN);
  return (
    <Stack gap="md">
      <Text size="sm">
        {newer.rows.length === 0
          ? 'The damaged practice has nothing that is not in the backup.'
          : `The damaged practice has ${kindsInWords(newer.rows)} that the backup has not, or has otherwise. A case that a chosen entry needs comes with it.`}
      </Text>
      {newer.rows.length > 0 && (
        <Group gap="xs">
          <Button size="xs" variant="default" onClick={() => choose(keys, true)}>
            All
          </Button>
          <Button size="xs" variant="default" onClick={() => choose(keys, false)}>
            None
          </Button>
          <Text size="sm" role="status">
            {format.integer(count)} of {format.integer(keys.length)} chosen
          </Text>
        </Group>
      )}
      {newer.isNamed && newer.rows.length > 0 && (
        <div className={classes.rows} role="group" aria-label="Newer entries" tabIndex={0}>
          {groupRows(shown).map((group) => (
            <CaseRows key={group.title} group={group} />
          ))}
          {newer.rows.length > SHOWN && (
            <Text size="sm" c="dimmed">
              And {format.integer(newer.rows.length - SHOWN)} more, which follow “All” and “None”.
            </Text>
          )}
        </div>
      )}
      {!newer.isNamed && (
        <Text size="sm">
          People sign in to this practice, and nobody can do that now. So the entries are not named here; you
          can take all of them or none.
        </Text>
      )}
      {newer.onlyInBackup > 0 && (
        <Text size="sm">
          {format.count(newer.onlyInBackup, 'entry', 'entries')} of the backup cannot be found in the damaged
          practice. They come back; some of them may have been deleted.
        </Text>
      )}
      <Group justify="flex-end" gap="sm">
        <Button variant="default" onClick={closeMerging} data-autofocus>
          Cancel
        </Button>
        <OperationButton onClick={() => void mergeChosen()}>
          {count === 0
            ? 'Restore the backup'
            : `Restore with ${format.count(count, 'newer entry', 'newer entries')}`}
        </OperationButton>
      </Group>
    </Stack>
  );
}

export function MergeDialog() {
  const merging = useRecovery((state) => state.merging);
  return (
    <Modal
      opened={merging.kind !== 'closed'}
      onClose={closeMerging}
      title={merging.kind === 'choosing' ? 'Which newer entries come along?' : 'Looking for newer entries'}
      size="lg"
      centered
      transitionProps={{ duration: 0 }}
      closeOnClickOutside={false}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {merging.kind === 'comparing' && (
        <Stack gap="md">
          <Text size="sm">
            The backup is read and compared with what can be read of your practice. Nothing is changed.
          </Text>
          <OperationView />
        </Stack>
      )}
      {merging.kind === 'choosing' && <Choice newer={merging.newer} />}
    </Modal>
  );
}
