import type { BoardWiring, LampPlace } from './board-wiring.ts';

/** What this project uses of a firmata-io 2.3 board, which brings no types. */
export interface FirmataIo {
  readonly MODES: Readonly<Record<'INPUT' | 'OUTPUT' | 'ANALOG' | 'PWM' | 'I2C' | 'PULLUP', number>>;
  readonly pins: readonly { supportedModes: readonly number[] }[];
  /** Bits firmata-io writes to each port of 8 pins. */
  readonly ports: number[];
  readonly firmware: { name: string; version: { major: number; minor: number } };
  once(event: 'reportversion', listener: () => void): void;
  on(event: 'string', listener: (text: string) => void): void;
  on(event: string, listener: (value: number) => void): void;
  removeListener(event: string, listener: (data: number[]) => void): void;
  queryFirmware(done: () => void): void;
  reportVersion(done: () => void): void;
  queryPinState(pin: number, done: () => void): void;
  reportAnalogPin(channel: number, on: 0 | 1): void;
  i2cConfig(delayUs: number): void;
  i2cWrite(address: number, bytes: readonly number[]): void;
  i2cRead(address: number, register: number, bytes: number, each: (data: number[]) => void): void;
  i2cReadOnce(address: number, register: number, bytes: number, done: (data: number[]) => void): void;
  i2cStop(address: number): void;
}

/** An Uno's A4 and A5. */
const I2C_PINS = [18, 19];
const FIRST_ANALOGUE_PIN = 14;

/** What the wiring asks for and the board, by its own account, cannot do; one sentence each. */
export function missingAbilities(wiring: BoardWiring, io: Pick<FirmataIo, 'MODES' | 'pins'>): string[] {
  const can = (pin: number, mode: number) => io.pins[pin]?.supportedModes.includes(mode) ?? false;
  const { INPUT, OUTPUT, ANALOG, PULLUP, PWM, I2C } = io.MODES;
  const lampFault = (lamp: string, place: LampPlace) => {
    if (place.at === 'channel' || can(place.pin, place.dimmable ? PWM : OUTPUT)) return [];
    return [`pin ${place.pin} of lamp ${lamp} cannot ${place.dimmable ? 'be dimmed (PWM)' : 'switch'}`];
  };
  const inputFault = (pin: number, pullUp: boolean, what: string) =>
    can(pin, pullUp ? PULLUP : INPUT)
      ? []
      : [
          `pin ${pin} of ${what} cannot be read${pullUp ? ' with a pull-up (StandardFirmata 2.5 or newer can)' : ''}`,
        ];
  const cannotTalk = wiring.controllers.length > 0 && !I2C_PINS.every((pin) => can(pin, I2C));
  return [
    ...wiring.lamps.flatMap(({ lamp, place }) => lampFault(lamp, place)),
    ...wiring.beams.flatMap(({ door, beam, pin, pullUp }) =>
      inputFault(pin, pullUp, `the ${beam} beam at door ${door}`),
    ),
    ...wiring.contacts.flatMap(({ input, place, pullUp }) =>
      place.at === 'pin' ? inputFault(place.pin, pullUp, input) : [],
    ),
    ...wiring.sensors
      .filter(({ channel }) => !can(FIRST_ANALOGUE_PIN + channel, ANALOG))
      .map(({ sensor, channel }) => `A${channel} of the ${sensor} sensor cannot measure a voltage`),
    ...(wiring.siren === null || can(wiring.siren, OUTPUT)
      ? []
      : [`pin ${wiring.siren} of the siren cannot switch`]),
    ...(cannotTalk ? ['A4 and A5 cannot talk to the I2C controllers'] : []),
  ];
}
