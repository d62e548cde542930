/** The objects of one PDF 1.7 file (ISO 32000-1), written one after another, and the table that says where each began. */

export interface PdfFacts {
  /** In WinAnsi, escaped. */
  readonly title: string;
  /** `YYYY-MM-DD` */
  readonly day: string;
  readonly uuid: string;
}

export interface PdfObjects {
  /** Bytes written so far. */
  readonly size: number;
  /** What the end of the file takes at most, without padding. */
  readonly tailSize: number;
  start(): Buffer[];
  /** A page with the fonts F1 and F2 and, if given, the image Im0. */
  page(content: string, image?: PdfImage): Buffer[];
  /** The end of the file, lengthened so that the whole file has exactly `size` bytes. */
  end(size: number): Buffer;
}

export interface PdfImage {
  readonly jpeg: Buffer;
  readonly width: number;
  readonly height: number;
}

/** A4 in points. */
export const pageWidth = 595;
export const pageHeight = 842;

const ids = { catalog: 1, pages: 2, roman: 3, bold: 4, metadata: 5, info: 6, first: 7 } as const;

const ten = (value: number): string => String(value).padStart(10, '0');

function font(name: string): string {
  return `<< /Type /Font /Subtype /Type1 /BaseFont /${name} /Encoding /WinAnsiEncoding >>`;
}

/** An XMP packet with the blanks before its end that the specification provides for (part 1, 7.3.2). */
function metadata({ day, uuid }: PdfFacts, padding: number): string {
  const line = `${' '.repeat(99)}\n`;
  const blanks = line.repeat(Math.floor(padding / 100)) + ' '.repeat(padding % 100);
  const xmp =
    '<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?>\n<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">' +
    `<rdf:Description rdf:about="uuid:${uuid}" xmlns:xmp="http://ns.adobe.com/xap/1.0/"><xmp:CreateDate>${day}</xmp:CreateDate></rdf:Description>` +
    `</rdf:RDF></x:xmpmeta>\n${blanks}<?xpacket end="w"?>`;
  return `<< /Type /Metadata /Subtype /XML /Length ${ten(xmp.length)} >>\nstream\n${xmp}\nendstream`;
}

function createTail(input: {
  readonly facts: PdfFacts;
  readonly offset: number;
  readonly offsets: readonly number[];
  readonly pages: readonly number[];
  readonly padding: number;
}): Buffer {
  const { facts, offset, pages, padding } = input;
  const offsets = [...input.offsets];
  let text = '';
  const add = (id: number, content: string): void => {
    offsets[id] = offset + text.length;
    text += `${id} 0 obj\n${content}\nendobj\n`;
  };
  add(ids.metadata, metadata(facts, padding));
  add(
    ids.pages,
    `<< /Type /Pages /Count ${pages.length} /Kids [${pages.map((id) => `${id} 0 R`).join('\n')}] >>`,
  );
  add(ids.catalog, `<< /Type /Catalog /Pages ${ids.pages} 0 R /Metadata ${ids.metadata} 0 R >>`);
  const table = offset + text.length;
  text += `xref\n0 ${offsets.length}\n0000000000 65535 f \n`;
  for (const position of offsets.slice(1)) text += `${ten(position)} 00000 n \n`;
  text += `trailer\n<< /Size ${offsets.length} /Root ${ids.catalog} 0 R /Info ${ids.info} 0 R >>\nstartxref\n${ten(table)}\n%%EOF\n`;
  return Buffer.from(text, 'latin1');
}

/** All numbers that depend on offsets and padding have a fixed width, so that a tail grows by its padding alone. */
export function createPdfObjects(facts: PdfFacts): PdfObjects {
  const offsets: number[] = [];
  const pages: number[] = [];
  let offset = 0;
  let next: number = ids.first;
  const place = (bytes: Buffer): Buffer => {
    offset += bytes.length;
    return bytes;
  };
  const object = (id: number, content: string): Buffer => {
    offsets[id] = offset;
    return place(Buffer.from(`${id} 0 obj\n${content}\nendobj\n`, 'latin1'));
  };
  const emptyTail = createTail({ facts, offset: 0, offsets, pages, padding: 0 }).length;

  return {
    get size() {
      return offset;
    },
    get tailSize() {
      // Per object a line of the table; per page a reference; some digits more in the counts.
      return emptyTail + 20 * offsets.length + 12 * pages.length + 20;
    },
    start: () => [
      place(Buffer.from('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n', 'latin1')),
      object(ids.roman, font('Times-Roman')),
      object(ids.bold, font('Times-Bold')),
      object(ids.info, `<< /Title (${facts.title}) /CreationDate (D:${facts.day.replaceAll('-', '')}) >>`),
    ],
    page(content, image) {
      const id = next;
      next += image === undefined ? 2 : 3;
      pages.push(id);
      const xObject = image === undefined ? '' : ` /XObject << /Im0 ${id + 2} 0 R >>`;
      const fonts = `/Font << /F1 ${ids.roman} 0 R /F2 ${ids.bold} 0 R >>`;
      const parts = [
        object(
          id,
          `<< /Type /Page /Parent ${ids.pages} 0 R /MediaBox [0 0 ${pageWidth} ${pageHeight}] /Contents ${id + 1} 0 R\n/Resources << ${fonts}${xObject} >> >>`,
        ),
        object(id + 1, `<< /Length ${content.length} >>\nstream\n${content}\nendstream`),
      ];
      if (image === undefined) return parts;
      offsets[id + 2] = offset;
      const dictionary = `<< /Type /XObject /Subtype /Image /Width ${image.width} /Height ${image.height} /ColorSpace /DeviceGray /BitsPerComponent 8 /Filter /DCTDecode /Length ${image.jpeg.length} >>`;
      return [
        ...parts,
        place(Buffer.from(`${id + 2} 0 obj\n${dictionary}\nstream\n`, 'latin1')),
        place(image.jpeg),
        place(Buffer.from('\nendstream\nendobj\n', 'latin1')),
      ];
    },
    end(size) {
      const tail = { facts, offset, offsets, pages };
      const bare = createTail({ ...tail, padding: 0 }).length;
      return createTail({ ...tail, padding: size - offset - bare });
    },
  };
}
