/** Lines whose case number is known already, and what to do with them. */
import type { DuplicateChoice, ImportPreview } from '@causebook/contracts';
import { Button, Radio, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { Cell, DataTable, Row, type Column } from '../../components/DataTable.tsx';
import { Notice } from '../../components/Notice.tsx';
import { format } from '../../format.ts';
import { useImport } from '../../stores/import-store.ts';
import { Part } from './CheckPart.tsx';
import { haveOtherTitles } from './duplicates.ts';
import classes from './import.module.css';

const columns: readonly Column[] = [
  { label: 'Line', width: '12%' },
  { label: 'Case in the file', width: '44%' },
  { label: 'Has this number already' },
];
const SHOWN_FIRST = 5;

function Choice() {
  const choice = useImport((state) => state.duplicates);
  return (
    <Radio.Group
      label="What should become of them?"
      value={choice}
      onChange={(value) => useImport.setState({ duplicates: value as DuplicateChoice })}
    >
      <Stack gap="xs" mt="xs">
        <Radio value="skip" label="Leave them out" />
        <Radio value="import" label="Import them as well, as cases of their own" />
      </Stack>
    </Radio.Group>
  );
}

export function DuplicateLines({ preview }: { readonly preview: ImportPreview }) {
  const [all, setAll] = useState(false);
  const { duplicates, duplicatesTotal } = preview;
  const shown = all ? duplicates : duplicates.slice(0, SHOWN_FIRST);
  return (
    <Part
      title="Lines whose case number is known"
      about={`${format.count(duplicatesTotal, 'line has', 'lines have')} a case number that the practice, or an earlier line of the file, has already.`}
    >
      <Stack gap="md">
        {haveOtherTitles(duplicates) && (
          <Notice tone="attention">
            Most of them have another title than the case with the same number. The number alone does not tell
            these cases apart; you will probably want to import them as well.
          </Notice>
        )}
        <Choice />
        <DataTable label="Lines whose case number is known" columns={columns}>
          {shown.map(({ line, number, title, existing }) => (
            <Row key={line}>
              <Cell header>
                <span className={classes.line}>{format.integer(line)}</span>
              </Cell>
              <Cell label="Case in the file">
                <Text size="sm" className={classes.wrap}>
                  {number} {title}
                </Text>
              </Cell>
              <Cell label="Has this number already">
                <span className={classes.wrap}>{existing}</span>
              </Cell>
            </Row>
          ))}
        </DataTable>
        {!all && duplicates.length > SHOWN_FIRST && (
          <div>
            <Button size="xs" variant="default" onClick={() => setAll(true)}>
              Show {format.count(duplicates.length - SHOWN_FIRST, 'more line', 'more lines')}
            </Button>
          </div>
        )}
        {all && duplicatesTotal > duplicates.length && (
          <Text size="sm" c="dimmed">
            {format.count(duplicatesTotal - duplicates.length, 'more line is', 'more lines are')} not listed.
          </Text>
        )}
      </Stack>
    </Part>
  );
}
