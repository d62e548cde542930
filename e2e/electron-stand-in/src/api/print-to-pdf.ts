// The options of webContents.printToPDF in the words of Chromium's protocol.

export interface PrintToPdfOptions {
  readonly landscape?: boolean;
  readonly displayHeaderFooter?: boolean;
  readonly printBackground?: boolean;
  readonly scale?: number;
  readonly pageSize?: string | { readonly width: number; readonly height: number };
  readonly margins?: {
    readonly top?: number;
    readonly bottom?: number;
    readonly left?: number;
    readonly right?: number;
  };
  readonly pageRanges?: string;
  readonly headerTemplate?: string;
  readonly footerTemplate?: string;
  readonly preferCSSPageSize?: boolean;
}

// Width and height in inches.
const PAPER: Readonly<Record<string, readonly [number, number]>> = {
  A0: [33.1, 46.8],
  A1: [23.4, 33.1],
  A2: [16.54, 23.4],
  A3: [11.7, 16.54],
  A4: [8.27, 11.7],
  A5: [5.83, 8.27],
  A6: [4.13, 5.83],
  Legal: [8.5, 14],
  Letter: [8.5, 11],
  Tabloid: [11, 17],
  Ledger: [17, 11],
};

/** Throws on a paper that has no such name. */
export function pdfOptions(options: PrintToPdfOptions): Record<string, unknown> {
  const { pageSize = 'Letter', margins = {}, ...same } = options;
  const paper = typeof pageSize === 'string' ? PAPER[pageSize] : ([pageSize.width, pageSize.height] as const);
  if (paper === undefined) throw new Error(`Invalid pageSize ${String(pageSize)}`);
  const [paperWidth, paperHeight] = paper;
  return {
    ...same,
    paperWidth,
    paperHeight,
    ...(margins.top === undefined ? {} : { marginTop: margins.top }),
    ...(margins.bottom === undefined ? {} : { marginBottom: margins.bottom }),
    ...(margins.left === undefined ? {} : { marginLeft: margins.left }),
    ...(margins.right === undefined ? {} : { marginRight: margins.right }),
  };
}
