import { deflateRawSync } from 'node:zlib';
import { beforeEach, describe, expect, test } from 'vitest';
import { importOffice, named, type ImportOffice } from '../../test/import-office.ts';
import { MAX_COLUMNS, MAX_ROWS, MAX_UNPACKED_BYTES } from './import-limits.ts';

let office: ImportOffice;
beforeEach(async () => {
  office = await importOffice();
});

const seen = async (name: string, content: string | Uint8Array) =>
  office.preview(await office.file(name, content));
const firstCase = async (name: string, content: string | Uint8Array) =>
  (await seen(name, content)).examples[0]?.fields;

describe('a CSV file', () => {
  test.each([
    ['comma', ',', ','],
    ['semicolon', ';', ';'],
    ['tab', '\t', '\t'],
  ])('separated by %s is read so by itself', async (_, sign, delimiter) => {
    const preview = await seen('a.csv', `Case No${sign}Title\nCS 1/2024${sign}Rao v. Iyer\n`);
    expect(preview.reading).toMatchObject({ delimiter, encoding: 'utf-8' });
    expect(preview.examples[0]).toMatchObject({
      line: 2,
      fields: { number: 'CS 1/2024', title: 'Rao v. Iyer' },
    });
  });

  test('says its delimiter in a first line, as Excel writes it', async () => {
    const preview = await seen('a.csv', 'sep=;\r\nCase No;Title\r\nCS 1;"Rao, K. v. Iyer"\r\n');
    expect(preview.reading.delimiter).toBe(';');
    expect(preview).toMatchObject({ headerLine: 2, rows: 1 });
    expect(preview.examples[0]).toMatchObject({ line: 3, fields: { title: 'Rao, K. v. Iyer' } });
  });

  test('of Windows keeps its signs, and what was found out can be corrected', async () => {
    const bytes = Buffer.concat([
      Buffer.from('Case No,Title\n1/2024,'),
      Buffer.from([0xa7, 0x20, 0x93, 0xe9, 0x94]),
      Buffer.from('\n'),
    ]);
    const path = await office.file('a.csv', bytes);
    const preview = await office.preview(path);
    expect(preview.reading.encoding).toBe('windows-1252');
    expect(preview.examples[0]?.fields.title).toBe('§ “é”');
    await expect(office.preview(path, { reading: { encoding: 'utf-8' } })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
    });
  });

  test('with a byte order mark, or in UTF-16 as Excel saves "Unicode text", is read', async () => {
    expect(await firstCase('a.csv', '\uFEFFCase No,Title\n1/2024,दीवानी वाद\n')).toMatchObject({
      number: '1/2024',
      title: 'दीवानी वाद',
    });
    const text = Buffer.concat([
      Buffer.from([0xff, 0xfe]),
      Buffer.from('Case No\tTitle\r\n1/2024\tRao\r\n', 'utf16le'),
    ]);
    expect(await firstCase('a.txt', text)).toMatchObject({ number: '1/2024', title: 'Rao' });
  });

  test('in UTF-16 without a mark is read as well', async () => {
    const text = Buffer.from('Case No\tTitle\r\n1/2024\tRao v. Iyer\r\n', 'utf16le');
    expect(await firstCase('a.txt', text)).toMatchObject({ number: '1/2024', title: 'Rao v. Iyer' });
  });

  test('may have line breaks in its cells and in the names of its columns', async () => {
    const preview = await seen(
      'a.csv',
      '"Case\nNo","Name of\nParties",Remarks\n1/2024,Rao,"first\nsecond"\n2/2024,Iyer,x\n',
    );
    expect(preview.columns.map(({ name }) => name)).toEqual(['Case No', 'Name of Parties', 'Remarks']);
    expect(preview.examples.map(({ line }) => line)).toEqual([4, 6]);
    await office.run(await office.file('a.csv', '"Case\nNo",Title,Remarks\n1/2024,Rao,"first\nsecond"\n'));
    expect(office.all('SELECT notes FROM cases')).toEqual([{ notes: 'first\nsecond' }]);
  });

  test('may have titles above its header and a total below', async () => {
    const titles = Array.from({ length: 10 }, (_, i) => `Register of Rao & Rao part ${i},,\n`).join('');
    const preview = await seen('a.csv', `${titles}Case No,Title,Court\n1/2024,Rao,CCC\nTotal,,\n`);
    expect(preview).toMatchObject({ headerLine: 11, rows: 2, refusedTotal: 1 });
    expect(preview.refused).toEqual([
      { line: 13, column: null, value: 'Total', reason: 'This looks like a total, not like a case.' },
    ]);
  });

  test('with a title that has no delimiter is still separated as its rows are', async () => {
    const preview = await seen(
      'a.csv',
      'Register of cases, 2024\n\nCase No;Title;Court\n1;Rao;CCC\n2;Iyer;CCC\n',
    );
    expect(preview.reading.delimiter).toBe(';');
    expect(preview).toMatchObject({ headerLine: 3, rows: 2, refusedTotal: 0 });
  });

  test('gives names of columns that stand twice a number, and columns without a name their letter', async () => {
    const preview = await seen('a.csv', 'Case No,Date,Date,,Title,\n1/2024,1.2.2024,3.4.2024,x,Rao,\n');
    expect(preview.columns.map(({ name }) => name)).toEqual([
      'Case No',
      'Date',
      'Date (2)',
      'Column D',
      'Title',
    ]);
  });

  test('has lines refused that have more or fewer fields than the header, and repeats of the header', async () => {
    const preview = await seen('a.csv', 'Case No,Title\n1,Rao, K.\n2\nCase No,Title\n3,Iyer\n');
    expect(preview.refused.map(({ line, reason }) => [line, reason])).toEqual([
      [2, 'The row has 3 fields; the header has 2.'],
      [3, 'The row has 1 fields; the header has 2.'],
      [4, 'This line repeats the names of the columns.'],
    ]);
    expect(preview).toMatchObject({ rows: 4, refusedTotal: 3 });
  });

  test('without rows, or without anything, says so', async () => {
    expect((await seen('a.csv', 'Case No,Title\n')).problem).toBe(
      'There is no line below the names of the columns.',
    );
    await expect(seen('a.csv', '')).rejects.toMatchObject({ message: 'The file is empty.' });
    await expect(seen('a.csv', ' \n\n')).rejects.toMatchObject({ message: 'The file is empty.' });
  });
});

