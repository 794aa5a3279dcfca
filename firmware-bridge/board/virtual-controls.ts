import { type SensorName, SENSORS } from '@pingan/device-config/inputs';
import type { BusProfile } from '@pingan/device-config/profile';
import type { SerialPort } from 'serialport';
import { serialLine } from './serial-line.ts';
import { restingInputs, restingReadings } from './virtual-rest.ts';
import { VirtualWiring } from './virtual-wiring.ts';
import type { VirtualBoard } from './virtual-board/virtual-board.ts';

/** What can be done to, and seen of, a bus whose boards are all emulated. */
export interface VirtualControls {
  /** True level 0..1 of every lamp, read back from the emulated pins and light controllers. */
  levels(): Record<string, number>;
  /** Which beams something stands in; true is broken. */
  beams(): Record<string, { outer: boolean; inner: boolean }>;
  setBeam(door: string, beam: 'outer' | 'inner', broken: boolean): void;
  /** Which contacts are closed or touched, by their names in `inputsOf(profile)`. */
  inputs(): Record<string, boolean>;
  setInput(input: string, active: boolean): void;
  /** Ratio 0..1 of full scale at each analogue sensor of the profile. */
  readings(): Record<string, number>;
  setReading(sensor: SensorName, ratio: number): void;
  /** Whether the siren's pin is on. */
  readonly siren: boolean;
  /** Lets a controller stop answering, as if its wire were off, or answer again. */
  silence(controller: string, silent: boolean): void;
  /** Lets a lamp burn out or a contact stick as it is now, or mends it: then the contact is as hands have left it. */
  spoil(what: 'lamp' | 'input', name: string, spoilt: boolean): void;
  /** What is spoilt now. */
  readonly spoilt: { lamps: string[]; inputs: string[] };
  /** Plugs the boards' cables in or pulls them: of all boards, or of the one named. */
  plug(plugged: boolean, board?: string): Promise<void>;
  /** Whether every board is plugged in. */
  readonly plugged: boolean;
  /** Emulated time given up because the computer was too busy, in milliseconds. */
  readonly slipMs: number;
}

/** The emulated boards of a profile. The emulator is loaded only once a board is wanted. */
export class VirtualBoards implements VirtualControls {
  readonly #profile: BusProfile;
  readonly #wiring: VirtualWiring;
  readonly #broken: Record<string, { outer: boolean; inner: boolean }>;
  readonly #inputs: Record<string, boolean>;
  readonly #readings: Partial<Record<SensorName, number>>;
  readonly #silent = new Set<string>();
  readonly #burntOut = new Set<string>();
  /** Contacts that stick, and how the board sees them. */
  readonly #stuck = new Map<string, boolean>();
  readonly #unplugged = new Set<string>();
  readonly #boards = new Map<string, Promise<VirtualBoard>>();
  readonly #running = new Map<string, VirtualBoard>();
  #closed = false;

