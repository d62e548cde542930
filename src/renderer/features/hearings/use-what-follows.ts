/** Reads what the record of a hearing begins with: the proposed next date, and the other hearings of the case. */
import type { Hearing, NextDateProposal } from '@causebook/contracts';
import { useEffect, useEffectEvent, useState } from 'react';
import { proposeNext, readCaseHearings } from '../../stores/hearings-actions.ts';
import { laterHearing } from './record-draft.ts';

export interface WhatFollows {
  readonly proposal: NextDateProposal | null;
  readonly later: Hearing | null;
}

const nothing: WhatFollows = { proposal: null, later: null };

export function useWhatFollows(
  hearing: Hearing,
  opened: boolean,
  onRead: (read: WhatFollows) => void,
): WhatFollows {
  const [follows, setFollows] = useState(nothing);
  const take = useEffectEvent((read: WhatFollows) => {
    setFollows(read);
    onRead(read);
  });
  const readAll = useEffectEvent(async (hearingId: string): Promise<WhatFollows> => {
    const [proposed, ofCase] = await Promise.all([proposeNext(hearingId), readCaseHearings(hearing.case.id)]);
    return {
      proposal: proposed.success ? proposed.proposal : null,
      later: laterHearing(hearing, ofCase),
    };
  });
  useEffect(() => {
    if (!opened) return undefined;
    let isWanted = true;
    void readAll(hearing.id).then((read) => {
      if (isWanted) take(read);
    });
    return () => {
      isWanted = false;
      setFollows(nothing);
    };
  }, [opened, hearing.id]);
  return follows;
}
