/** Invents one case with its hearings, tasks and orders. A case depends on the seed and its index alone, so it can be made again at need. */
import type { CaseRow, HearingRow, OrderRow, PartyRow, TaskRow, UserRow } from '../schema.ts';
import { dayInWords, dayPlus, workingDayFrom } from '../days.ts';
import { instant } from './calendar.ts';
import { randomFor } from './random.ts';
import type { Random } from './random.ts';
import {
  authorities,
  closings,
  companies,
  courts,
  familyNames,
  givenNames,
  hearingNotes,
  interimOrders,
  notes,
  outcomes,
  partyRoles,
  tasks as taskTitles,
  tracks,
} from './vocabulary.ts';
import type { Court, Stage } from './vocabulary.ts';

export interface CaseFacts {
  readonly case: CaseRow;
  readonly parties: readonly PartyRow[];
  readonly hearings: readonly HearingRow[];
  readonly tasks: readonly TaskRow[];
  /** Without documents; those are attached later. */
  readonly orders: readonly OrderRow[];
}

export interface Office {
  readonly seed: number;
  readonly today: string;
  readonly users: readonly UserRow[];
}

export function personName(random: Random): string {
  return `${random.pick(givenNames)} ${random.pick(familyNames)}`;
}

function emailOf(name: string): string {
  const plain = name.normalize('NFD').replace(/[^A-Za-z ]/g, '');
  return `${plain.toLowerCase().replace(/ /g, '.')}@office.example`;
}

/** An owner, two advocates and a clerk. */
export function createOffice(seed: number, today: string): Office {
  const random = randomFor(seed, 'office');
  const roles = ['owner', 'advocate', 'advocate', 'clerk'] as const;
  const users: UserRow[] = [];
  for (const role of roles) {
    let name = personName(random);
    while (users.some((user) => user.name === name)) name = personName(random);
    users.push({
      id: random.uuid(),
      name,
      role,
      email: emailOf(name),
      createdAt: instant(dayPlus(today, -2600), 5 + users.length),
      active: 1,
      pin: null,
    });
  }
  return { seed, today, users };
}

interface Parties {
  readonly client: string;
  readonly contact: string;
  readonly opponent: string;
  readonly title: string;
}

function shortName(name: string): string {
  return name.includes(' ') && givenNames.some((given) => name.startsWith(`${given} `))
    ? name.slice(name.indexOf(' ') + 1)
    : name;
}

function inventParties(court: Court, random: Random): Parties {
  const isCompany = court.track !== 'family' && court.track !== 'criminal' && random.chance(0.2);
  const client = isCompany ? random.pick(companies) : personName(random);
  let opponent = personName(random);
  if (court.track === 'criminal') opponent = 'State of Karnataka';
  else if (court.track === 'writ') opponent = random.pick(authorities);
  else if (court.track === 'civil' && random.chance(0.3)) opponent = random.pick(companies);
  const [first, second] =
    random.chance(0.7) || court.track === 'writ' ? [client, opponent] : [opponent, client];
  const others = random.chance(0.12) ? ' and others' : '';
  return {
    client,
    contact: phoneNumber(random),
    opponent,
    title: `${shortName(first)} v. ${shortName(second)}${others}`,
  };
}

interface Course {
  readonly pastDays: readonly string[];
  readonly futureDays: readonly string[];
  readonly status: CaseRow['status'];
  readonly filedOn: string;
}

/** When the case was before the court and when it will be. */
function inventCourse(today: string, index: number, random: Random): Course {
  const lot = random.fraction();
  const status = lot < 0.7 ? 'open' : lot < 0.92 ? 'closed' : 'archived';
  const past = Math.min(
    9,
    random.int(0, 3) + (random.chance(0.3) ? random.int(0, 3) : 0) + (status === 'open' ? 0 : 1),
  );
  const pastDays: string[] = [];
  let day = dayPlus(today, status === 'open' ? -random.int(1, 45) : -random.int(30, 900));
  for (let i = 0; i < past; i += 1) {
    pastDays.unshift(workingDayFrom(dayPlus(day, -2)));
    day = dayPlus(day, -random.int(18, 160));
  }
  const futureDays: string[] = [];
  if (status === 'open' && random.chance(0.95)) {
    let next = today;
    for (let i = random.chance(0.25) ? 2 : 1; i > 0; i -= 1) {
      const isNear = random.chance(index < 40 ? 0.75 : 0.2);
      // The first cases are spread over the days of a week, so that a small office has something on each of them too.
      const ahead = isNear ? (index < 40 ? index % 6 : random.int(0, 8)) : random.int(5, 110);
      next = workingDayFrom(dayPlus(next, ahead));
      if (!futureDays.includes(next)) futureDays.push(next);
    }
  }
  // Some cases were long before the court when the office took them over.
  const before = random.chance(0.4) ? random.int(100, 1_500) : random.int(9, 60);
  const filedOn = workingDayFrom(dayPlus(pastDays[0] ?? dayPlus(today, -20), -before));
  return { pastDays, futureDays, status, filedOn };
}

