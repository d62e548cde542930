/** Sentences as they stand in petitions and orders, in ASCII, so that a text can be cut at any byte. */
import { dayInWords, dayPlus } from '../days.ts';
import { randomFor } from './random.ts';
import type { Random } from './random.ts';
import { authorities, companies, courts, familyNames, givenNames, sentences } from './vocabulary.ts';

export interface Prose {
  /** One sentence and a blank after it. */
  sentenceBytes(random: Random): Uint8Array;
  /** Some sentences, without a line break. */
  paragraph(random: Random): string;
  /** Text of exactly that many bytes, without a line break. */
  exactly(size: number, random: Random): string;
}

const isAscii = (text: string): boolean => /^[\x20-\x7e]*$/.test(text);
const givenInAscii = givenNames.filter(isAscii);
const familyInAscii = familyNames.filter(isAscii);
const variety = 3_000;

function fill(template: string, today: string, random: Random): string {
  return template.replace(/\{(\w+)\}/g, (_, slot: string) => {
    switch (slot) {
      case 'person':
        return `${random.pick(givenInAscii)} ${random.pick(familyInAscii)}`;
      case 'company':
        return random.pick(companies);
      case 'authority':
        return random.pick(authorities);
      case 'court':
        return `the ${random.pick(courts).name}`;
      case 'day':
        return dayInWords(dayPlus(today, -random.int(10, 9_000)));
      case 'number': {
        const year = Number(today.slice(0, 4)) - random.int(0, 12);
        return `${random.pick(random.pick(courts).prefixes)} ${random.int(11, 19_999)}/${year}`;
      }
      case 'amount':
        return `${random.int(1, 99)},${String(random.int(0, 999)).padStart(3, '0')}`;
      default:
        return String(random.int(2, 18));
    }
  });
}

export function createProse(seed: number, today: string): Prose {
  const random = randomFor(seed, 'prose');
  const pool = Array.from({ length: variety }, (_, i) =>
    fill(sentences[i % sentences.length]!, today, random)
      .replaceAll('&', 'and')
      .replaceAll('..', '.'),
  );
  const bytes = pool.map((sentence) => Buffer.from(`${sentence} `, 'latin1'));
  return {
    sentenceBytes: (from) => from.pick(bytes),
    paragraph: (from) => Array.from({ length: from.int(2, 6) }, () => from.pick(pool)).join(' '),
    exactly(size, from) {
      let text = '';
      while (text.length < size) text += `${from.pick(pool)} `;
      return text.slice(0, size);
    },
  };
}
