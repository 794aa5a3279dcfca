/** A body on its way through a doorway: millimetres a second, and millimetres from chest to back. */
export interface Body {
  pace: number;
  depth: number;
}

/** How long a body stands in one of two beams. `near` is the one it comes to first; milliseconds since the day began. */
export interface InBeam {
  beam: 'near' | 'far';
  from: number;
  until: number;
}

/** How much faster than it walks a child runs. */
export const RUN = 1.7;

/** A body that goes through breaks each beam for depth / pace, and the far one apart / pace after the near one. */
export function goThrough({ pace, depth }: Body, apart: number, from: number): InBeam[] {
  const after = (millimetres: number) => from + (millimetres / pace) * 1_000;
  return [
    { beam: 'near', from, until: after(depth) },
    { beam: 'far', from: after(apart), until: after(apart + depth) },
  ];
}

/**
 * A body whose chest comes `reach` millimetres past the near beam, waits there and goes back the way it came. It breaks the near beam
 * twice where it had left it behind, and the far one where it came that far.
 * @param reach less than `apart + depth`, beyond which the body would have gone through
 */
export function turnBack(
  { pace, depth }: Body,
  apart: number,
  from: number,
  { reach, waits }: { reach: number; waits: number },
): InBeam[] {
  const there = (millimetres: number) => from + (millimetres / pace) * 1_000;
  const back = (millimetres: number) => there(2 * reach - millimetres) + waits;
  const near: InBeam[] =
    reach <= depth
      ? [{ beam: 'near', from, until: back(0) }]
      : [
          { beam: 'near', from, until: there(depth) },
          { beam: 'near', from: back(depth), until: back(0) },
        ];
  return reach <= apart ? near : [...near, { beam: 'far', from: there(apart), until: back(apart) }];
}
