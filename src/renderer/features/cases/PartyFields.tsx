/** The further parties of a case as a list that is typed into, put in order, and shortened. */
import type { PartySide } from '@causebook/contracts';
import {
  ActionIcon,
  Button,
  Fieldset,
  Group,
  Select,
  SimpleGrid,
  Stack,
  Text,
  TextInput,
} from '@mantine/core';
import { ChevronIcon, PlusIcon, TrashIcon } from '../../icons.tsx';
import { emptyParty, moved, type PartyDraft } from './case-draft.ts';
import classes from './cases.module.css';
import { sideWords } from './party-words.ts';

interface Props {
  readonly parties: readonly PartyDraft[];
  readonly wrong: { readonly field: string; readonly problem: string } | null;
  readonly onChange: (parties: readonly PartyDraft[]) => void;
}

const MOST = 200;

export function PartyFields({ parties, wrong, onChange }: Props) {
  const change = (key: number, fields: Partial<PartyDraft>): void =>
    onChange(parties.map((party) => (party.key === key ? { ...party, ...fields } : party)));
  const nextKey = Math.max(-1, ...parties.map(({ key }) => key)) + 1;
  return (
    <Fieldset legend="Other parties and counsel">
      <Stack gap="sm">
        {parties.length === 0 && (
          <Text size="sm" c="dimmed">
            Everybody beside the client and the opponent, each with their counsel.
          </Text>
        )}
        {parties.map((party, at) => (
          <PartyRow
            key={party.key}
            party={party}
            place={at + 1}
            of={parties.length}
            error={wrong?.field === `party ${party.key}` ? wrong.problem : null}
            onChange={(fields) => change(party.key, fields)}
            onMove={(by) => onChange(moved(parties, at, by))}
            onRemove={() => onChange(parties.filter(({ key }) => key !== party.key))}
          />
        ))}
        <div>
          <Button
            variant="default"
            size="xs"
            leftSection={<PlusIcon size={15} />}
            disabled={parties.length >= MOST}
            onClick={() => onChange([...parties, emptyParty(nextKey)])}
          >
            Add a party
          </Button>
        </div>
      </Stack>
    </Fieldset>
  );
}

interface RowProps {
  readonly party: PartyDraft;
  /** From 1. */
  readonly place: number;
  readonly of: number;
  readonly error: string | null;
  readonly onChange: (fields: Partial<PartyDraft>) => void;
  readonly onMove: (by: 1 | -1) => void;
  readonly onRemove: () => void;
}

function PartyRow({ party, place, of, error, onChange, onMove, onRemove }: RowProps) {
  const line = (label: string, field: 'role' | 'counsel' | 'contact', placeholder?: string) => (
    <TextInput
      label={label}
      placeholder={placeholder}
      maxLength={500}
      value={party[field]}
      onChange={(event) => onChange({ [field]: event.currentTarget.value })}
    />
  );
  return (
    <div role="group" aria-label={`Party ${place}`} className={classes.party}>
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm" verticalSpacing="xs">
        <TextInput
          label="Name"
          maxLength={500}
          value={party.name}
          onChange={(event) => onChange({ name: event.currentTarget.value })}
          {...(error === null ? {} : { error })}
        />
        <Select
          label="Side"
          allowDeselect={false}
          data={Object.entries(sideWords).map(([value, label]) => ({ value, label }))}
          value={party.side}
          onChange={(side) => onChange({ side: side as PartySide })}
        />
        {line('Role', 'role', 'Respondent 2, intervenor')}
        {line('Counsel', 'counsel')}
        {line('Contact', 'contact')}
        <Group gap={4} align="flex-end" justify="flex-end">
          <Move label={`Move party ${place} up`} disabled={place === 1} isUp onMove={() => onMove(-1)} />
          <Move label={`Move party ${place} down`} disabled={place === of} onMove={() => onMove(1)} />
          <ActionIcon variant="default" size="lg" aria-label={`Remove party ${place}`} onClick={onRemove}>
            <TrashIcon size={16} />
          </ActionIcon>
        </Group>
      </SimpleGrid>
    </div>
  );
}

interface MoveProps {
  readonly label: string;
  readonly disabled: boolean;
  readonly isUp?: boolean;
  readonly onMove: () => void;
}

function Move({ label, disabled, isUp, onMove }: MoveProps) {
  return (
    <ActionIcon variant="default" size="lg" aria-label={label} disabled={disabled} onClick={onMove}>
      <span className={isUp ? classes.up : classes.down}>
        <ChevronIcon size={16} />
      </span>
    </ActionIcon>
  );
}
