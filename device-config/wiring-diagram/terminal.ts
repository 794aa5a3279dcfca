import type { Terminal, WiredPart } from '../wiring.ts';
import { strokeOfKind, symbol, SYMBOL_WIDTH } from './kinds.ts';
import { box, escaped, INK, line, PALE, text, TYPE } from './pen.ts';
import { shortened, textWidth } from './text-width.ts';
import { type Language, WORDS } from './words.ts';

export type Side = 'left' | 'right';

/** From the edge of a board or chip to the symbol. */
const WIRE = 3.4;
const GAP = 1;
const PAD = 0.9;
/** Ids are set a little narrower than names. */
const CONDENSED = 0.88;
/** A name may be as long as it likes in a profile; beyond this it ends in an ellipsis, its id never does. */
const LONGEST_NAME = 42;

/** The part of a row between the edge and the words. */
export const REACH = WIRE + SYMBOL_WIDTH + GAP;

const idOf = ({ from, pullUp }: WiredPart) => (pullUp === false ? `${from} (pullUp: false)` : from);
const nameOf = (part: WiredPart, language: Language) =>
  shortened(part.name[language], LONGEST_NAME, TYPE, true);

/** How far a terminal's wire and words reach from the edge of its board or chip. */
export function terminalWidth({ part }: Terminal, language: Language): number {
  if (part === null) return WIRE + GAP + textWidth(WORDS[language].free, TYPE);
  return (
    REACH + textWidth(nameOf(part, language), TYPE, true) + GAP + textWidth(idOf(part), TYPE) * CONDENSED
  );
}

/** One terminal: pad and label at the edge (x, y), its wire, the symbol of what hangs on it, name and id. */
export function terminal(
  { label, part }: Terminal,
  {
    x,
    y,
    side,
    language,
    prefix = '',
  }: { x: number; y: number; side: Side; language: Language; prefix?: string },
): string {
  const out = side === 'right' ? 1 : -1;
  const pad = box(x - PAD / 2, y - PAD / 2, PAD, PAD, { fill: part === null ? '#fff' : INK, width: 0.2 });
  const inner = text(x - out * GAP, y, `${prefix}${label}`, { anchor: out > 0 ? 'end' : 'start' });
  const words = part === null ? freeWords(x, y, out, language) : partWords(part, x, y, out, language);
  const data =
    part === null
      ? `data-free="${label}"`
      : `data-end="${escaped(part.from)}" data-carries="${part.carries}"`;
  return `<g ${data}>${pad}${inner}${words}</g>`;
}

function freeWords(x: number, y: number, out: 1 | -1, language: Language): string {
  const anchor = out > 0 ? 'start' : 'end';
  return (
    line(
      [
        [x + out * (PAD / 2), y],
        [x + out * (WIRE - 1.6), y],
      ],
      { colour: PALE, width: 0.15 },
    ) +
    line(`M${x + out * (WIRE - 1.6)} ${y - 0.5}v1`, { colour: PALE, width: 0.15 }) +
    text(x + out * (WIRE + GAP - 1.6), y, WORDS[language].free, { anchor, colour: PALE })
  );
}

function partWords(part: WiredPart, x: number, y: number, out: 1 | -1, language: Language): string {
  const anchor = out > 0 ? 'start' : 'end';
  const name = nameOf(part, language);
  const from = x + out * REACH;
  const after = from + out * (textWidth(name, TYPE, true) + GAP);
  // The wires of an I2C line bend away from the edge; they are drawn with the line.
  const wire =
    part.carries === 'i2c'
      ? ''
      : line(
          [
            [x + out * (PAD / 2), y],
            [x + out * WIRE, y],
          ],
          strokeOfKind(part.carries),
        );
  return (
    wire +
    symbol(part.carries, x + out * (WIRE + SYMBOL_WIDTH / 2), y) +
    text(from, y, name, { anchor, bold: true }) +
    text(after, y, idOf(part), { anchor, colour: PALE, squeeze: CONDENSED })
  );
}
