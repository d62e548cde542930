/** What the office has on a day that somebody is choosing. */
import type { HearingDay } from '@causebook/contracts';
import { useEffect, useState } from 'react';
import { readDay } from '../../stores/hearings-actions.ts';

/** Enough to find every clash of a day. */
const ALL = 500;

export function useDayFacts(day: string | null): HearingDay | null {
  const [facts, setFacts] = useState<HearingDay | null>(null);
  useEffect(() => {
    if (day === null) return undefined;
    let isNewest = true;
    void readDay(day, ALL).then((read) => {
      if (isNewest) setFacts(read);
    });
    return () => {
      isNewest = false;
    };
  }, [day]);
  return facts?.day === day ? facts : null;
}
