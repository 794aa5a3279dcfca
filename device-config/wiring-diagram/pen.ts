import { textWidth } from './text-width.ts';

/** Everything is drawn in millimetres and scaled to its paper as a whole. The smallest type there is, in them. */
export const TYPE = 2;
/** From one terminal to the next. */
export const PITCH = 2.72;

export const INK = '#000';
/** Ids and other second things; dark enough to be printed in grey. */
export const PALE = '#555';

export interface TextStyle {
  size?: number;
  bold?: boolean;
  colour?: string;
  anchor?: 'start' | 'middle' | 'end';
  /** Horizontal condensing, 1 for none. */
  squeeze?: number;
}

/** A text whose middle line lies at `y`. Its length is given, so that no typeface makes it longer. */
export function text(x: number, y: number, words: string, style: TextStyle = {}): string {
  if (words === '') return '';
  const { size = TYPE, bold = false, colour = INK, anchor = 'start', squeeze = 1 } = style;
  const length = textWidth(words, size, bold) * squeeze;
  const attributes = [
    `x="${mm(x)}" y="${mm(y + size * 0.35)}" font-size="${size}" textLength="${mm(length)}" lengthAdjust="spacingAndGlyphs"`,
    ...(bold ? ['font-weight="700"'] : []),
    ...(colour === INK ? [] : [`fill="${colour}"`]),
    ...(anchor === 'start' ? [] : [`text-anchor="${anchor}"`]),
  ];
  return `<text ${attributes.join(' ')}>${escaped(words)}</text>`;
}

export interface Stroke {
  colour?: string;
  width?: number;
  dash?: string;
}

/** An orthogonal line through these corners, or any path where its data is given. */
export function line(corners: readonly (readonly [number, number])[] | string, stroke: Stroke = {}): string {
  const path =
    typeof corners === 'string' ? corners : `M${corners.map(([x, y]) => `${mm(x)} ${mm(y)}`).join('L')}`;
  return `<path d="${path}" fill="none" ${strokeOf(stroke)}/>`;
}

export function box(
  x: number,
  y: number,
  width: number,
  height: number,
  { fill = 'none', radius = 0, ...stroke }: Stroke & { fill?: string; radius?: number } = {},
): string {
  const round = radius > 0 ? ` rx="${radius}"` : '';
  return `<rect x="${mm(x)}" y="${mm(y)}" width="${mm(width)}" height="${mm(height)}"${round} fill="${fill}" ${strokeOf(stroke)}/>`;
}

export function disc(
  x: number,
  y: number,
  radius: number,
  { fill = 'none', ...stroke }: Stroke & { fill?: string } = {},
): string {
  return `<circle cx="${mm(x)}" cy="${mm(y)}" r="${mm(radius)}" fill="${fill}" ${strokeOf(stroke)}/>`;
}

/** The three bars of ground, hanging from (x, y). */
export function ground(x: number, y: number): string {
  return line(
    `M${mm(x)} ${mm(y)}v.5M${mm(x - 1)} ${mm(y + 0.5)}h2M${mm(x - 0.6)} ${mm(y + 0.9)}h1.2M${mm(x - 0.2)} ${mm(y + 1.3)}h.4`,
  );
}

/** Three decimals are a micrometre. */
export function mm(length: number): string {
  return String(Math.round(length * 1000) / 1000);
}

export function escaped(words: string): string {
  return words
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

function strokeOf({ colour = INK, width = 0.25, dash }: Stroke): string {
  if (width === 0) return 'stroke="none"';
  return `stroke="${colour}" stroke-width="${width}"${dash === undefined ? '' : ` stroke-dasharray="${dash}"`}`;
}
