/** Reads what was kept as JSON in a setting. */
import type { z } from 'zod';

/** Null for what is not there or cannot be understood. */
export function readKept<Shape extends z.ZodType>(shape: Shape, text: string | null): z.infer<Shape> | null {
  if (text === null) return null;
  try {
    const parsed = shape.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