  constructor(profile: BusProfile) {
    this.#profile = profile;
    this.#wiring = new VirtualWiring(profile);
    this.#broken = Object.fromEntries(
      Object.keys(profile.doors).map((door) => [door, { outer: false, inner: false }]),
    );
    this.#inputs = restingInputs(profile);
    this.#readings = restingReadings(profile);
  }

  /** A fresh serial port to the emulated board of that name, which is started if it does not run. */
  async port(name: string): Promise<SerialPort> {
    const { virtualBinding } = await import('./virtual-board/virtual-binding.ts');
    if (this.#closed) throw new Error(`the emulated board ${name} was ended`);
    const board = await this.#board(name);
    return serialLine(board.path, 57_600, virtualBinding(board));
  }

  levels(): Record<string, number> {
    const levels = this.#wiring.levels(this.#running);
    for (const lamp of this.#burntOut) levels[lamp] = 0;
    return levels;
  }

  beams(): Record<string, { outer: boolean; inner: boolean }> {
    return structuredClone(this.#broken);
  }

  setBeam(door: string, beam: 'outer' | 'inner', broken: boolean): void {
    const state = this.#broken[door];
    if (!state) throw new RangeError(`there is no ${beam} beam at a door "${door}" in this profile`);
    state[beam] = broken;
    this.#wiring.driveBeam(this.#running, door, beam, broken);
  }

  inputs(): Record<string, boolean> {
    return { ...this.#inputs };
  }

  setInput(input: string, active: boolean): void {
    if (this.#inputs[input] === undefined)
      throw new RangeError(`there is no input "${input}" in this profile; it has ${this.#inputNames()}`);
    this.#inputs[input] = active;
    if (!this.#stuck.has(input)) this.#wiring.driveInput(this.#running, input, active);
  }

  readings(): Record<string, number> {
    return { ...this.#readings };
  }

  setReading(sensor: SensorName, ratio: number): void {
    if (this.#readings[sensor] === undefined)
      throw new RangeError(`there is no ${sensor} sensor in this profile`);
    if (!(ratio >= 0 && ratio <= 1))
      throw new RangeError(`a reading is a ratio from 0 to 1 of full scale, not ${ratio}`);
    this.#readings[sensor] = ratio;
    this.#wiring.driveSensor(this.#running, sensor, ratio);
  }

  get siren(): boolean {
    return this.#wiring.siren(this.#running);
  }

  silence(controller: string, silent: boolean): void {
    if (!this.#profile.controllers[controller])
      throw new RangeError(`there is no controller "${controller}" in this profile`);
    if (silent) this.#silent.add(controller);
    else this.#silent.delete(controller);
    this.#wiring.silence(this.#running, controller, silent);
  }

  spoil(what: 'lamp' | 'input', name: string, spoilt: boolean): void {
    if (what === 'lamp') this.#burnOut(name, spoilt);
    else this.#stick(name, spoilt);
  }

  get spoilt(): { lamps: string[]; inputs: string[] } {
    return { lamps: [...this.#burntOut], inputs: [...this.#stuck.keys()] };
  }

  async plug(plugged: boolean, board?: string): Promise<void> {
    if (board !== undefined && !this.#profile.boards[board])
      throw new RangeError(`there is no board "${board}" in this profile`);
    const names = board === undefined ? Object.keys(this.#profile.boards) : [board];
    for (const name of names)
      if (plugged) this.#unplugged.delete(name);
      else this.#unplugged.add(name);
    const running = names.flatMap((name) => this.#running.get(name) ?? []);
    await Promise.all(running.map((each) => (plugged ? each.plug() : each.unplug())));
  }

  get plugged(): boolean {
    return this.#unplugged.size === 0;
  }

  get slipMs(): number {
    return [...this.#running.values()].reduce((sum, board) => sum + board.slipMs, 0);
  }

  /** Ends the emulation for good. */
  async close(): Promise<void> {
    this.#closed = true;
    const boards = await Promise.allSettled(this.#boards.values());
    this.#boards.clear();
    this.#running.clear();
    await Promise.all(
      boards.map((board) => (board.status === 'fulfilled' ? board.value.close() : undefined)),
    );
  }

  #burnOut(lamp: string, spoilt: boolean): void {
    if (!this.#profile.lamps[lamp]) throw new RangeError(`there is no lamp "${lamp}" in this profile`);
    if (spoilt) this.#burntOut.add(lamp);
    else this.#burntOut.delete(lamp);
  }

  #stick(input: string, spoilt: boolean): void {
    const active = this.#inputs[input];
    if (active === undefined) throw new RangeError(`there is no input "${input}" in this profile`);
    if (spoilt) {
      if (!this.#stuck.has(input)) this.#stuck.set(input, active);
      return;
    }
    this.#stuck.delete(input);
    this.#wiring.driveInput(this.#running, input, active);
  }

  #inputNames(): string {
    return Object.keys(this.#inputs).join(', ') || 'none';
  }

  #board(name: string): Promise<VirtualBoard> {
    const board = this.#boards.get(name) ?? this.#start(name);
    this.#boards.set(name, board);
    // A board that could not start is tried again at the next attempt.
    board.catch(() => this.#boards.delete(name));
    return board;
  }

  async #start(name: string): Promise<VirtualBoard> {
    const { startVirtualBoard } = await import('./virtual-board/virtual-board.ts');
    const board = await startVirtualBoard({ chips: this.#wiring.chipsOf(name) });
    this.#running.set(name, board);
    const alone = new Map([[name, board]]);
    for (const [door, beams] of Object.entries(this.#broken))
      for (const beam of ['outer', 'inner'] as const) this.#wiring.driveBeam(alone, door, beam, beams[beam]);
    for (const [input, active] of Object.entries({ ...this.#inputs, ...Object.fromEntries(this.#stuck) }))
      this.#wiring.driveInput(alone, input, active);
    for (const sensor of SENSORS) this.#wiring.driveSensor(alone, sensor, this.#readings[sensor] ?? 0);
    for (const controller of this.#silent) this.#wiring.silence(alone, controller, true);
    if (this.#unplugged.has(name)) await board.unplug();
    return board;
  }
}
