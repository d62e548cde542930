/** Settings > About: the practice and where it lies, what this Causebook is, and what it is made of. */
import { Button, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { Card } from '../../components/Card.tsx';
import { CopyButton } from '../../components/CopyButton.tsx';
import { Facts } from '../../components/Facts.tsx';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { OperationButton } from '../../components/OperationButton.tsx';
import { Page } from '../../components/Page.tsx';
import { format } from '../../format.ts';
import { openSample, refreshInfo } from '../../stores/app-actions.ts';
import { useApp, type AppInfo } from '../../stores/app-store.ts';
import { useKeyboardHelp } from '../../stores/show.ts';
import { countsInWords } from '../../words.ts';
import { licences } from './licences.ts';
import { RenameDialog } from './RenameDialog.tsx';

function PracticeCard({ info }: { readonly info: AppInfo }) {
  const [renaming, setRenaming] = useState(false);
  const rename = info.isBegun && (
    <Button variant="default" onClick={() => setRenaming(true)}>
      Change the name…
    </Button>
  );
  return (
    <Card title="This practice" actions={rename}>
      <Facts
        layout="rows"
        facts={[
          { label: 'Name', value: info.practiceName || 'It has none yet' },
          { label: 'Entries', value: countsInWords(info.counts) },
          { label: 'Documents', value: format.bytes(info.counts.bytes) },
          {
            label: 'Folder',
            value: (
              <>
                {info.profilePath} <CopyButton value={info.profilePath} label="Copy the folder" />
              </>
            ),
          },
        ]}
      />
      {renaming && <RenameDialog present={info.practiceName} onClose={() => setRenaming(false)} />}
    </Card>
  );
}

function ProgramCard({ info }: { readonly info: AppInfo }) {
  const help = (
    <Button variant="default" onClick={() => useKeyboardHelp.setState({ opened: true })}>
      Keyboard shortcuts
    </Button>
  );
  return (
    <Card title="Causebook" actions={help}>
      <Facts
        layout="rows"
        facts={[
          { label: 'Version', value: info.appVersion },
          { label: 'Runs on', value: info.runtime || 'Not known' },
          { label: 'Licence', value: 'MIT. Free to use, to copy and to change, without any warranty.' },
          { label: 'Privacy', value: 'Nothing leaves this computer. Causebook connects to no server.' },
        ]}
      />
    </Card>
  );
}

function SampleCard() {
  const open = (
    <OperationButton variant="default" onClick={() => void openSample()}>
      Look around in a sample practice
    </OperationButton>
  );
  return (
    <Card title="Try things on invented cases" actions={open}>
      <Text size="sm">
        A sample practice shows everything to whoever is new here. It lies beside this practice, which stays
        as it is, and goes without a trace when you leave it.
      </Text>
    </Card>
  );
}

function LicencesCard() {
  return (
    <Card
      title="Made with"
      description="The work of others that Causebook carries with it, and their licences."
    >
      <Facts layout="rows" facts={licences.map(({ name, licence }) => ({ label: name, value: licence }))} />
    </Card>
  );
}

export function AboutSettings() {
  const info = useApp((state) => state.info);
  const failure = useApp((state) => state.failure);
  return (
    <Page title="About" above="Settings">
      <Stack gap="md">
        {failure && <FailureNotice failure={failure} onRetry={() => void refreshInfo()} />}
        {!failure && !info && <Text c="dimmed">Looking…</Text>}
        {info && (
          <>
            <PracticeCard info={info} />
            {info.isBegun && !info.isSample && <SampleCard />}
            <ProgramCard info={info} />
            <LicencesCard />
          </>
        )}
      </Stack>
    </Page>
  );
}
