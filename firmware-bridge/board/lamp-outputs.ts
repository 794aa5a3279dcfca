import five from 'johnny-five';
import type { BoardWiring, LampPlace } from './board-wiring.ts';
import { ALL_DARK, channelBlock } from './controller-set-up.ts';
import type { FirmataIo } from './firmata-abilities.ts';
import { fullValue } from './lamp-levels.ts';
import type { LightMessage, TrafficLamp } from './light-traffic.ts';

/** The lamps of a wiring as the traffic sees them. */
export function trafficLamps({ lamps }: BoardWiring): TrafficLamp[] {
  return lamps.map(({ place }) => ({
    chip: place.at === 'channel' ? place.controller : null,
    channel: place.at === 'channel' ? place.channel : place.pin,
    full: fullValue(place),
  }));
}

/** Writes light to a board: pins through johnny-five, controllers in blocks of neighbouring channels. */
export class LampOutputs {
  readonly #board: five.Board;
  readonly #io: FirmataIo;
  readonly #wiring: BoardWiring;
  readonly #pins: (((value: number) => void) | undefined)[];

  constructor(board: five.Board, io: FirmataIo, wiring: BoardWiring) {
    this.#board = board;
    this.#io = io;
    this.#wiring = wiring;
    this.#pins = wiring.lamps.map(({ place }) => this.#pinWriter(place));
  }

  write({ lamps, values }: LightMessage): void {
    const [first] = lamps;
    const place = first === undefined ? undefined : this.#wiring.lamps[first]?.place;
    if (first === undefined || !place) return;
    if (place.at === 'pin') this.#pins[first]?.(values[0] ?? 0);
    else this.#toChip(place.controller, channelBlock(place.channel, values));
  }

  /** Every lamp off, without waiting for anything. */
  goDark(): void {
    for (const write of this.#pins) write?.(0);
    for (const [index, { chip }] of this.#wiring.controllers.entries())
      if (chip === 'pca9685') this.#toChip(index, ALL_DARK);
  }

  #toChip(controller: number, message: readonly number[]): void {
    const address = this.#wiring.controllers[controller]?.address;
    if (address !== undefined) this.#io.i2cWrite(address, message);
  }

  #pinWriter(place: LampPlace): ((value: number) => void) | undefined {
    if (place.at === 'channel') return undefined;
    const { pin, dimmable } = place;
    if (dimmable) {
      const led = new five.Led({ pin, board: this.#board });
      return (value) => led.brightness(value);
    }
    this.#board.pinMode(pin, this.#io.MODES.OUTPUT);
    return (value) => this.#board.digitalWrite(pin, value > 0 ? 1 : 0);
  }
}
