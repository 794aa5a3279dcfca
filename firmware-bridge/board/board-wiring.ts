import type { BusProfile } from '@pingan/device-config/profile';

/** A lamp on a board. */
export interface WiredLamp {
  lamp: string;
  pin: number;
  dimmable: boolean;
}

/** A doorway beam on a board. */
export interface WiredBeam {
  door: string;
  beam: 'outer' | 'inner';
  pin: number;
  pullUp: boolean;
  /** Level of the pin while something is in the beam. */
  broken: 'low' | 'high';
}

/** Everything that is wired to one board. */
export interface BoardWiring {
  lamps: readonly WiredLamp[];
  beams: readonly WiredBeam[];
}

/** What of the profile is wired to the board of that name. */
export function wiringOf(board: string, profile: Pick<BusProfile, 'doors' | 'lamps'>): BoardWiring {
  const lamps = Object.entries(profile.lamps)
    .filter(([, lamp]) => lamp.board === board)
    .map(([lamp, { pin, dimmable }]) => ({ lamp, pin, dimmable }));
  const beams = Object.entries(profile.doors).flatMap(([door, { outer, inner }]) =>
    (
      [
        ['outer', outer],
        ['inner', inner],
      ] as const
    )
      .filter(([, config]) => config.board === board)
      .map(([beam, { pin, pullUp, broken }]) => ({ door, beam, pin, pullUp, broken })),
  );
  return { lamps, beams };
}

/** Level of the pin that means "something is in the beam" or "the beam is clear". */
export function pinLevel(beam: Pick<WiredBeam, 'broken'>, broken: boolean): boolean {
  return (beam.broken === 'high') === broken;
}

/** Whether something is in the beam while its pin has this level. */
export function isBroken(beam: Pick<WiredBeam, 'broken'>, high: boolean): boolean {
  return (beam.broken === 'high') === high;
}
