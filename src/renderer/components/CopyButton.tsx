/** Copies a value and says so for a moment. */
import { ActionIcon } from '@mantine/core';
import { useEffect, useState } from 'react';
import { CheckIcon, CopyIcon } from '../icons.tsx';
import { notify } from '../notify.tsx';
import { copyText } from './copy-text.ts';

const SHOWN = 2000;

interface Props {
  readonly value: string;
  /** Accessible name: what is copied. */
  readonly label: string;
}

export function CopyButton({ value, label }: Props) {
  const [copied, setCopied] = useState(false);

  useEffect(() => {
    if (!copied) return undefined;
    const timer = setTimeout(() => setCopied(false), SHOWN);
    return () => clearTimeout(timer);
  }, [copied]);

  const copy = async (): Promise<void> => {
    const done = await copyText(value);
    setCopied(done);
    if (!done) {
      notify({
        id: 'copy',
        level: 'warning',
        message: 'It could not be copied. Select the text and copy it by hand.',
      });
    }
  };

  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      size="sm"
      aria-label={copied ? 'Copied' : label}
      title={copied ? 'Copied' : label}
      onClick={() => void copy()}
    >
      {copied ? <CheckIcon size={14} /> : <CopyIcon size={14} />}
    </ActionIcon>
  );
}
