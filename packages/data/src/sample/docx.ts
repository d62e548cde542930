/** A small Word document (ECMA-376) of an exact size: a ZIP with stored entries and fixed dates. */
import { crc32 } from 'node:zlib';
import type { Letterhead } from './letterhead.ts';
import type { Prose } from './prose.ts';
import type { Random } from './random.ts';
import { foreignLines } from './vocabulary.ts';

/** Above this size a document is not made as DOCX, because it is held whole. */
export const mostDocx = 600_000;

const xmlHead = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const contentTypes = `${xmlHead}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`;
const relationships = `${xmlHead}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`;
const bodyStart = `${xmlHead}<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>`;
const bodyEnd =
  '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1440" w:right="1440" w:bottom="1440" w:left="1440" w:header="708" w:footer="708" w:gutter="0"/></w:sectPr></w:body></w:document>';

interface Part {
  readonly name: string;
  readonly content: Buffer;
}

const localSize = 30;
const centralSize = 46;
const endSize = 22;
/** 1 January 1980, 00:00 in MS-DOS form. */
const fixedDate = 0x0021;

function header(part: Part, central: boolean, offset: number): Buffer {
  const name = Buffer.from(part.name, 'latin1');
  const bytes = Buffer.alloc(central ? centralSize : localSize);
  let at = bytes.writeUInt32LE(central ? 0x0201_4b50 : 0x0403_4b50, 0);
  if (central) at = bytes.writeUInt16LE(20, at);
  at = bytes.writeUInt16LE(20, at);
  at = bytes.writeUInt32LE(0, at);
  at = bytes.writeUInt16LE(0, at);
  at = bytes.writeUInt16LE(fixedDate, at);
  at = bytes.writeUInt32LE(crc32(part.content), at);
  at = bytes.writeUInt32LE(part.content.length, at);
  at = bytes.writeUInt32LE(part.content.length, at);
  bytes.writeUInt16LE(name.length, at);
  if (central) bytes.writeUInt32LE(offset, 42);
  return Buffer.concat([bytes, name]);
}

function zip(parts: readonly Part[]): Buffer {
  const locals: Buffer[] = [];
  const centrals: Buffer[] = [];
  let offset = 0;
  for (const part of parts) {
    const local = header(part, false, 0);
    centrals.push(header(part, true, offset));
    locals.push(local, part.content);
    offset += local.length + part.content.length;
  }
  const directory = Buffer.concat(centrals);
  const end = Buffer.alloc(endSize);
  end.writeUInt32LE(0x0605_4b50, 0);
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, directory, end]);
}

const escapeXml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

function paragraph(text: string, style: 'plain' | 'title' = 'plain'): string {
  const [block, run] =
    style === 'title'
      ? ['<w:pPr><w:jc w:val="center"/></w:pPr>', '<w:rPr><w:b/><w:sz w:val="28"/></w:rPr>']
      : ['', ''];
  return `<w:p>${block}<w:r>${run}<w:t xml:space="preserve">${escapeXml(text)}</w:t></w:r></w:p>`;
}

export interface DocxRequest {
  readonly size: number;
  readonly letterhead: Letterhead;
  readonly prose: Prose;
  readonly random: Random;
}

export function createDocx({ size, letterhead, prose, random }: DocxRequest): Buffer {
  const fixed: Part[] = [
    { name: '[Content_Types].xml', content: Buffer.from(contentTypes) },
    { name: '_rels/.rels', content: Buffer.from(relationships) },
  ];
  const name = 'word/document.xml';
  const room = size - zip([...fixed, { name, content: Buffer.alloc(0) }]).length;
  const closing = Buffer.byteLength(bodyEnd) + paragraph('').length;
  let body = bodyStart + paragraph(letterhead.title, 'title');
  for (const line of [...letterhead.lines, random.pick(foreignLines)]) body += paragraph(line);
  let length = Buffer.byteLength(body);
  for (let number = 1; ; number += 1) {
    const next = paragraph(`${number}. ${prose.paragraph(random)}`);
    if (length + next.length + closing > room) break;
    body += next;
    length += next.length;
  }
  body += paragraph(prose.exactly(room - length - closing, random)) + bodyEnd;
  return zip([...fixed, { name, content: Buffer.from(body) }]);
}
