/** The village lantern: all visits of one stop together. It keeps a number and nothing about anybody. */
export interface Lantern {
  finished: number;
}

export const DARK_LANTERN: Lantern = { finished: 0 };

/** `opened`: a stop begins, and with it a lantern of its own; lanterns of two villages are never compared. */
export type LanternEvent = { kind: 'finished' } | { kind: 'opened' };

export function lanternStep({ finished }: Lantern, event: LanternEvent): Lantern {
  switch (event.kind) {
    case 'finished':
      return { finished: finished + 1 };
    case 'opened':
      return DARK_LANTERN;
  }
}

/** How much of the lantern is filled, 0..1. @param visits finished visits that fill it */
export function lanternShare({ finished }: Lantern, visits: number): number {
  return Math.min(1, finished / visits);
}
