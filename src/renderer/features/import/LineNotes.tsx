/** What there is to say about single lines of the file. */
import type { LineNote } from '@causebook/contracts';
import { Button, Text } from '@mantine/core';
import { useState } from 'react';
import { Cell, DataTable, Row, type Column } from '../../components/DataTable.tsx';
import { format } from '../../format.ts';
import classes from './import.module.css';

const columnsWith = (says: string): readonly Column[] => [
  { label: 'Line', width: '12%' },
  { label: 'What stands there', width: '38%' },
  { label: says },
];
const SHOWN_FIRST = 5;

interface Props {
  readonly title: string;
  /** What a note is: a reason, a remark. */
  readonly says: 'Reason' | 'Remark';
  readonly notes: readonly LineNote[];
  /** There may be more than are named. */
  readonly total: number;
}

export function LineNotes({ title, says, notes, total }: Props) {
  const [all, setAll] = useState(false);
  if (total === 0) return null;
  const shown = all ? notes : notes.slice(0, SHOWN_FIRST);
  return (
    <div>
      <DataTable label={title} columns={columnsWith(says)}>
        {shown.map((note, index) => (
          <Row key={`${note.line} ${index}`}>
            <Cell header>
              <span className={classes.line}>{format.integer(note.line)}</span>
            </Cell>
            <Cell label="What stands there">
              <span className={classes.wrap}>{note.value || 'nothing'}</span>
              {note.column && (
                <Text size="xs" c="dimmed">
                  in “{note.column}”
                </Text>
              )}
            </Cell>
            <Cell label={says}>{note.reason}</Cell>
          </Row>
        ))}
      </DataTable>
      {!all && notes.length > SHOWN_FIRST && (
        <Button size="xs" variant="default" mt="xs" onClick={() => setAll(true)}>
          Show {format.count(notes.length - SHOWN_FIRST, 'more line', 'more lines')}
        </Button>
      )}
      {(all || notes.length <= SHOWN_FIRST) && total > notes.length && (
        <Text size="sm" c="dimmed" mt="xs">
          {format.count(total - notes.length, 'more line is', 'more lines are')} not listed.
        </Text>
      )}
    </div>
  );
}
