import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { BusProfile } from '@pingan/device-config/profile';
import { readBusProfile } from '@pingan/device-config/read-bus-profile';
import { wiringPage } from '@pingan/device-config/wiring-diagram/page';
import {
  LEAST_POINTS,
  type Paper,
  PAPERS,
  wiringDiagram,
} from '@pingan/device-config/wiring-diagram/wiring-diagram';
import { wiringOf } from '@pingan/device-config/wiring';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser } from '../browser.ts';
import { WHOLE } from './sound-profile.ts';
import { folderForTests } from './written-file.ts';

const profiles = fileURLToPath(new URL('../../device-config/profiles', import.meta.url));
const shipped = (name: string) => readBusProfile(join(profiles, name)).profile;
const folder = folderForTests();
const name = { zh: '名', en: 'name' };

/** As little as the schema allows. */
const onePin = BusProfile.parse({
  version: 1,
  bus: { id: 'one-pin', name: { zh: '一根线', en: 'One & only <wire>' } },
  purpose: 'training',
  plan: { length: 1000, width: 1000 },
  content: 'starter',
  boards: { main: { kind: 'uno', port: '/dev/ttyACM0' } },
  doors: {},
  lamps: { only: { board: 'main', pin: 13, name } },
  stations: [{ id: 'one', name, zones: ['hall'], exhibits: ['call'], panel: { width: 480, height: 270 } }],
  clock: { timeZone: 'Asia/Shanghai', trust: 'system' },
});

const longest = 'a'.repeat(48);
/** Ids and names as long as a profile may have them, on pins and channels of both sides. */
const longNames = BusProfile.parse({
  ...onePin,
  bus: { id: longest, name: { zh: '平安'.repeat(60), en: 'A very long name of a bus '.repeat(12) } },
  boards: { [longest]: { kind: 'uno', serialNumber: '0123456789'.repeat(20) } },
  controllers: { [`${longest.slice(1)}b`]: { board: longest, chip: 'mcp23017', address: 0x27 } },
  lamps: { only: { board: longest, pin: 17, name: { zh: '灯'.repeat(80), en: 'lamp '.repeat(60).trim() } } },
  things: {
    [longest]: {
      ...{ kind: 'lock', sense: 'touch', lamp: 'only', station: 'one' },
      name: { zh: '锁'.repeat(80), en: 'W'.repeat(200) },
      contact: { controller: `${longest.slice(1)}b`, channel: 0, pullUp: false },
    },
  },
});

/** Three boards with eight chips each, every channel wired: more than any bus has. */
const crowded = (() => {
  const boards = ['a', 'b', 'c'];
  const chips = boards.flatMap((board) => Array.from({ length: 8 }, (_, index) => ({ board, index })));
  const id = (board: string, index: number) => `chip-${board}-${index}`;
  return BusProfile.parse({
    ...onePin,
    boards: Object.fromEntries(boards.map((board) => [board, { kind: 'virtual-uno' }])),
    controllers: Object.fromEntries(
      chips.map(({ board, index }) => [id(board, index), { board, chip: 'pca9685', address: 0x40 + index }]),
    ),
    lamps: Object.fromEntries(
      chips.flatMap(({ board, index }) =>
        Array.from({ length: 16 }, (_, channel) => [
          `lamp-${board}-${index}-${channel}`,
          { controller: id(board, index), channel, name },
        ]),
      ),
    ),
  });
})();

const CASES: { what: string; profile: BusProfile; legible: boolean; paper?: Paper }[] = [
  { what: 'rehearsal.yaml', profile: shipped('rehearsal.yaml'), legible: true },
  { what: 'rehearsal.yaml on A4', profile: shipped('rehearsal.yaml'), legible: false, paper: 'a4' },
  { what: 'bench-uno.yaml', profile: shipped('bench-uno.yaml'), legible: true },
  { what: 'fixed-room.yaml', profile: shipped('fixed-room.yaml'), legible: true },
  { what: 'one of everything', profile: readBusProfile(folder.write(WHOLE)).profile, legible: true },
  { what: 'a single wire', profile: onePin, legible: true },
  { what: 'the longest names', profile: longNames, legible: true },
  { what: 'three boards with 24 chips', profile: crowded, legible: false },
];

interface Seen {
  ends: string[];
  texts: { words: string; left: number; top: number; right: number; bottom: number; points: number }[];
  /** Drawn things that reach beyond the frame, in words. */
  outside: string[];
}

