import type { BoardWiring } from './board-wiring.ts';

/** What this project uses of a firmata-io 2.3 board, which brings no types. */
export interface FirmataIo {
  readonly MODES: Readonly<Record<'INPUT' | 'OUTPUT' | 'PWM' | 'PULLUP', number>>;
  readonly pins: readonly { supportedModes: readonly number[] }[];
  /** Bits firmata-io writes to each port of 8 pins. */
  readonly ports: number[];
  readonly firmware: { name: string; version: { major: number; minor: number } };
  once(event: 'reportversion', listener: () => void): void;
  queryFirmware(done: () => void): void;
}

/** What the wiring asks for and the board, by its own account, cannot do; one sentence each. */
export function missingAbilities(wiring: BoardWiring, io: Pick<FirmataIo, 'MODES' | 'pins'>): string[] {
  const can = (pin: number, mode: number) => io.pins[pin]?.supportedModes.includes(mode) ?? false;
  const { INPUT, OUTPUT, PULLUP, PWM } = io.MODES;
  const lamps = wiring.lamps
    .filter(({ pin, dimmable }) => !can(pin, dimmable ? PWM : OUTPUT))
    .map(
      ({ lamp, pin, dimmable }) =>
        `pin ${pin} of lamp ${lamp} cannot ${dimmable ? 'be dimmed (PWM)' : 'switch'}`,
    );
  const beams = wiring.beams
    .filter(({ pin, pullUp }) => !can(pin, pullUp ? PULLUP : INPUT))
    .map(
      ({ door, beam, pin, pullUp }) =>
        `pin ${pin} of the ${beam} beam at door ${door} cannot be read${pullUp ? ' with a pull-up (StandardFirmata 2.5 or newer can)' : ''}`,
    );
  return [...lamps, ...beams];
}
