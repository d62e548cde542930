/** Keeps what a screen shows true: it reads when it is shown, and again when main says that such entries changed. */
import type { AuditSubject } from '@causebook/contracts';
import { useEffect, useEffectEvent } from 'react';
import { listen } from '../bridge.ts';

/**
 * Calls `refresh` when the component appears, when `key` changes, when entries of one of these kinds change, and when
 * another practice is live.
 */
export function useFresh(subjects: readonly AuditSubject[], refresh: () => void, key = ''): void {
  const read = useEffectEvent((_of: string) => refresh());
  const wanted = subjects.join(' ');
  useEffect(() => {
    read(key);
    const stops = [
      listen('practice:changed', ({ subjects: changed }) => {
        if (changed.some((subject) => wanted.split(' ').includes(subject))) read(key);
      }),
      listen('app:dataReplaced', () => read(key)),
    ];
    return () => {
      for (const stop of stops) stop();
    };
  }, [wanted, key]);
}
