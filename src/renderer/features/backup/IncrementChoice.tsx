/** Full backup, or only what is new since an earlier one. */
import type { ExportOptions } from '@causebook/contracts';
import { NativeSelect, Radio, Stack } from '@mantine/core';
import { useEffect } from 'react';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { followBases, lookAtChanges, refreshBases, stopLooking } from '../../stores/changes-actions.ts';
import { recommendedBase, useChanges } from '../../stores/changes-store.ts';
import { ChangesView } from './ChangesView.tsx';
import { baseInWords } from './increment-words.ts';

type Base = ExportOptions['base'];

interface Props {
  readonly base: Base;
  readonly onChange: (base: Base) => void;
}

const FULL = 'Complete in itself: this one file restores everything.';
const NEW_ONLY = 'Small and quick. To restore it, the files that it builds on are needed, too.';

function BasePicker({ base, onChange }: Props) {
  const bases = useChanges((state) => state.bases) ?? [];
  const best = recommendedBase(bases);
  return (
    <NativeSelect
      label="Since which backup"
      maw="40rem"
      value={base}
      data={bases.map((one) => ({
        label: baseInWords(one, one === best),
        value: one.backupId,
        disabled: one.unfit !== null,
      }))}
      onChange={(event) => {
        const chosen = bases.find(({ backupId }) => backupId === event.currentTarget.value);
        if (chosen) onChange(chosen.backupId);
      }}
    />
  );
}

/** Looks at what is new, as long as it is shown. */
function Increment({ base, onChange }: Props) {
  useEffect(() => {
    if (base !== 'none' && base !== 'auto') void lookAtChanges(base);
    return stopLooking;
  }, [base]);
  return (
    <Stack gap="md">
      <BasePicker base={base} onChange={onChange} />
      <ChangesView />
    </Stack>
  );
}

export function IncrementChoice({ base, onChange }: Props) {
  const bases = useChanges((state) => state.bases);
  const failure = useChanges((state) => state.failure);
  useEffect(() => followBases(), []);
  const best = recommendedBase(bases);
  const isPossible = best !== undefined;
  const why =
    bases === null
      ? 'Looking for a backup to build on…'
      : 'There is no backup yet that it could build on. Make a full one first.';
  if (failure) return <FailureNotice failure={failure} onRetry={() => void refreshBases()} />;
  return (
    <Stack gap="md">
      <Radio.Group
        label="How much"
        value={base === 'none' ? 'full' : 'new'}
        onChange={(value) => onChange(value === 'new' && best ? best.backupId : 'none')}
      >
        <Stack gap="xs" mt={6}>
          <Radio value="full" label="Full backup" description={FULL} />
          <Radio
            value="new"
            label="Only what is new since an earlier backup"
            description={isPossible ? NEW_ONLY : why}
            disabled={!isPossible}
          />
        </Stack>
      </Radio.Group>
      {base !== 'none' && <Increment base={base} onChange={onChange} />}
    </Stack>
  );
}
