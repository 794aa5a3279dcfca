import type { BusProfile } from '../profile.ts';
import { UNO_PWM_PINS } from '../uno-pins.ts';
import type { BoardWiringTable } from '../wiring.ts';
import type { Panel } from './block.ts';
import { type Kind, KINDS, strokeOfKind, symbol, SYMBOL_WIDTH } from './kinds.ts';
import { line, text, TYPE } from './pen.ts';
import { linesOf, textWidth } from './text-width.ts';
import { type Language, WORDS } from './words.ts';

const LEADING = 2.75;
const BETWEEN = 0.9;
const HEADING = 4;
const SAMPLE = 4;
const INDENT = SAMPLE + SYMBOL_WIDTH + 1.2;

/** What the lines, colours and shapes mean, and how a thing of each kind is connected; only kinds that this bus has. */
export function legendPanel(tables: readonly BoardWiringTable[], language: Language): Panel {
  const words = WORDS[language];
  const kinds = kindsOf(tables);
  const name = (kind: Kind) => `${words.kinds[kind]}  `;
  const rows = (width: number) => kinds.map((kind) => hanging(name(kind), words.hints[kind], width - INDENT));
  const title = usesPwm(tables) ? `${words.legend}; ${words.pwm}` : words.legend;
  return {
    heightAt: (width) => HEADING + heightOf(rows(width)),
    draw(left, top, width) {
      let y = top + HEADING;
      const drawn = rows(width).map((lines, index) => {
        const kind = kinds[index]!;
        const middle = y + LEADING / 2;
        y += lines.length * LEADING + BETWEEN;
        return (
          line(
            [
              [left, middle],
              [left + SAMPLE, middle],
            ],
            strokeOfKind(kind),
          ) +
          symbol(kind, left + SAMPLE + SYMBOL_WIDTH / 2, middle) +
          text(left + INDENT, middle, words.kinds[kind], { bold: true }) +
          lines
            .map((words, row) =>
              text(
                left + INDENT + (row === 0 ? textWidth(name(kind), TYPE, true) : 0),
                middle + row * LEADING,
                words,
              ),
            )
            .join('')
        );
      });
      return heading(left, top, width, title) + drawn.join('');
    },
  };
}

/** What holds for the whole bus: supply, ground, fuses, the timer of its siren. */
export function notesPanel({ alarmRig }: BusProfile, language: Language): Panel {
  const words = WORDS[language];
  const notes = [...words.notes, ...(alarmRig ? [words.oneShot(alarmRig.siren.oneShotSeconds)] : [])];
  const rows = (width: number) => notes.map((note) => linesOf(note, width - 3, TYPE));
  return {
    heightAt: (width) => HEADING + heightOf(rows(width)),
    draw(left, top, width) {
      let y = top + HEADING;
      const drawn = rows(width).map((lines, index) => {
        const middle = y + LEADING / 2;
        y += lines.length * LEADING + BETWEEN;
        return (
          text(left, middle, `${index + 1}`, { bold: true }) +
          lines.map((words, row) => text(left + 3, middle + row * LEADING, words)).join('')
        );
      });
      return heading(left, top, width, words.supply) + drawn.join('');
    },
  };
}

function kindsOf(tables: readonly BoardWiringTable[]): Kind[] {
  const terminals = tables.flatMap(({ pins, controllers }) => [
    ...pins,
    ...controllers.flatMap(({ channels }) => channels),
  ]);
  const used = new Set(terminals.flatMap(({ part }) => part?.carries ?? []));
  return KINDS.filter((kind) => used.has(kind));
}

const usesPwm = (tables: readonly BoardWiringTable[]) =>
  tables.some(({ pins }) => pins.some(({ number }) => UNO_PWM_PINS.includes(number)));

/** Lines of a paragraph whose first line begins after a name. */
function hanging(name: string, hint: string, width: number): string[] {
  const first = linesOf(hint, width - textWidth(name, TYPE, true), TYPE)[0] ?? '';
  const rest = hint.slice(first.length).trimStart();
  return rest === '' ? [first] : [first, ...linesOf(rest, width, TYPE)];
}

const heightOf = (rows: readonly (readonly string[])[]) =>
  rows.reduce((sum, lines) => sum + lines.length * LEADING + BETWEEN, 0);

function heading(left: number, top: number, width: number, words: string): string {
  return (
    text(left, top + TYPE / 2, words, { bold: true }) +
    line(
      [
        [left, top + 2.8],
        [left + width, top + 2.8],
      ],
      { width: 0.35 },
    )
  );
}
