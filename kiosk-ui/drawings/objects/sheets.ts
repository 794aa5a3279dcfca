/**
 * The rules of the set of locks and tools. Every figure fills a square of 100 units and is cut from two sheets of paper: `main` is
 * the iron, `second` the brass or whatever moves. Gaps are GAP wide and show the ground; corners are rounded by CORNER; light falls from
 * above left, where each body carries one slim cut.
 */

/** One piece of a figure: a filled path, or a bent bar of paper where it has a width. */
export interface Piece {
  sheet: 'main' | 'second' | 'gap';
  d: string;
  width?: number;
}
export type Figure = readonly Piece[];

export const GAP = 2.5;
export const CORNER = 4;

export const main = (d: string): Piece => ({ sheet: 'main', d });
export const second = (d: string): Piece => ({ sheet: 'second', d });
export const gap = (d: string): Piece => ({ sheet: 'gap', d });
/** A bar along a path. */
export const bar = (sheet: Piece['sheet'], width: number, d: string): Piece => ({ sheet, d, width });
/** A line cut out. */
export const slit = (d: string): Piece => bar('gap', GAP, d);

/** A rounded rectangle. */
export function box(x: number, y: number, width: number, height: number, corner = CORNER): string {
  const r = Math.min(corner, width / 2, height / 2);
  const [across, down] = [width - 2 * r, height - 2 * r];
  const turn = (dx: number, dy: number) => `a${r} ${r} 0 0 1 ${dx} ${dy}`;
  return `M${x + r} ${y}h${across}${turn(r, r)}v${down}${turn(-r, r)}h${-across}${turn(-r, -r)}v${-down}${turn(r, -r)}Z`;
}

/** A rectangle with a gap all around it, for a part that lies on another. */
export const boxOn = (
  sheet: 'main' | 'second',
  x: number,
  y: number,
  width: number,
  height: number,
): Piece[] => [
  gap(box(x - GAP, y - GAP, width + 2 * GAP, height + 2 * GAP, CORNER + GAP)),
  { sheet, d: box(x, y, width, height) },
];

export const disc = (cx: number, cy: number, r: number): string =>
  `M${cx - r} ${cy}a${r} ${r} 0 1 1 ${2 * r} 0a${r} ${r} 0 1 1 ${-2 * r} 0Z`;

/** A disc with a hole in it. */
export const ring = (cx: number, cy: number, r: number, hole: number): string =>
  `${disc(cx, cy, r)}M${cx - hole} ${cy}a${hole} ${hole} 0 1 0 ${2 * hole} 0a${hole} ${hole} 0 1 0 ${-2 * hole} 0Z`;

/** The light on something round: an arc cut out above left, `r` from its middle. */
export function gleam(cx: number, cy: number, r: number): Piece {
  const at = (angle: number) =>
    `${(cx + r * Math.cos(angle)).toFixed(1)} ${(cy + r * Math.sin(angle)).toFixed(1)}`;
  return slit(`M${at(Math.PI * 1.08)}A${r} ${r} 0 0 1 ${at(Math.PI * 1.42)}`);
}

/** A chain whose links lie flat and stand on edge in turn, from point to point; `wide` is a flat link's width. */
export function chain(points: readonly (readonly [x: number, y: number])[], wide: number): Piece[] {
  const link = (nth: number, reach: number) => {
    const [[x1, y1], [x2, y2]] = [points[nth]!, points[nth + 1]!];
    const half = Math.hypot(x2 - x1, y2 - y1) / 2;
    const [dx, dy] = [((x2 - x1) / 2 / half) * (half + reach), ((y2 - y1) / 2 / half) * (half + reach)];
    const [x, y] = [(x1 + x2) / 2, (y1 + y2) / 2];
    return `M${(x - dx).toFixed(1)} ${(y - dy).toFixed(1)}L${(x + dx).toFixed(1)} ${(y + dy).toFixed(1)}`;
  };
  const nths = points.slice(1).map((_, nth) => nth);
  const flat = nths
    .filter((nth) => nth % 2 === 0)
    .flatMap((nth) => [
      bar('main', wide, link(nth, -wide * 0.25)),
      bar('gap', wide * 0.36, link(nth, -wide * 0.25)),
    ]);
  const onEdge = nths
    .filter((nth) => nth % 2 === 1)
    .flatMap((nth) => [
      bar('gap', wide * 0.3 + 2 * GAP, link(nth, -wide * 0.14)),
      bar('main', wide * 0.3, link(nth, wide * 0.02)),
    ]);
  return [...flat, ...onEdge];
}

/** Where a key goes in: a round hole over a slot, `size` high. */
export const keyhole = (cx: number, top: number, size: number): Piece => {
  const r = size * 0.3;
  return gap(
    `${disc(cx, top + r, r)}M${cx - r * 0.45} ${top + r}h${r * 0.9}l${r * 0.5} ${size - r}h${-r * 1.9}Z`,
  );
};
