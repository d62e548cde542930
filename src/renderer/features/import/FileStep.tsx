/** The first step: which file. */
import { Button, Group, Stack, Text } from '@mantine/core';
import { Card } from '../../components/Card.tsx';
import { format } from '../../format.ts';
import { ImportIcon } from '../../icons.tsx';
import { goToStep, pickSpreadsheet } from '../../stores/import-actions.ts';
import { useImport } from '../../stores/import-store.ts';
import classes from './import.module.css';

export function FileStep() {
  const file = useImport((state) => state.file);
  return (
    <Card
      title="Choose a file"
      description="An Excel workbook (.xlsx) or a CSV file with one case in each row. You see everything before anything is imported, and an import can be taken back as a whole."
    >
      <Stack align="center" gap="md" className={classes.dropPlace}>
        <Text c="dimmed" component="span" display="flex">
          <ImportIcon size={32} />
        </Text>
        <Text ta="center">Drop your spreadsheet anywhere on this screen, or choose it.</Text>
        <Button variant={file ? 'default' : 'filled'} onClick={() => void pickSpreadsheet()}>
          {file ? 'Choose another file…' : 'Choose a file…'}
        </Button>
      </Stack>
      {file && (
        <Group justify="space-between" gap="sm" mt="md">
          <Text size="sm" className={classes.wrap}>
            Chosen: <strong>{file.fileName}</strong> ({format.bytes(file.size)})
          </Text>
          <Button onClick={() => goToStep('reading')}>Continue</Button>
        </Group>
      )}
    </Card>
  );
}
