import type { Lights } from '../texts.ts';

/** Several lights at once: a lamp that more than one of them names is as bright as the brightest wants it. */
export function brightest(all: readonly Lights[]): Lights {
  const levels: Lights = {};
  for (const lights of all)
    for (const [lamp, level] of Object.entries(lights)) levels[lamp] = Math.max(levels[lamp] ?? 0, level);
  return levels;
}
