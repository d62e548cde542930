/** How large a preview is drawn: fitted to the room that there is, or at a size that the person chose. */

/** 1 is the size that the document itself has. */
export type Zoom = 'fit' | number;

const steps = [0.25, 0.33, 0.5, 0.67, 0.75, 0.9, 1, 1.25, 1.5, 2, 3, 4, 6] as const;

/** The next step from the size that is drawn now. */
export const zoomedIn = (drawn: number): number =>
  steps.find((step) => step > drawn * 1.01) ?? Math.max(drawn, steps.at(-1)!);
export const zoomedOut = (drawn: number): number =>
  steps.findLast((step) => step < drawn * 0.99) ?? Math.min(drawn, steps[0]);

/** The size at which something of that width fits. */
export const fitted = (width: number, room: number): number => Math.min(Math.max(room / width, 0.1), 4);
