/** The first lines of the file as the cases that they would become. */
import type { ImportField, ImportPreview } from '@causebook/contracts';
import { Text } from '@mantine/core';
import { Cell, DataTable, Row, type Column } from '../../components/DataTable.tsx';
import { Tag } from '../../components/Tag.tsx';
import { format } from '../../format.ts';
import { fieldGroups, fieldWords, valueInWords } from './import-words.ts';
import classes from './import.module.css';

type Example = ImportPreview['examples'][number];

const columns: readonly Column[] = [
  { label: 'Line', width: '8%' },
  { label: 'Case', width: '40%' },
  { label: 'What else is imported' },
];

const inHeading: readonly ImportField[] = ['number', 'title'];
const others = fieldGroups.flatMap(({ fields }) => fields).filter((field) => !inHeading.includes(field));

function Facts({ fields }: { readonly fields: Example['fields'] }) {
  const filled = others.filter((field) => (fields[field] ?? '') !== '');
  if (filled.length === 0) return <Text size="sm">nothing</Text>;
  return (
    <dl className={classes.facts}>
      {filled.map((field) => (
        <div key={field}>
          <dt>{fieldWords[field]}</dt>
          <dd>{valueInWords(field, fields[field] ?? '')}</dd>
        </div>
      ))}
    </dl>
  );
}

function ExampleRow({ example: { line, fields, problem } }: { readonly example: Example }) {
  return (
    <Row>
      <Cell header>
        <span className={classes.line}>{format.integer(line)}</span>
      </Cell>
      <Cell label="Case">
        <Text size="sm" fw={600} className={classes.wrap}>
          {fields.title ?? 'No title'}
        </Text>
        {fields.number && (
          <Text size="sm" className={classes.wrap}>
            {fields.number}
          </Text>
        )}
        {problem && (
          <div>
            <Tag tone="danger">Cannot be imported</Tag>
            <Text size="xs">{problem}</Text>
          </div>
        )}
      </Cell>
      <Cell label="What else is imported">
        <Facts fields={fields} />
      </Cell>
    </Row>
  );
}

export function ExampleCases({ examples }: { readonly examples: readonly Example[] }) {
  return (
    <div className={classes.tall} role="group" aria-label="The first lines as cases" tabIndex={0}>
      <DataTable label="The first lines as cases" columns={columns}>
        {examples.map((example) => (
          <ExampleRow key={example.line} example={example} />
        ))}
      </DataTable>
    </div>
  );
}
