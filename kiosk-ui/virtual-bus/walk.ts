/** One change of a beam, so many milliseconds after the walk began. */
export interface BeamChange {
  after: number;
  beam: 'outer' | 'inner';
  broken: boolean;
}

/** Milliseconds between two changes when a grown-up walks through a doorway. */
const STRIDE = 250;

/** Somebody walks through the two beams of a doorway: first beam, both, second beam, none. */
export function walk(direction: 'in' | 'out'): BeamChange[] {
  const [first, second] = direction === 'in' ? (['outer', 'inner'] as const) : (['inner', 'outer'] as const);
  return [
    { after: 0, beam: first, broken: true },
    { after: STRIDE, beam: second, broken: true },
    { after: STRIDE * 2, beam: first, broken: false },
    { after: STRIDE * 3, beam: second, broken: false },
  ];
}
