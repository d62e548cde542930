/** The column map: a small JSON file that says which column of a spreadsheet becomes which field of a case. */
import { AppError } from '@causebook/contracts';
import { z } from 'zod';

/**
 * A map for an office's own spreadsheet. A text alone is the name of a column; `text` is the same for every row;
 * `words` translates what stands in a column; `ifFilled` looks whether something stands there at all. Every entry
 * under `hearings` and `orders` gives at most one hearing or order for each row: none where its day is empty.
 */
export const columnMapExample = `{
  "dateOrder": "day-first",
  "case": {
    "title": "Parties",
    "number": "Case No.",
    "court": { "text": "City Civil Court, Bengaluru" },
    "kind": { "column": "Type", "words": { "C": "Civil", "CR": "Criminal" }, "otherwise": "Other" },
    "clientName": "Client",
    "filedOn": "Date of filing",
    "status": { "ifFilled": "Disposed on", "text": "closed", "otherwise": "open" }
  },
  "hearings": [
    { "day": "Last date", "purpose": "Last purpose", "outcome": "What happened" },
    { "day": "Next date", "time": "Time", "purpose": "Next purpose" }
  ],
  "orders": [
    { "orderedOn": "Disposed on", "title": { "text": "Judgment" }, "summary": "Result" }
  ]
}
`;

const columnName = z.string().trim().min(1, 'must name a column');

const Source = z.union(
  [
    columnName,
    z.strictObject({ text: z.string() }),
    z.strictObject({
      column: columnName,
      words: z.record(z.string(), z.string()).optional(),
      otherwise: z.string().optional(),
    }),
    z.strictObject({ ifFilled: columnName, text: z.string(), otherwise: z.string().default('') }),
  ],
  {
    error:
      'must be the name of a column, or one of { "text": … }, { "column": …, "words": { … } }, { "ifFilled": …, "text": …, "otherwise": … }',
  },
);
/** Where a field comes from. */
export type Source = z.infer<typeof Source>;

const optional = Source.optional();

export const ColumnMap = z.strictObject({
  encoding: z.enum(['auto', 'utf-8', 'windows-1252']).default('auto'),
  delimiter: z.enum(['auto', ',', ';', '\t']).default('auto'),
  /** How days such as 3/4/2024 are written. `auto` asks each column for itself. */
  dateOrder: z.enum(['auto', 'day-first', 'month-first']).default('auto'),
  case: z.strictObject({
    title: Source,
    number: optional,
    kind: optional,
    court: optional,
    judge: optional,
    stage: optional,
    /** `open`, `closed` or `archived`; `open` where it is empty. */
    status: optional,
    clientName: optional,
    clientContact: optional,
    opponent: optional,
    reference: optional,
    notes: optional,
    filedOn: optional,
  }),
  hearings: z
    .array(
      z.strictObject({
        day: Source,
        time: optional,
        /** The court of the case where it is empty. */
        court: optional,
        purpose: optional,
        outcome: optional,
        notes: optional,
      }),
    )
    .default([]),
  orders: z
    .array(
      z.strictObject({
        orderedOn: Source,
        /** `Order` where it is empty. */
        title: optional,
        summary: optional,
      }),
    )
    .default([]),
});
export type ColumnMap = z.infer<typeof ColumnMap>;

/** @throws AppError INVALID_CONFIG that names the field. */
export function parseColumnMap(value: unknown): ColumnMap {
  const result = ColumnMap.safeParse(value);
  if (result.success) return result.data;
  const issue = result.error.issues[0]!;
  const isUnknown = issue.code === 'unrecognized_keys';
  const path = isUnknown ? [...issue.path, issue.keys[0]!] : issue.path;
  const field = path.length === 0 ? 'the whole map' : `"${path.map(String).join('.')}"`;
  const reason = isUnknown ? 'is no field that a column map has' : lowerFirst(issue.message);
  throw new AppError('INVALID_CONFIG', `The column map cannot be used: ${field}: ${reason}.`, {
    details: { field: path.map(String).join('.') },
  });
}

/** Reads a map file. @throws AppError INVALID_CONFIG */
export function parseColumnMapFile(json: string): ColumnMap {
  let value: unknown;
  try {
    value = JSON.parse(json.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw new AppError('INVALID_CONFIG', 'The column map is not valid JSON.', {
      cause: error,
      details: { reason: error instanceof Error ? error.message : String(error) },
    });
  }
  return parseColumnMap(value);
}

function lowerFirst(message: string): string {
  const text = message.replace(/^Invalid input: /, 'is not right: ');
  return text.charAt(0).toLowerCase() + text.slice(1);
}

function columnsOf(source: Source | undefined): readonly string[] {
  if (source === undefined) return [];
  if (typeof source === 'string') return [source];
  if ('column' in source) return [source.column];
  return 'ifFilled' in source ? [source.ifFilled] : [];
}

/** The one column that a source reads, if it reads one. */
export function columnOf(source: Source | undefined): string | null {
  return columnsOf(source)[0] ?? null;
}

/** Every column that the map names, each once, with the field that names it first. */
export function namedColumns(map: ColumnMap): ReadonlyMap<string, string> {
  const fields: readonly (readonly [string, Source | undefined])[] = [
    ...Object.entries(map.case).map(([field, source]) => [`case.${field}`, source] as const),
    ...map.hearings.flatMap((hearing, i) =>
      Object.entries(hearing).map(([field, source]) => [`hearings.${i}.${field}`, source] as const),
    ),
    ...map.orders.flatMap((order, i) =>
      Object.entries(order).map(([field, source]) => [`orders.${i}.${field}`, source] as const),
    ),
  ];
  const columns = new Map<string, string>();
  for (const [field, source] of fields) {
    for (const column of columnsOf(source)) if (!columns.has(column)) columns.set(column, field);
  }
  return columns;
}

/** The columns whose cells are days. */
export function dayColumns(map: ColumnMap): readonly string[] {
  const sources = [
    map.case.filedOn,
    ...map.hearings.map((hearing) => hearing.day),
    ...map.orders.map((order) => order.orderedOn),
  ];
  return [...new Set(sources.flatMap(columnsOf))];
}
