import { beforeEach, describe, expect, test } from 'vitest';
import { importOffice, named, type ImportOffice } from '../../test/import-office.ts';

let office: ImportOffice;
beforeEach(async () => {
  office = await importOffice();
});

async function guessed(header: string, ...rows: string[]): Promise<Record<string, string>> {
  return named(await office.preview(await office.file('a.csv', [header, ...rows, ''].join('\n'))));
}

describe('the columns of a register are known by their names', () => {
  test('as an Indian office writes them', async () => {
    const header =
      'Sl. No.;Case No.;Name of Parties;Court;Coram;Stage;Client;Opp;Mobile No.;N.D.O.H.;Purpose of hearing;Previous Date;Date of Filing;CNR No.;Our File No.;Remarks';
    expect(
      await guessed(
        header,
        ...[1, 2, 3].map(
          (i) =>
            `${i};CS ${i}/2024;Rao v. Iyer;CCC;Das J.;Evidence;Rao;;98;3.4.2026;Evidence;1.2.2026;1.1.2024;KABC01;F1;x`,
        ),
      ),
    ).toEqual({
      number: 'Case No.',
      title: 'Name of Parties',
      court: 'Court',
      judge: 'Coram',
      stage: 'Stage',
      clientName: 'Client',
      clientContact: 'Mobile No.',
      nextHearingDay: 'N.D.O.H.',
      nextHearingPurpose: 'Purpose of hearing',
      lastHearingDay: 'Previous Date',
      filedOn: 'Date of Filing',
      otherNumbers: 'CNR No.',
      reference: 'Our File No.',
      notes: 'Remarks',
    });
  });

  test('as a court exports them', async () => {
    expect(
      await guessed(
        'Docket,caseName,Petitioner(s),Respondent(s),Judge,Institution Date,Next Hearing Date,Date of Disposal,Case Status',
        '1,A v. B,A,B,J,2024-01-02,2026-04-03,,Pending',
      ),
    ).toEqual({
      number: 'Docket',
      title: 'caseName',
      clientName: 'Petitioner(s)',
      opponent: 'Respondent(s)',
      judge: 'Judge',
      filedOn: 'Institution Date',
      nextHearingDay: 'Next Hearing Date',
      disposedOn: 'Date of Disposal',
      status: 'Case Status',
    });
  });

  test('as they are called in German, Spanish and French', async () => {
    expect(
      await guessed(
        'Aktenzeichen;Mandant;Gegner;Gericht;Nächster Termin;Bemerkungen',
        '1 O 2/24;A;B;LG;3.4.2026;x',
      ),
    ).toEqual({
      number: 'Aktenzeichen',
      clientName: 'Mandant',
      opponent: 'Gegner',
      court: 'Gericht',
      nextHearingDay: 'Nächster Termin',
      notes: 'Bemerkungen',
    });
    expect(await guessed('Expediente;Cliente;Juzgado;Próxima audiencia', '1;A;J;3/4/2026')).toEqual({
      number: 'Expediente',
      clientName: 'Cliente',
      court: 'Juzgado',
      nextHearingDay: 'Próxima audiencia',
    });
    expect(
      await guessed('N° dossier;Affaire;Demandeur;Prochaine audience', '1/24;A c. B;A;3/4/2026'),
    ).toMatchObject({
      title: 'Affaire',
      clientName: 'Demandeur',
      nextHearingDay: 'Prochaine audience',
    });
  });
});

describe('what stands in a column speaks against its name', () => {
  test('codes are no parties, running numbers no case numbers, words no days', async () => {
    const rows = ['1,198,172,arguments', '2,100,27,evidence', '3,209,27,orders'];
    expect(await guessed('No,Petitioner,Respondent,Next date', ...rows)).toEqual({});
  });
});

test('a mapping is remembered by the names of the columns, and corrected ones come first', async () => {
  const path = await office.file('a.csv', 'Ours,Theirs,Case No\nRao,Iyer,1/2024\n');
  await office.run(path, { mapping: { clientName: 0, opponent: 1, number: 2 } });
  const next = await office.file('b.csv', 'OURS,theirs,"Case\nNo."\nDas,Bose,2/2024\n');
  const preview = await office.preview(next);
  expect(preview).toMatchObject({ isRemembered: true, mapping: { clientName: 0, opponent: 1, number: 2 } });
  expect(preview.examples[0]?.fields.title).toBe('Das v. Bose');
  const other = await office.preview(await office.file('c.csv', 'Case No,Ours\n3/2024,x\n'));
  expect(other).toMatchObject({ isRemembered: false, mapping: { number: 0 } });
});

test('of remembered mappings the newest twenty are kept', async () => {
  for (let i = 0; i < 22; i += 1)
    await office.run(await office.file('a.csv', `Title,Extra ${i}\nRao ${i},x\n`), {
      mapping: { title: 0, notes: 1 },
    });
  const isRemembered = async (i: number) =>
    (await office.preview(await office.file('b.csv', `Title,Extra ${i}\nRao,x\n`))).isRemembered;
  expect([await isRemembered(1), await isRemembered(2), await isRemembered(21)]).toEqual([false, true, true]);
});
