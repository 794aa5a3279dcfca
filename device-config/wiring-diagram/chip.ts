import { CHIPS, i2cAddress } from '../i2c-chips.ts';
import type { ControllerWiring, Terminal } from '../wiring.ts';
import { type Block, SCL_ASIDE, SDA_ASIDE } from './block.ts';
import { strokeOfKind } from './kinds.ts';
import { box, line, mm, PALE, PITCH, text, TYPE } from './pen.ts';
import { terminal, terminalWidth } from './terminal.ts';
import { textWidth } from './text-width.ts';
import { type Language, WORDS } from './words.ts';

const HALF = 10.5;
const HEADING_SIZE = 2.4;
const HEADING = 4.2;
const ROWS = 8;
const BODY = (ROWS + 0.5) * PITCH;
/** Address inputs of each chip, and the address with all of them at ground. */
const ADDRESS_INPUTS = { pca9685: { count: 6, base: 0x40 }, mcp23017: { count: 3, base: 0x20 } } as const;

/** An I2C chip: its first eight channels on the left, the others on the right, its board's I2C line through it. */
export function chipBlock(chip: ControllerWiring, board: string, language: Language): Block {
  const sides = { left: chip.channels.slice(0, ROWS), right: chip.channels.slice(ROWS) };
  const widest = (channels: readonly Terminal[]) =>
    Math.max(...channels.map((channel) => terminalWidth(channel, language)));
  const { name, address, supply } = headingOf(chip, language);
  const nameWidth = textWidth(name, HEADING_SIZE, true);
  const left = Math.max(HALF + widest(sides.left), nameWidth + 1.5 + textWidth(address, TYPE) + 3);
  const right = Math.max(HALF + widest(sides.right), 3 + textWidth(supply, TYPE));
  return {
    left,
    right,
    height: HEADING + BODY,
    bus: board,
    draw(middle, top) {
      const body = top + HEADING;
      const row = (index: number) => body + (index + 0.75) * PITCH;
      const y = top + HEADING_SIZE / 2;
      return `<g data-chip="${chip.id}">${[
        text(middle - left, y, name, { size: HEADING_SIZE, bold: true }),
        text(middle - left + nameWidth + 1.5, y + 0.15, address),
        text(middle + right, y + 0.15, supply, { anchor: 'end', colour: PALE }),
        box(middle - HALF, body, 2 * HALF, BODY, { fill: '#fff', radius: 0.6, width: 0.4 }),
        throughLines(middle, top, body + BODY),
        ...(['left', 'right'] as const).flatMap((side) =>
          sides[side].map((channel, index) =>
            terminal(channel, {
              x: middle + (side === 'left' ? -HALF : HALF),
              y: row(index),
              side,
              language,
            }),
          ),
        ),
      ].join('')}</g>`;
    },
  };
}

function headingOf({ id, chip, address }: ControllerWiring, language: Language) {
  const words = WORDS[language];
  const { count, base } = ADDRESS_INPUTS[chip];
  const jumpers = (address - base).toString(2).padStart(count, '0');
  return {
    name: id,
    address: `${CHIPS[chip].name} · ${i2cAddress(address)} · ${words.jumpers} A${count - 1}–A0 ${jumpers}`,
    supply: `${words.logicSupply} · GND · ${chip === 'pca9685' ? words.lampSupply : words.resetHigh}`,
  };
}

/** SDA and SCL run through the chip: they come in above and go on below. */
function throughLines(middle: number, top: number, bottom: number): string {
  const stroke = strokeOfKind('i2c');
  return (
    [
      ['SDA', SDA_ASIDE],
      ['SCL', SCL_ASIDE],
    ] as const
  )
    .map(([signal, aside]) => {
      const x = middle + aside;
      const label = text(0, 0, signal, { anchor: 'middle' });
      const aslant = `translate(${mm(x + Math.sign(aside) * 1.5)} ${mm((top + HEADING + bottom) / 2)}) rotate(-90)`;
      return (
        line(
          [
            [x, top],
            [x, bottom],
          ],
          stroke,
        ) + `<g transform="${aslant}">${label}</g>`
      );
    })
    .join('');
}
