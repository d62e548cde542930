/** What this Causebook is, and where the practice lies. */
import { Stack } from '@mantine/core';
import { Card } from '../../components/Card.tsx';
import { CopyButton } from '../../components/CopyButton.tsx';
import { Facts } from '../../components/Facts.tsx';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { Page } from '../../components/Page.tsx';
import { format } from '../../format.ts';
import { refreshInfo } from '../../stores/app-actions.ts';
import { useApp } from '../../stores/app-store.ts';
import { countsInWords } from '../../words.ts';

export function AboutSettings() {
  const info = useApp((state) => state.info);
  const failure = useApp((state) => state.failure);
  return (
    <Page title="About" above="Settings">
      <Stack gap="md">
        {failure && <FailureNotice failure={failure} onRetry={() => void refreshInfo()} />}
        {info && (
          <Card title="This practice">
            <Facts
              layout="rows"
              facts={[
                { label: 'Name', value: info.practiceName },
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
                { label: 'Causebook', value: `Version ${info.appVersion}` },
              ]}
            />
          </Card>
        )}
      </Stack>
    </Page>
  );
}
