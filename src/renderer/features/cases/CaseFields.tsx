/** The fields of a case, with suggestions from the words that the other cases use. */
import type { CaseName, CaseStatus } from '@causebook/contracts';
import {
  Autocomplete,
  Fieldset,
  Select,
  SimpleGrid,
  Stack,
  Text,
  Textarea,
  TextInput,
  type AutocompleteProps,
} from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useEffect, useState } from 'react';
import { DayInput } from '../../components/DayInput.tsx';
import { Notice } from '../../components/Notice.tsx';
import { casesWithNumber } from '../../stores/case-actions.ts';
import { useCases } from '../../stores/cases-store.ts';
import { lawyersOf, useUsers } from '../../stores/users-store.ts';
import { caseStatusWords } from '../../words.ts';
import type { FormDraft } from './case-draft.ts';
import classes from './cases.module.css';
import { PartyFields } from './PartyFields.tsx';

export interface FieldsProps {
  /** null for a new case. */
  readonly caseId: string | null;
  readonly draft: FormDraft;
  /** The field that kept it from being saved. */
  readonly wrong: { readonly field: string; readonly problem: string } | null;
  readonly onChange: (change: Partial<FormDraft>) => void;
}

const SUGGESTED = 12;
const TYPING_PAUSE = 250;

/** A line with suggestions; anything else can be typed. */
function Suggesting(props: AutocompleteProps) {
  return <Autocomplete {...props} limit={SUGGESTED} maxLength={500} />;
}

function SameNumber({ number, caseId }: { readonly number: string; readonly caseId: string | null }) {
  const [typed] = useDebouncedValue(number, TYPING_PAUSE);
  const [found, setFound] = useState<readonly CaseName[]>([]);
  useEffect(() => {
    let isNewest = true;
    void casesWithNumber(typed.slice(0, 500), caseId).then((cases) => {
      if (isNewest) setFound(cases);
    });
    return () => {
      isNewest = false;
    };
  }, [typed, caseId]);
  if (found.length === 0 || typed.trim() === '') return null;
  return (
    <Notice
      tone="attention"
      title={found.length === 1 ? 'Another case has this number.' : 'Other cases have this number.'}
    >
      {found.map(({ id, title }) => (
        <Text key={id} size="sm">
          {title}
        </Text>
      ))}
      <Text size="sm">You can save it all the same.</Text>
    </Notice>
  );
}

function LawyerSelect({ draft, onChange }: Pick<FieldsProps, 'draft' | 'onChange'>) {
  const users = useUsers((state) => state.users);
  if (users.length === 0) return null;
  return (
    <Select
      label="Lawyer"
      placeholder="Nobody in particular"
      clearable
      searchable
      clearButtonProps={{ 'aria-label': 'No lawyer' }}
      data={lawyersOf(users, draft.lawyerId).map(({ id, name }) => ({ value: id, label: name }))}
      value={draft.lawyerId}
      onChange={(lawyerId) => onChange({ lawyerId })}
    />
  );
}

function MatterFields({ caseId, draft, wrong, onChange }: FieldsProps) {
  const vocabulary = useCases((state) => state.vocabulary);
  const errorOf = (field: string) => (wrong?.field === field ? { error: wrong.problem } : {});
  return (
    <Stack gap="sm">
      <TextInput
        label="Title"
        placeholder="Rao v. State of Karnataka"
        withAsterisk
        required
        data-autofocus
        maxLength={500}
        value={draft.title}
        onChange={(event) => onChange({ title: event.currentTarget.value })}
        {...errorOf('title')}
      />
      <SimpleGrid className={classes.fields!} cols={{ base: 1, xs: 2 }} spacing="sm" verticalSpacing="sm">
        <TextInput
          label="Number"
          placeholder="CS 123/2024"
          maxLength={500}
          value={draft.number}
          onChange={(event) => onChange({ number: event.currentTarget.value })}
        />
        <Suggesting
          label="Kind of matter"
          data={vocabulary.kinds}
          value={draft.kind}
          onChange={(kind) => onChange({ kind })}
        />
      </SimpleGrid>
      <SameNumber number={draft.number} caseId={caseId} />
      <SimpleGrid className={classes.fields!} cols={{ base: 1, xs: 2 }} spacing="sm" verticalSpacing="sm">
        <Suggesting
          label="Court"
          data={vocabulary.courts}
          value={draft.court}
          onChange={(court) => onChange({ court })}
        />
        <Suggesting
          label="Judge"
          data={vocabulary.judges}
          value={draft.judge}
          onChange={(judge) => onChange({ judge })}
        />
        <Suggesting
          label="Stage"
          data={vocabulary.stages}
          value={draft.stage}
          onChange={(stage) => onChange({ stage })}
        />
        <Select
          label="Status"
          allowDeselect={false}
          data={Object.entries(caseStatusWords).map(([value, label]) => ({ value, label }))}
          value={draft.status}
          onChange={(status) => onChange({ status: status as CaseStatus })}
        />
        <DayInput
          label="Filed on"
          value={draft.filedOn}
          onChange={(filedOn) => onChange({ filedOn })}
          {...errorOf('filedOn')}
        />
        <LawyerSelect draft={draft} onChange={onChange} />
        <TextInput
          label="Reference"
          description="Your own file number, or a citation"
          maxLength={500}
          value={draft.reference}
          onChange={(event) => onChange({ reference: event.currentTarget.value })}
        />
        <TextInput
          label="Other numbers"
          description="Filing number, FIR, CNR"
          maxLength={500}
          value={draft.otherNumbers}
          onChange={(event) => onChange({ otherNumbers: event.currentTarget.value })}
        />
      </SimpleGrid>
    </Stack>
  );
}

export function CaseFields(props: FieldsProps) {
  const { draft, wrong, onChange } = props;
  return (
    <Stack gap="md">
      <MatterFields {...props} />
      <Fieldset legend="Client and opponent">
        <SimpleGrid className={classes.fields!} cols={{ base: 1, xs: 2 }} spacing="sm" verticalSpacing="sm">
          <TextInput
            label="Client"
            maxLength={500}
            value={draft.clientName}
            onChange={(event) => onChange({ clientName: event.currentTarget.value })}
          />
          <TextInput
            label="Contact of the client"
            placeholder="Telephone, e-mail"
            maxLength={500}
            value={draft.clientContact}
            onChange={(event) => onChange({ clientContact: event.currentTarget.value })}
          />
          <TextInput
            label="Opponent"
            maxLength={500}
            value={draft.opponent}
            onChange={(event) => onChange({ opponent: event.currentTarget.value })}
          />
        </SimpleGrid>
      </Fieldset>
      <PartyFields parties={draft.parties} wrong={wrong} onChange={(parties) => onChange({ parties })} />
      <Textarea
        label="Notes"
        autosize
        minRows={3}
        maxRows={12}
        maxLength={20_000}
        value={draft.notes}
        onChange={(event) => onChange({ notes: event.currentTarget.value })}
      />
    </Stack>
  );
}
