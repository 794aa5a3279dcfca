import { connectionsOf } from '../connections.ts';
import type { BusProfile } from '../profile.ts';
import type { Panel } from './block.ts';
import { box, INK, line, PALE, text, TYPE } from './pen.ts';
import { shortened } from './text-width.ts';
import { type Language, WORDS } from './words.ts';

const HEIGHT = 21;
const MARK = 15;
const NAME_SIZE = 3.6;
/** Where hands write at the right of the title block. */
const SIGNATURES = 42;

export interface TitleWords {
  profile: BusProfile;
  /** File of the profile, without folders. */
  file: string;
  /** As it shall stand there, `2026-11-26`. */
  date: string;
  language: Language;
}

/** The title block: mark, name of the bus, profile, date, and room for two signatures. `size` is said in words. */
export function titlePanel({ profile, file, date, language }: TitleWords): (size: string) => Panel {
  const words = WORDS[language];
  const { bus, boards, controllers } = profile;
  const counts = words.counts(
    Object.keys(boards).length,
    Object.keys(controllers).length,
    connectionsOf(profile).length,
  );
  return (size) => ({
    heightAt: () => HEIGHT,
    draw(left, top, width) {
      const from = left + MARK + 1.5;
      const room = width - MARK - SIGNATURES - 4;
      const pair = (y: number, name: string, value: string) =>
        text(from, y, name, { colour: PALE }) +
        text(from + 10, y, shortened(value, room - 10, TYPE, true), { bold: true });
      return `<g data-title="">${[
        box(left, top, width, HEIGHT, { width: 0.45 }),
        line([
          [left + MARK, top],
          [left + MARK, top + HEIGHT],
        ]),
        lantern(left + MARK / 2, top + HEIGHT / 2),
        text(from, top + 2.4, words.title, { colour: PALE }),
        text(from, top + 6, shortened(bus.name[language], room, NAME_SIZE, true), {
          size: NAME_SIZE,
          bold: true,
        }),
        pair(top + 10.4, words.bus, bus.id),
        pair(top + 13.2, words.profile, file),
        pair(top + 16, words.date, date),
        text(from, top + 18.9, shortened(counts, room, TYPE)),
        signatures(left + width - SIGNATURES, top, words, size),
      ].join('')}</g>`;
    },
  });
}

function signatures(left: number, top: number, words: (typeof WORDS)[Language], size: string): string {
  const row = HEIGHT / 3;
  const sheet = words.sheet;
  return [
    line([
      [left, top],
      [left, top + HEIGHT],
    ]),
    ...[1, 2].map((index) =>
      line([
        [left, top + index * row],
        [left + SIGNATURES, top + index * row],
      ]),
    ),
    text(left + 1.5, top + 2.2, words.wiredBy, { colour: PALE }),
    text(left + 1.5, top + row + 2.2, words.checkedBy, { colour: PALE }),
    text(left + 1.5, top + 2 * row + 2.2, sheet, { bold: true }),
    text(left + 1.5, top + 2 * row + 5, size, { colour: PALE }),
  ].join('');
}

/** A lantern cut from paper, black: gaps, no outlines. */
function lantern(x: number, y: number): string {
  const paper = `<path d="M-3.2 -4.4C-7 -3 -7.4 3 -3.2 4.4H3.2C7.4 3 7 -3 3.2 -4.4Z"/><rect x="-3.4" y="-6.1" width="6.8" height="1.3" rx=".4"/><rect x="-3.4" y="4.8" width="6.8" height="1.3" rx=".4"/><path d="M-.2 -8.6h.4v2.3h-.4zM-2.2 6.5h.5v1.6h-.5zM-.9 6.5h.5v2.2h-.5zM.4 6.5h.5v2.2h-.5zM1.7 6.5h.5v1.6h-.5z"/>`;
  const petals = Array.from(
    { length: 6 },
    (_, petal) => `<path transform="rotate(${petal * 60})" d="M0 -.5Q-.75 -1.5 0 -2.7Q.75 -1.5 0 -.5Z"/>`,
  ).join('');
  const ribs = `<path d="M-3 -4.2C-5.2 -2.6 -5.2 2.6 -3 4.2H-2.6C-4.4 2.4 -4.4 -2.4 -2.6 -4.2ZM3 -4.2C5.2 -2.6 5.2 2.6 3 4.2H2.6C4.4 2.4 4.4 -2.4 2.6 -4.2Z"/>`;
  return `<g transform="translate(${x} ${y}) scale(.98)"><g fill="${INK}">${paper}</g><g fill="#fff">${ribs}${petals}</g></g>`;
}
