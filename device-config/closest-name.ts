/** ` (did you mean "lamps"?)`, or nothing when no name is near enough to be a slip of the hand. */
export function didYouMean(typed: unknown, names: readonly string[]): string {
  if (typeof typed !== 'string') return '';
  const closest = closestName(typed, names);
  return closest === null ? '' : ` (did you mean ${JSON.stringify(closest)}?)`;
}

/** The name that the fewest slips turn into `typed`, if a third of its letters are enough; null otherwise. */
export function closestName(typed: string, names: readonly string[]): string | null {
  const wanted = typed.toLowerCase();
  const ranked = names
    .map((name) => ({ name, slips: slipsBetween(wanted, name.toLowerCase()) }))
    .filter(({ name, slips }) => slips <= Math.max(1, Math.ceil(name.length / 3)))
    .sort((a, b) => a.slips - b.slips);
  return ranked[0]?.name ?? null;
}

/** Letters to insert, drop, replace or swap with their neighbour (optimal string alignment distance). */
function slipsBetween(a: string, b: string): number {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, j) => j)];
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = rows[i - 1]![j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      let best = Math.min(rows[i - 1]![j]! + 1, row[j - 1]! + 1, replaced);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (swapped) best = Math.min(best, rows[i - 2]![j - 2]! + 1);
      row.push(best);
    }
    rows.push(row);
  }
  return rows[a.length]![b.length]!;
}
