import type { BoardConfig } from '../profile.ts';
import { UNO_PWM_PINS } from '../uno-pins.ts';
import type { BoardWiringTable, Terminal } from '../wiring.ts';
import { type Block, SCL_ASIDE, SDA_ASIDE } from './block.ts';
import { strokeOfKind } from './kinds.ts';
import { box, disc, ground, line, PALE, PITCH, text, TYPE } from './pen.ts';
import { terminal, terminalWidth } from './terminal.ts';
import { shortened, textWidth } from './text-width.ts';
import { type Language, WORDS } from './words.ts';

const HALF = 14;
const HEADING = 5.2;
const HEADING_SIZE = 2.8;
/** USB and power sockets stand out of the board. */
const SOCKET = 1.6;
const FIRST_ANALOGUE = 14;
/** D13 down to D2, and the serial link. */
const ROWS = 13;
const BODY = (ROWS + 0.6) * PITCH;
/** The I2C lines leave below the board. */
const BELOW = 3;

/** An Uno as it lies on the table with its USB socket up: D13 to D2 on the right, A0 to A5 on the left. */
export function unoBlock(board: BoardWiringTable, config: BoardConfig, language: Language): Block {
  const digital = board.pins.filter(({ number }) => number < FIRST_ANALOGUE).toReversed();
  const analogue = board.pins.filter(({ number }) => number >= FIRST_ANALOGUE);
  const words = WORDS[language];
  const hasBus = board.controllers.length > 0;
  const widest = (pins: readonly Terminal[]) => Math.max(...pins.map((pin) => terminalWidth(pin, language)));
  const left =
    HALF +
    Math.max(widest(analogue), 4 + textWidth(words.ground, TYPE), 4 + textWidth(words.fiveVolts, TYPE));
  const right = HALF + Math.max(widest(digital), 4 + textWidth(words.serialLink, TYPE));
  return {
    left,
    right,
    height: HEADING + SOCKET + BODY + (hasBus ? BELOW : 0),
    bus: hasBus ? board.id : null,
    draw(middle, top) {
      const body = top + HEADING + SOCKET;
      const row = (index: number) => body + (index + 0.8) * PITCH;
      const analogueRow = (index: number) => row(ROWS - analogue.length + index);
      const pins = [
        ...digital.map((pin, index) =>
          terminal(pin, {
            x: middle + HALF,
            y: row(index),
            side: 'right',
            language,
            prefix: UNO_PWM_PINS.includes(pin.number) ? '~' : '',
          }),
        ),
        ...analogue.map((pin, index) =>
          terminal(pin, { x: middle - HALF, y: analogueRow(index), side: 'left', language }),
        ),
      ];
      return `<g data-board="${board.id}">${[
        heading(board, config, language, { from: middle - left, top, width: left + right }),
        housing(middle, body),
        ...pins,
        serialLink(middle + HALF, row(ROWS - 1), words.serialLink),
        power(middle - HALF, row(0), row(1), words),
        hasBus ? busLines(middle, analogueRow(4), analogueRow(5), body + BODY) : '',
      ].join('')}</g>`;
    },
  };
}

function heading(
  board: BoardWiringTable,
  config: BoardConfig,
  language: Language,
  { from, top, width }: { from: number; top: number; width: number },
): string {
  const where =
    config.kind === 'uno' ? `USB: ${config.serialNumber ?? config.port ?? ''}` : WORDS[language].emulated;
  const kind = config.kind === 'uno' ? `${WORDS[language].uno} · ${where}` : where;
  const idWidth = textWidth(board.id, HEADING_SIZE, true);
  return (
    text(from, top + HEADING_SIZE / 2, board.id, { size: HEADING_SIZE, bold: true }) +
    text(from + idWidth + 2, top + HEADING_SIZE / 2 + 0.2, shortened(kind, width - idWidth - 2, TYPE)) +
    line(
      [
        [from, top + HEADING_SIZE + 0.9],
        [from + width, top + HEADING_SIZE + 0.9],
      ],
      { width: 0.35 },
    )
  );
}

/** The board with sockets, holes and chip, so that it is known at a glance. */
function housing(middle: number, body: number): string {
  const grey = { colour: PALE, width: 0.2 };
  return [
    box(middle - HALF, body, 2 * HALF, BODY, { fill: '#fff', radius: 1.5, width: 0.45 }),
    box(middle - 6.4, body - SOCKET, 5.6, 5.2, { fill: '#fff', width: 0.35 }),
    box(middle + 2.4, body - SOCKET, 4, 5.2, { fill: '#fff', width: 0.35 }),
    text(middle - 3.6, body + 1.2, 'USB', { anchor: 'middle' }),
    ...[-1, 1].map((side) => disc(middle + side * 3.2, body + BODY - 2.2, 0.9, grey)),
    box(middle - 2, body + 15, 4, 13, { ...grey, fill: '#fff' }),
    ...[-1, 1].map((side) => line(legs(middle + side * 2, body + 15.9, side), grey)),
    text(middle, body + 9.6, 'UNO', { size: 3.2, bold: true, anchor: 'middle' }),
  ].join('');
}

function legs(x: number, y: number, side: number): string {
  return Array.from({ length: 9 }, (_, leg) => `M${x} ${y + leg * 1.4}h${side * 0.7}`).join('');
}

function serialLink(x: number, y: number, words: string): string {
  return (
    text(x - 1, y, 'D1 D0', { anchor: 'end', colour: PALE }) +
    line(`M${x + 0.7} ${y - 0.6}l1.2 1.2m0 -1.2l-1.2 1.2`, { width: 0.35 }) +
    text(x + 3, y, words, { colour: PALE })
  );
}

function power(x: number, five: number, gnd: number, words: (typeof WORDS)[Language]): string {
  const pad = (y: number) => box(x - 0.45, y - 0.45, 0.9, 0.9, { fill: '#fff', width: 0.2 });
  return [
    pad(five) + text(x + 1, five, '5V'),
    line(`M${x - 0.45} ${five}h-1.7M${x - 2.15} ${five + 0.7}v-1.4l-1 .7z`),
    text(x - 4, five, words.fiveVolts, { anchor: 'end', colour: PALE }),
    pad(gnd) + text(x + 1, gnd, 'GND'),
    line(`M${x - 0.45} ${gnd}h-1.7`),
    ground(x - 2.15, gnd),
    text(x - 4, gnd, words.ground, { anchor: 'end', colour: PALE }),
  ].join('');
}

/** From A4 and A5 round the corner of the board to the middle of the column; neither crosses the other. */
function busLines(middle: number, sda: number, scl: number, bottom: number): string {
  const edge = middle - HALF;
  const [inner, outer] = [edge - 1.2, edge - 2.4];
  const stroke = strokeOfKind('i2c');
  return (
    line(
      [
        [edge - 0.45, sda],
        [outer, sda],
        [outer, bottom + 2.2],
        [middle + SDA_ASIDE, bottom + 2.2],
        [middle + SDA_ASIDE, bottom + BELOW],
      ],
      stroke,
    ) +
    line(
      [
        [edge - 0.45, scl],
        [inner, scl],
        [inner, bottom + 1],
        [middle + SCL_ASIDE, bottom + 1],
        [middle + SCL_ASIDE, bottom + BELOW],
      ],
      stroke,
    )
  );
}
