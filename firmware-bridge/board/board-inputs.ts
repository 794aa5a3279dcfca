import type five from 'johnny-five';
import type { BoardWiring } from './board-wiring.ts';
import type { FirmataIo } from './firmata-abilities.ts';
import type { FromWorker } from './worker-messages.ts';

/** Beams, contacts and analogue sensors of a board: each is reported as it is, then whenever it changes. */
export class BoardInputs {
  readonly #board: five.Board;
  readonly #io: FirmataIo;
  readonly #wiring: BoardWiring;
  readonly #post: (message: FromWorker) => void;
  readonly #receivedAt: () => number;
  /** Level reported last, by the place of the contact in the wiring. */
  readonly #reported: (boolean | undefined)[] = [];

  /** `receivedAt` tells when the bytes being read have arrived. */
  constructor(parts: {
    board: five.Board;
    io: FirmataIo;
    wiring: BoardWiring;
    post: (message: FromWorker) => void;
    receivedAt: () => number;
  }) {
    this.#board = parts.board;
    this.#io = parts.io;
    this.#wiring = parts.wiring;
    this.#post = parts.post;
    this.#receivedAt = parts.receivedAt;
  }

  /** Pins become inputs; nothing is reported yet. */
  prepare(): void {
    for (const { pin, pullUp } of this.#wiring.beams) this.#makeInput(pin, pullUp);
    for (const { place, pullUp } of this.#wiring.contacts)
      if (place.at === 'pin') this.#makeInput(place.pin, pullUp);
  }

  /**
   * Begins to report pins and, every so many milliseconds, the analogue sensors. `known` is called once every pin has
   * said how it is.
   */
  start(readingMs: number, known: () => void): void {
    const { beams, contacts } = this.#wiring;
    const watched: [number, (high: boolean) => void][] = [];
    for (const [beam, { pin }] of beams.entries())
      watched.push([pin, (high) => this.#post({ kind: 'beam', beam, high, at: this.#receivedAt() })]);
    for (const [contact, { place }] of contacts.entries())
      if (place.at === 'pin') watched.push([place.pin, (high) => this.#report(contact, high)]);
    let unknown = watched.length;
    for (const [pin, report] of watched) this.#watchPin(pin, report, () => --unknown === 0 && known());
    if (watched.length === 0) known();
    if (this.#wiring.sensors.length === 0) return;
    this.#wiring.sensors.forEach(({ channel }, sensor) => this.#listenToSensor(channel, sensor));
    const ask = () => {
      for (const { channel } of this.#wiring.sensors) this.#io.reportAnalogPin(channel, 1);
    };
    ask();
    setInterval(ask, readingMs);
  }

  /** The 16 levels of a contact reader, channel 0 in the lowest bit. */
  contacts(controller: number, levels: number): void {
    for (const [contact, { place }] of this.#wiring.contacts.entries())
      if (place.at === 'channel' && place.controller === controller)
        this.#report(contact, ((levels >> place.channel) & 1) === 1);
  }

  #makeInput(pin: number, pullUp: boolean): void {
    this.#board.pinMode(pin, pullUp ? this.#io.MODES.PULLUP : this.#io.MODES.INPUT);
  }

  #report(contact: number, high: boolean): void {
    if (this.#reported[contact] === high) return;
    this.#reported[contact] = high;
    this.#post({ kind: 'contact', contact, high, at: this.#receivedAt() });
  }

  /** Reports the level of a pin now and whenever it changes, without johnny-five's 7 ms of debouncing. */
  #watchPin(pin: number, report: (high: boolean) => void, known: () => void): void {
    let last: boolean | undefined;
    this.#board.digitalRead(pin, (level) => {
      // firmata-io keeps what it read among the bits it writes; written back, a 1 would switch the input's pull-up on.
      this.#io.ports[pin >> 3] = (this.#io.ports[pin >> 3] ?? 0) & ~(1 << (pin & 7));
      const high = level === 1;
      if (high === last) return;
      const first = last === undefined;
      last = high;
      report(high);
      if (first) known();
    });
  }

  /**
   * Switched on, an input is reported at once and then every 20 ms; so it is switched off again with the first report,
   * and the wire carries seven bytes for each reading.
   */
  #listenToSensor(channel: number, sensor: number): void {
    this.#io.on(`analog-read-${channel}`, (value) => {
      this.#io.reportAnalogPin(channel, 0);
      this.#post({ kind: 'reading', sensor, ratio: value / ADC_FULL_SCALE, at: this.#receivedAt() });
    });
  }
}

const ADC_FULL_SCALE = 1023;