describe('the wiring diagram', () => {
  let page: Page;
  let close: () => Promise<void>;
  beforeAll(async () => {
    const browser = await openBrowser({ viewport: { width: 1600, height: 1200 } });
    close = browser.close;
    page = await browser.context.newPage();
  });
  afterAll(() => close());

  /** What stands on the page, in millimetres of its paper. */
  const look = (width: number): Promise<Seen> =>
    page.evaluate((paperWidth) => {
      const svg = document.querySelector('svg')!;
      const whole = svg.getBoundingClientRect();
      const scale = paperWidth / whole.width;
      const placeOf = (element: Element) => {
        const { left, top, right, bottom } = element.getBoundingClientRect();
        const [x, y] = [whole.left, whole.top];
        return {
          ...{ left: (left - x) * scale, top: (top - y) * scale },
          ...{ right: (right - x) * scale, bottom: (bottom - y) * scale },
        };
      };
      const frame = placeOf(svg.querySelector(':scope > rect:nth-of-type(2)')!);
      const outside = [...svg.querySelectorAll('g text, g path, g rect, g circle')].flatMap((element) => {
        const { left, top, right, bottom } = placeOf(element);
        const inside =
          left >= frame.left && top >= frame.top && right <= frame.right && bottom <= frame.bottom;
        return inside ? [] : [element.outerHTML.slice(0, 200)];
      });
      const texts = [...svg.querySelectorAll('text')].map((element) => {
        const turned = element.getScreenCTM()!;
        const size = parseFloat(element.getAttribute('font-size')!) * Math.hypot(turned.a, turned.b) * scale;
        const place = placeOf(element);
        // A box has room above and below its letters; what letters themselves may take is an em.
        const level = Math.abs(turned.b) < 1e-6;
        const slack = level ? Math.max(0, place.bottom - place.top - size) / 2 : 0;
        return {
          words: element.textContent,
          ...{ ...place, top: place.top + slack, bottom: place.bottom - slack },
          points: (size * 72) / 25.4,
        };
      });
      const ends = [...svg.querySelectorAll('[data-end]')].map((end) => {
        const label = end.querySelector('text')!.textContent.replace('~', '');
        const owner = end.closest('[data-chip], [data-board]') as SVGElement;
        return `${owner.dataset.chip ?? owner.dataset.board}/${label} ${(end as SVGElement).dataset.end}`;
      });
      return { ends, outside, texts };
    }, width);

  describe.each(CASES)('of $what', ({ profile, legible, paper }) => {
    it.each(['zh', 'en'] as const)('shows every wire once, legible, on one page, in %s', async (language) => {
      const order = { profile, file: 'bus.yaml', date: '2026-11-26', language };
      const diagram = wiringDiagram({ ...order, paper });
      await page.setContent(wiringPage(diagram, 'x', language));
      const { width } = PAPERS[diagram.paper];
      const seen = await look(width);

      const wired = wiringOf(profile).flatMap(({ id, pins, controllers }) =>
        [{ id, terminals: pins }, ...controllers.map((chip) => ({ id: chip.id, terminals: chip.channels }))]
          .flatMap((owner) => owner.terminals.map((terminal) => ({ owner: owner.id, ...terminal })))
          .flatMap(({ owner, label, part }) => (part === null ? [] : [`${owner}/${label} ${part.from}`])),
      );
      expect(seen.ends.toSorted()).toEqual(wired.toSorted());
      for (const end of wired) {
        const from = end.split(' ')[1]!;
        expect(
          seen.texts.some(({ words }) => words === from || words === `${from} (pullUp: false)`),
          from,
        ).toBe(true);
      }

      expect(seen.outside).toEqual([]);
      expect(overlaps(seen.texts)).toEqual([]);
      const least = Math.min(...seen.texts.map(({ points }) => points));
      expect(least).toBeCloseTo(diagram.points, 1);
      if (legible) expect(least).toBeGreaterThanOrEqual(LEAST_POINTS);

      const pdf = await page.pdf({ preferCSSPageSize: true });
      expect(pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)).toHaveLength(1);
      const [, pdfWidth] = /\/MediaBox\s*\[\s*0\s+0\s+([\d.]+)/.exec(pdf.toString('latin1'))!;
      expect((Number(pdfWidth) / 72) * 25.4).toBeCloseTo(width, 0);
    });
  });

  it('fits the Chinese rehearsal bus on A4, and takes A3 only where type would fall below 5.5 points', () => {
    const profile = shipped('rehearsal.yaml');
    const draw = (language: 'zh' | 'en', paper?: Paper) =>
      wiringDiagram({ profile, file: 'rehearsal.yaml', date: '2026-11-26', language, paper });
    for (const language of ['zh', 'en'] as const) {
      const small = draw(language, 'a4').points >= LEAST_POINTS;
      expect(draw(language).paper).toBe(small ? 'a4' : 'a3');
    }
    expect(draw('zh').paper).toBe('a4');
    expect(draw('zh', 'a3').paper).toBe('a3');
  });
});

/** Pairs of texts that lie on each other by more than a tenth of a millimetre both ways. */
function overlaps(texts: Seen['texts']): string[] {
  return texts.flatMap((a, index) =>
    texts.slice(index + 1).flatMap((b) => {
      const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
      const high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
      return wide > 0.1 && high > 0.1 ? [`${a.words} | ${b.words}`] : [];
    }),
  );
}
