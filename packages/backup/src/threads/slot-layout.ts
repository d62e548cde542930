/** How a slot is divided. */

/** Bytes of content in one slot. */
export const PIECE = 1 << 20;
/** What deflate may look back upon; lies before the content, so that content and dictionary need no copy. */
export const DICTIONARY = 32 << 10;
/** Deflate makes what it cannot pack a little larger. */
const SLACK = 32 << 10;
export const SLOT = DICTIONARY + PIECE + SLACK;
