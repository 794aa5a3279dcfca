/** One row of `npm run bench`. `ratio` is value over floor; null where there is no floor to compare with. */
export interface Figure {
  name: string;
  value: number;
  unit: string;
  floor: number | null;
  ratio: number | null;
}

/** Median and 99th percentile of samples in one unit. The median is judged, p99 is only reported. */
export function summary(samples: readonly number[]): { median: number; p99: number } {
  const sorted = [...samples].sort((a, b) => a - b);
  const at = (share: number) =>
    sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
  return { median: at(0.5), p99: at(0.99) };
}

/** A figure beside the floor it was measured against in the same run. */
export function against(name: string, unit: string, value: number, floor: number): Figure {
  return { name, value: round(value), unit, floor: round(floor), ratio: round(value / floor) };
}

/** A figure that is only reported. */
export function reported(name: string, unit: string, value: number): Figure {
  return { name, value: round(value), unit, floor: null, ratio: null };
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}

/** The figures as a table for people. */
export function table(figures: readonly Figure[]): string {
  const rows = figures.map(({ name, value, unit, floor, ratio }) => [
    name,
    `${value} ${unit}`,
    floor === null ? '' : `${floor} ${unit}`,
    ratio === null ? '' : `${ratio}`,
  ]);
  const all = [['figure', 'value', 'floor', 'ratio'], ...rows];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...all.map((row) => row[column]!.length)));
  return all
    .map((row) =>
      row
        .map((text, column) => text.padEnd(widths[column]!))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