describe('a workbook', () => {
  test('gives its days, times, numbers and choices as they are seen in Excel', async () => {
    const path = await office.workbook({
      Register: [
        ['Case No', 'Title', 'Next date', 'Time', 'Filed on', 'Phone', 'Remarks'],
        [
          '12/2024',
          'Rao v. Iyer',
          { value: new Date('2026-04-03T00:00:00Z'), type: Date, format: 'dd/mm/yyyy' },
          { value: 0.4375, type: Number, format: 'hh:mm' },
          '12 March 2024',
          9845012345,
          true,
        ],
      ],
    });
    const preview = await office.preview(path);
    expect(preview).toMatchObject({ format: 'xlsx', sheets: ['Register'], problem: null, refusedTotal: 0 });
    expect(preview.examples[0]?.fields).toMatchObject({
      nextHearingDay: '2026-04-03',
      nextHearingTime: '10:30',
      filedOn: '2024-03-12',
      clientContact: '9845012345',
      notes: 'Yes',
    });
  });

  test('with several sheets is read at the first that holds a table, or at the one that is asked for', async () => {
    const path = await office.workbook({
      Cover: [['Rao & Rao']],
      Open: [
        ['Case No', 'Title'],
        ['1', 'Rao'],
        ['7', 'Das'],
      ],
      Old: [
        ['Case No', 'Title'],
        ['2', 'Iyer'],
      ],
    });
    expect((await office.preview(path)).reading.sheet).toBe('Open');
    const old = await office.preview(path, { reading: { sheet: 'Old' } });
    expect(old).toMatchObject({ sheets: ['Cover', 'Open', 'Old'], reading: { sheet: 'Old' }, rows: 1 });
    await expect(office.preview(path, { reading: { sheet: 'Gone' } })).rejects.toMatchObject({
      message: 'The workbook has no sheet "Gone".',
    });
  });

  test('numbers its lines as Excel does, over titles, empty rows and merged names', async () => {
    const path = await office.workbook({
      R: [
        ['Register of the office'],
        [],
        ['Case No', 'Title', { value: 'Hearing', columnSpan: 2 }, null, 'Court'],
        [null, null, 'Last', 'Next', null],
        ['1', 'Rao', '1.2.2026', '3.4.2026', 'CCC'],
        [],
        ['2', 'Iyer', null, null, null],
      ],
    });
    const preview = await office.preview(path);
    expect(preview.columns.map(({ name }) => name)).toEqual([
      'Case No',
      'Title',
      'Hearing Last',
      'Hearing Next',
      'Court',
    ]);
    expect(named(preview)).toMatchObject({ lastHearingDay: 'Hearing Last', nextHearingDay: 'Hearing Next' });
    expect(preview.headerLine).toBe(3);
    expect(preview.examples.map(({ line }) => line)).toEqual([5, 7]);
  });

  test('with colours and borders far beyond its table is read', async () => {
    const styled = '<c r="XFD1" s="1"/>';
    const xml = sheetXml(
      `<row r="1">${text('A1', 'Case No')}${text('B1', 'Title')}${styled}</row><row r="2">${text('A2', '1')}${text('B2', 'Rao')}</row><row r="1048576"><c r="A1048576" s="1"/></row>`,
    );
    const preview = await seen('a.xlsx', zip({ ...workbookParts, 'xl/worksheets/sheet1.xml': xml }));
    expect(preview.examples[0]?.fields).toMatchObject({ number: '1', title: 'Rao' });
  });
});

