import type { Luck } from './luck.ts';
import type { Person } from './person.ts';

type Look = Person['look'];

/** Pace in millimetres a second and depth from chest to back in millimetres, from the least to the most. */
const BODIES: Readonly<Record<Look, { pace: [number, number]; depth: [number, number] }>> = {
  child: { pace: [850, 1_300], depth: [140, 200] },
  adult: { pace: [900, 1_400], depth: [190, 270] },
  elder: { pace: [650, 950], depth: [210, 290] },
};

/** How often each kind of party comes. Chosen so that a day has a bit of everything; nobody has counted them. */
const PARTIES = { alone: 34, pair: 30, family: 24, pupils: 12 };
const LARGEST = 5;

/** People who come, stay and go together. */
export type Party = readonly Person[];

/** As many people as there are visits, in parties of one to five, none larger than fits aboard. */
export function drawParties(visits: number, aboard: number, luck: Luck): Party[] {
  const parties: Party[] = [];
  for (let drawn = 0; drawn < visits;) {
    const largest = Math.min(LARGEST, aboard, visits - drawn);
    const looks = looksOf(luck.weighed(PARTIES), luck).slice(0, largest);
    const first = drawn;
    parties.push(looks.map((look, at) => drawPerson(first + at, look, luck)));
    drawn += looks.length;
  }
  return parties;
}

function looksOf(kind: keyof typeof PARTIES, luck: Luck): Look[] {
  const grown = (): Look => (luck.happens(0.3) ? 'elder' : 'adult');
  const children = (count: number) => Array<Look>(count).fill('child');
  switch (kind) {
    case 'alone':
      return [grown()];
    case 'pair':
      return [grown(), grown()];
    case 'family':
      return [grown(), ...(luck.happens(0.5) ? [grown()] : []), ...children(luck.whole(1, 2))];
    case 'pupils':
      return ['adult', ...children(luck.whole(2, 4))];
  }
}

function drawPerson(id: number, look: Look, luck: Luck): Person {
  const { pace, depth } = BODIES[look];
  return { id, look, pace: luck.whole(...pace), depth: luck.whole(...depth) };
}
