/** The words for the sides of a case. */
import type { PartySide } from '@causebook/contracts';

export const sideWords: Readonly<Record<PartySide, string>> = {
  client: 'On our client’s side',
  opponent: 'On the opponent’s side',
  other: 'On no side',
};
