import type { WiredPart } from '../wiring.ts';
import { disc, line, mm, type Stroke } from './pen.ts';

export type Kind = WiredPart['carries'];

/** In the order of the legend. */
export const KINDS: readonly Kind[] = ['lamp', 'contact', 'beam', 'siren', 'sensor', 'i2c'];

/** Each kind has a colour, a line and a shape of its own: a grey print tells them apart as well. */
const STROKES: Readonly<Record<Kind, Required<Pick<Stroke, 'colour' | 'width'>> & Stroke>> = {
  lamp: { colour: '#8a5a00', width: 0.3 },
  contact: { colour: '#2b5fb8', width: 0.3, dash: '1.5 .5' },
  beam: { colour: '#6a3d9a', width: 0.35, dash: '.35 .45' },
  siren: { colour: '#b8321f', width: 0.75 },
  sensor: { colour: '#00657d', width: 0.3, dash: '1.5 .4 .3 .4' },
  i2c: { colour: '#000', width: 0.4 },
};

export const strokeOfKind = (kind: Kind): Stroke => STROKES[kind];

export const SYMBOL_WIDTH = 3.4;

/** The shape of a kind, in the middle of its place at (x, y), `SYMBOL_WIDTH` wide. */
export function symbol(kind: Kind, x: number, y: number): string {
  const pen = { colour: STROKES[kind].colour, width: 0.3 };
  const at = `M${mm(x)} ${mm(y)}`;
  switch (kind) {
    case 'lamp':
      return disc(x, y, 1, pen) + line(`${at}m-.7 -.7l1.4 1.4m0 -1.4l-1.4 1.4${ends(at)}`, pen);
    case 'contact':
      return (
        line(`${at}m-1.7 0h.7m2 0h.7M${mm(x - 0.8)} ${mm(y - 0.1)}l1.7 -.8`, pen) +
        [-0.9, 0.9].map((side) => disc(x + side, y, 0.22, { ...pen, fill: '#fff' })).join('')
      );
    case 'beam':
      return `<path d="${at}m-1.7 -.9l1.1 .9l-1.1 .9zm3.4 0l-1.1 .9l1.1 .9z" fill="${pen.colour}"/>${line(`${at}m-.5 0h.3m.1 0h.3m.1 0h.3`, pen)}`;
    case 'siren':
      return `<path d="${at}m-1.7 -.45h.9l1.3 -.7v2.3l-1.3 -.7h-.9z" fill="${pen.colour}"/>${line(`${at}m1 -.6q.5 .6 0 1.2m.4 -1.7q.8 1.1 0 2.2`, pen)}`;
    case 'sensor':
      return disc(x, y, 1.05, pen) + line(`${at}m-.65 0q.32 -.9 .65 0t.65 0${ends(at)}`, pen);
    case 'i2c':
      return line(
        `${at}m-1.7 -.45h3.4m-3.4 .9h3.4m-2.6 -1.2l-.75 .75l.75 .75m1.8 -1.5l.75 .75l-.75 .75`,
        pen,
      );
  }
}

const ends = (at: string) => `${at}m-1.7 0h.65${at}m1.05 0h.65`;