/** The stage reached at the hearing `index` of `count`: cases move forward only. */
function stageAt(stages: readonly Stage[], index: number, count: number, progress: number): Stage {
  const reached = Math.floor(((index + 1) / Math.max(1, count)) * progress * stages.length);
  return stages[Math.min(stages.length - 1, reached)]!;
}

function inventHearings(input: {
  readonly caseId: string;
  readonly court: Court;
  readonly course: Course;
  readonly random: Random;
}): { readonly hearings: HearingRow[]; readonly stage: string } {
  const { caseId, court, course, random } = input;
  const stages = tracks[court.track];
  const days = [...course.pastDays, ...course.futureDays];
  const progress = course.status === 'open' ? random.fraction() * 0.95 : 1;
  let stage = stages[0]!;
  const hall = random.int(1, 38);
  const hearings = days.map((day, index): HearingRow => {
    const isPast = index < course.pastDays.length;
    // Here and there nobody wrote down what happened the last time.
    const isUnrecorded =
      course.status === 'open' && index === course.pastDays.length - 1 && random.chance(0.05);
    stage = stageAt(stages, index, days.length, progress);
    const isLast = course.status !== 'open' && index === days.length - 1;
    return {
      id: random.uuid(),
      caseId,
      day,
      time: random.chance(0.85) ? random.pick(['10:30', '11:00', '11:45', '14:30', '15:15']) : null,
      court: court.name,
      purpose: random.pick(stage.purposes),
      outcome: !isPast || isUnrecorded ? '' : isLast ? random.pick(closings) : random.pick(outcomes),
      notes: isPast && !isUnrecorded && random.chance(0.22) ? random.pick(hearingNotes) : '',
      createdAt: instant(
        index === 0 ? course.filedOn : days[index - 1]! < day ? days[index - 1]! : course.filedOn,
        720 + random.int(0, 59),
      ),
      room: random.chance(0.7)
        ? `Court Hall ${hall}${random.chance(0.6) ? `, item ${random.int(1, 60)}` : ''}`
        : '',
    };
  });
  return { hearings, stage: course.status === 'open' ? stage.name : 'Disposed of' };
}

function inventTasks(input: {
  readonly caseId: string;
  readonly office: Office;
  readonly course: Course;
  readonly hearings: readonly HearingRow[];
  readonly random: Random;
}): TaskRow[] {
  const { caseId, office, course, hearings, random } = input;
  const next = hearings[course.pastDays.length];
  const count = course.status === 'open' ? random.int(0, 3) : random.int(0, 1);
  return Array.from({ length: count }, (): TaskRow => {
    const isDone = course.status !== 'open' || random.chance(0.4);
    const prepares = !isDone && next !== undefined && random.chance(0.5) ? next : null;
    const dueOn = isDone
      ? dayPlus(office.today, -random.int(1, 120))
      : prepares !== null
        ? dayPlus(prepares.day, -random.int(1, 4))
        : random.chance(0.9)
          ? dayPlus(office.today, random.int(-12, 40))
          : null;
    const createdOn = dayPlus(
      dueOn !== null && dueOn < office.today ? dueOn : office.today,
      -random.int(2, 30),
    );
    return {
      id: random.uuid(),
      caseId,
      title: random.pick(taskTitles),
      notes: random.chance(0.2) ? random.pick(notes) : '',
      dueOn,
      doneAt:
        isDone && dueOn !== null
          ? instant(dayPlus(dueOn, -random.int(0, 1)), 600 + random.int(0, 120))
          : null,
      assigneeId: random.chance(0.85) ? random.pick(office.users).id : null,
      createdAt: instant(createdOn, 330 + random.int(0, 300)),
      hearingId: prepares?.id ?? null,
    };
  });
}