describe('refused in words', () => {
  test('an old workbook, and one under a password', async () => {
    const container = Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600)]);
    await expect(seen('a.xls', container)).rejects.toThrow(/old Excel \(\.xls\)/);
    const locked = Buffer.concat([container, Buffer.from('EncryptedPackage', 'utf16le')]);
    await expect(seen('a.xlsx', locked)).rejects.toThrow(/protected with a password/);
  });

  test.each([
    ['a binary workbook', { 'xl/workbook.bin': 'x' }, /binary format/],
    ['an OpenDocument file', { 'content.xml': '<x/>' }, /OpenDocument/],
    ['a Word document', { 'word/document.xml': '<x/>' }, /Word document/],
    ['another ZIP', { 'a.txt': 'x' }, /it is a ZIP file/],
  ])('%s', async (_, parts, words) => {
    await expect(seen('a.xlsx', zip(parts as Record<string, string>))).rejects.toThrow(words);
  });

  test('a PDF, a picture, and a workbook that is cut off', async () => {
    await expect(seen('a.csv', '%PDF-1.7\n…')).rejects.toThrow(/it is a PDF/);
    await expect(seen('a.csv', Buffer.from([1, 0, 0, 0, 2, 0, 0, 0, 3, 3, 3]))).rejects.toThrow(
      /binary data/,
    );
    const whole = zip(workbookParts);
    await expect(seen('a.xlsx', whole.subarray(0, whole.length - 30))).rejects.toThrow(/damaged/);
  });

  test('a workbook that unpacks to more than memory bears, whatever it says about itself', async () => {
    const bomb = zip(
      { ...workbookParts, 'xl/worksheets/sheet1.xml': Buffer.alloc(MAX_UNPACKED_BYTES + 1) },
      { lie: true },
    );
    expect(bomb.length).toBeLessThan(2 * 1024 * 1024);
    await expect(seen('a.xlsx', bomb)).rejects.toThrow(/unpacks to more than can be read safely/);
  });

  test('a table that is too wide or too long', async () => {
    const wide = Array.from({ length: MAX_COLUMNS + 1 }, (_, i) => `c${i}`).join(',');
    await expect(seen('a.csv', `${wide}\n${wide}\n`)).rejects.toThrow(/more than 300 columns/);
    const far = sheetXml(
      `<row r="1">${text('A1', 'Case No')}</row><row r="900000">${text('A900000', 'x')}</row>`,
    );
    await expect(seen('a.xlsx', zip({ ...workbookParts, 'xl/worksheets/sheet1.xml': far }))).rejects.toThrow(
      /more than 200,000 rows/,
    );
    const right = sheetXml(`<row r="1">${text('XFD1', 'Case No')}</row>`);
    await expect(
      seen('a.xlsx', zip({ ...workbookParts, 'xl/worksheets/sheet1.xml': right })),
    ).rejects.toThrow(/more than 300 columns/);
    const long = `Title\n${'x\n'.repeat(MAX_ROWS + 1)}`;
    await expect(seen('a.csv', long)).rejects.toThrow(/more than 200,000 rows/);
  });
});

const text = (place: string, value: string): string =>
  `<c r="${place}" t="inlineStr"><is><t>${value}</t></is></c>`;
const sheetXml = (rows: string): string =>
  `<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${rows}</sheetData></worksheet>`;
const office2006 = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const workbookParts = {
  'xl/workbook.xml': `<workbook xmlns:r="${office2006}"><sheets><sheet name="One" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  'xl/_rels/workbook.xml.rels': `<Relationships><Relationship Id="rId1" Type="${office2006}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
  'xl/worksheets/sheet1.xml': sheetXml(`<row r="1">${text('A1', 'Case No')}</row>`),
};

/** A ZIP; one that lies says that its entries unpack to nothing. */
function zip(parts: Readonly<Record<string, string | Buffer>>, { lie = false } = {}): Buffer {
  const [files, directory]: [Buffer[], Buffer[]] = [[], []];
  let offset = 0;
  for (const [name, content] of Object.entries(parts)) {
    const bytes = Buffer.from(content as string);
    const packed = deflateRawSync(bytes, { level: 1 });
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(8, 8);
    local.writeUInt32LE(packed.length, 18);
    local.writeUInt32LE(lie ? 1 : bytes.length, 22);
    local.writeUInt16LE(name.length, 26);
    const central = Buffer.alloc(46);
    central.writeUInt32LE(0x02014b50, 0);
    central.writeUInt16LE(8, 10);
    central.writeUInt32LE(packed.length, 20);
    central.writeUInt32LE(lie ? 1 : bytes.length, 24);
    central.writeUInt16LE(name.length, 28);
    central.writeUInt32LE(offset, 42);
    files.push(local, Buffer.from(name), packed);
    directory.push(central, Buffer.from(name));
    offset += local.length + name.length + packed.length;
  }
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(Object.keys(parts).length, 8);
  end.writeUInt16LE(Object.keys(parts).length, 10);
  end.writeUInt32LE(Buffer.concat(directory).length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...files, ...directory, end]);
}
