/**
 * The vocabulary of the paper-cut: crescents, leaves, saw teeth and rosettes, as SVG path data. Lengths are units of the
 * drawing; angles are degrees, clockwise from the right.
 */

const point = (x: number, y: number) => `${x.toFixed(1)} ${y.toFixed(1)}`;

function turned(x: number, y: number, angle: number, cx: number, cy: number): string {
  const radians = (angle * Math.PI) / 180;
  return point(
    cx + x * Math.cos(radians) - y * Math.sin(radians),
    cy + x * Math.sin(radians) + y * Math.cos(radians),
  );
}

/** 月牙纹: a crescent around its middle; `angle` turns its hollow side, which looks down at 0. */
export function crescent(cx: number, cy: number, length: number, depth: number, angle = 0): string {
  const at = (x: number, y: number) => turned(x, y, angle, cx, cy);
  const half = length / 2;
  return `M${at(-half, depth / 2)}Q${at(0, -depth * 1.7)} ${at(half, depth / 2)}Q${at(0, -depth * 0.2)} ${at(-half, depth / 2)}Z`;
}

/** 柳叶纹: a leaf from its stalk to its tip, `width` across at the middle. */
export function leaf(x1: number, y1: number, x2: number, y2: number, width: number): string {
  const length = Math.hypot(x2 - x1, y2 - y1);
  const angle = (Math.atan2(y2 - y1, x2 - x1) * 180) / Math.PI;
  const at = (x: number, y: number) => turned(x, y, angle, x1, y1);
  return `M${at(0, 0)}Q${at(length * 0.42, -width)} ${at(length, 0)}Q${at(length * 0.42, width)} ${at(0, 0)}Z`;
}

/** 锯齿纹: fine teeth that stand on the line from (x1, y1) to (x2, y2), to the right of its direction when `depth` > 0. */
export function sawTeeth(
  x1: number,
  y1: number,
  x2: number,
  y2: number,
  teeth: number,
  depth: number,
): string {
  const length = Math.hypot(x2 - x1, y2 - y1);
  const angle = (Math.atan2(y2 - y1, x2 - x1) * 180) / Math.PI;
  const at = (x: number, y: number) => turned(x, y, angle, x1, y1);
  const pitch = length / teeth;
  let path = '';
  for (let tooth = 0; tooth < teeth; tooth += 1) {
    const from = tooth * pitch;
    path += `M${at(from + pitch * 0.12, 0)}L${at(from + pitch * 0.5, depth)}L${at(from + pitch * 0.88, 0)}Z`;
  }
  return path;
}

/** A flower of leaves around a centre. */
export function rosette(
  cx: number,
  cy: number,
  petals: number,
  inner: number,
  outer: number,
  width: number,
): string {
  let path = '';
  for (let petal = 0; petal < petals; petal += 1) {
    const angle = (petal * 2 * Math.PI) / petals - Math.PI / 2;
    const [dx, dy] = [Math.cos(angle), Math.sin(angle)];
    path += leaf(cx + dx * inner, cy + dy * inner, cx + dx * outer, cy + dy * outer, width);
  }
  return path;
}

/** A disc with a toothed rim, as seals, suns and warnings have it. */
export function toothedDisc(cx: number, cy: number, teeth: number, inner: number, outer: number): string {
  const corners: string[] = [];
  for (let corner = 0; corner < teeth * 2; corner += 1) {
    const angle = (corner * Math.PI) / teeth - Math.PI / 2;
    const radius = corner % 2 === 0 ? outer : inner;
    corners.push(point(cx + radius * Math.cos(angle), cy + radius * Math.sin(angle)));
  }
  return `M${corners.join('L')}Z`;
}

/** 铜钱: a coin with its square hole, as one path for `fill-rule: evenodd`. */
export function coin(cx: number, cy: number, radius: number): string {
  const hole = radius * 0.3;
  return (
    `M${point(cx - radius, cy)}a${radius} ${radius} 0 1 0 ${radius * 2} 0a${radius} ${radius} 0 1 0 ${-radius * 2} 0Z` +
    `M${point(cx - hole, cy - hole)}h${hole * 2}v${hole * 2}h${-hole * 2}Z`
  );
}