function inventOrders(
  facts: Pick<CaseFacts, 'case' | 'hearings'>,
  today: string,
  random: Random,
): OrderRow[] {
  const past = facts.hearings.filter((hearing) => hearing.outcome !== '');
  const orders: OrderRow[] = [];
  for (const [index, hearing] of past.entries()) {
    const isFinal = facts.case.status !== 'open' && index === past.length - 1;
    if (!isFinal && !random.chance(0.35)) continue;
    // Some judgments are pronounced without a listed hearing.
    const isListed = random.chance(0.9);
    orders.push({
      id: random.uuid(),
      caseId: facts.case.id,
      hearingId: isListed ? hearing.id : null,
      orderedOn: hearing.day,
      title: isFinal ? 'Judgment' : random.pick(interimOrders),
      summary: `${hearing.outcome}. ${isFinal ? 'Appeal period runs from the certified copy.' : `Listed for ${hearing.purpose.toLowerCase()}.`}`,
      documentId: null,
      createdAt: instant(
        hearing.day < today ? dayPlus(hearing.day, 1) : hearing.day,
        420 + random.int(0, 200),
      ),
    });
  }
  return orders;
}

/** One to three further parties, in some of the cases. */
function inventFurtherParties(caseId: string, random: Random): PartyRow[] {
  if (!random.chance(0.3)) return [];
  return Array.from({ length: random.int(1, 3) }, (_, position): PartyRow => {
    const side = random.pick(['client', 'opponent', 'opponent', 'other'] as const);
    return {
      id: random.uuid(),
      caseId,
      position,
      side,
      name: random.chance(0.2) ? random.pick(companies) : personName(random),
      role: random.pick(partyRoles[side]),
      counsel: side !== 'client' && random.chance(0.7) ? personName(random) : '',
      contact: random.chance(0.3) ? phoneNumber(random) : '',
    };
  });
}

const phoneNumber = (random: Random): string => `+91 9${String(random.int(0, 999_999_999)).padStart(9, '0')}`;

/** The number of record, and in criminal matters that of the first information report. */
function inventOtherNumbers(court: Court, filedOn: string, random: Random): string {
  const year = filedOn.slice(0, 4);
  const record = `CNR ${court.code}${String(random.int(1, 999_999)).padStart(6, '0')}${year}`;
  const report = court.track === 'criminal' ? `, FIR ${random.int(11, 640)}/${year}` : '';
  return random.chance(0.75) ? `${record}${report}` : '';
}

export function inventCase(office: Office, index: number): CaseFacts {
  const random = randomFor(office.seed, 'case', index);
  const court = random.pick(courts);
  const parties = inventParties(court, random);
  const course = inventCourse(office.today, index, random);
  const id = random.uuid();
  const { hearings, stage } = inventHearings({ caseId: id, court, course, random });
  const lawyers = office.users.filter((user) => user.role !== 'clerk');
  const lastPast = course.pastDays.at(-1) ?? course.filedOn;
  const number = `${random.pick(court.prefixes)} ${random.int(11, 19_999)}/${course.filedOn.slice(0, 4)}`;
  const caseRow: CaseRow = {
    id,
    number,
    title: parties.title,
    kind: random.pick(court.kinds),
    court: court.name,
    judge: court.bench === 'Justice' ? `Justice ${personName(random)}` : personName(random),
    stage,
    status: course.status,
    clientName: parties.client,
    clientContact: random.chance(0.9) ? parties.contact : '',
    opponent: parties.opponent,
    reference: random.chance(0.7)
      ? `F-${course.filedOn.slice(0, 4)}-${String(index + 1).padStart(4, '0')}`
      : '',
    notes: random.chance(0.3) ? `${random.pick(notes)} Engaged on ${dayInWords(course.filedOn)}.` : '',
    lawyerId: random.chance(0.95) ? random.pick(lawyers).id : null,
    filedOn: random.chance(0.97) ? course.filedOn : null,
    createdAt: instant(course.filedOn, 300 + random.int(0, 239)),
    updatedAt: instant(lastPast > course.filedOn ? lastPast : course.filedOn, 700 + random.int(0, 59)),
    otherNumbers: inventOtherNumbers(court, course.filedOn, random),
    importId: null,
  };
  return {
    case: caseRow,
    parties: inventFurtherParties(id, random),
    hearings,
    tasks: inventTasks({ caseId: id, office, course, hearings, random }),
    orders: inventOrders({ case: caseRow, hearings }, office.today, random),
  };
}
