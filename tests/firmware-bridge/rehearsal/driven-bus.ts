import { inputsOf } from '@pingan/device-config/inputs';
import type { BusProfile } from '@pingan/device-config/profile';
import { readBusProfile } from '@pingan/device-config/read-bus-profile';
import { readContentPack } from '@pingan/content/read-content-pack';
import { AlarmRig, type RigOutcome } from '@pingan/firmware-bridge/alarm-rig/alarm-rig';
import { restingInputs } from '@pingan/firmware-bridge/board/virtual-rest';
import { type Outcome, Stations } from '@pingan/firmware-bridge/sessions/stations';
import type { AskedItem } from '@pingan/firmware-bridge/sessions/return-item';
import type { ThingsOutcome } from '@pingan/firmware-bridge/things/thing-events';
import { ThingsOfBus } from '@pingan/firmware-bridge/things/things-of-bus';
import type { TouchAction } from '@pingan/protocol/screen-messages';
import { VOICE } from '../sessions/sample-exhibits.ts';
import type { VirtualTime } from './virtual-time.ts';

export const PROFILE: BusProfile = readBusProfile('device-config/profiles/rehearsal.yaml').profile;
/** The pack that the bus is delivered with, and a village's voice, which is the one kind of question it does not have. */
const { exhibits } = readContentPack('content/packs/starter').pack;
export const PACK = { exhibits: [...exhibits, VOICE] };
const STATIONS = PROFILE.stations.map((station) =>
  station.id === 'locks' ? { ...station, exhibits: [...station.exhibits, VOICE.id] } : station,
);

const TICK_MS = 250;
/** Shorter than on a bus, so that time-outs happen among all the others. */
const RULES = { idleSeconds: 20, answerSeconds: 8 };

export type Touch = { session: string; revision: number; action: TouchAction };

/** The pure rooms of the rehearsal bus, joined as the bus joins them, in time that nobody waits for. */
export class DrivenBus {
  readonly counts = new Map<string, number>();
  readonly #time: VirtualTime;
  readonly #inputs: Record<string, boolean> = { ...restingInputs(PROFILE) };
  readonly #away = new Set<string>();
  #sessions = 0;
  #stations!: Stations;
  #things!: ThingsOfBus;
  #rig!: AlarmRig;
  #cancelDue: () => void = () => undefined;
  /** How often hanging up did something. */
  hungUp = 0;
  off: string[] = [];
  queue: 'short' | 'full' = 'full';
  lastTime: AskedItem[] = [];
  shown: (station: string) => void = () => undefined;

  constructor(time: VirtualTime) {
    this.#time = time;
    this.startAnew(true);
    const tick = () => {
      this.#tick();
      time.after(TICK_MS, tick);
    };
    time.after(TICK_MS, tick);
  }

  /** As after a restart of the process: nothing is left but what is counted. `rested`: emulated contacts lie in their places again. */
  startAnew(rested: boolean): void {
    if (rested) Object.assign(this.#inputs, restingInputs(PROFILE));
    const newSessionId = () => `session-${++this.#sessions}`;
    this.#things = new ThingsOfBus({ profile: PROFILE });
    this.#rig = new AlarmRig({ rig: PROFILE.alarmRig!, controllers: PROFILE.controllers });
    this.#stations = new Stations({
      stations: STATIONS,
      rigAt: PROFILE.alarmRig!.station,
      rules: { ...RULES, ...PROFILE.lights },
      house: {
        playable: () => PACK.exhibits.filter(({ id }) => !this.off.includes(id)),
        length: () => this.queue,
        lastTime: () => this.lastTime,
        away: () => [...this.#things.lifted, ...this.#things.touched],
        rigFor: (station) => this.#rig.glimpse(station, this.#time.now, !this.#away.has('main')),
      },
      newSessionId,
    });
    for (const input of Object.keys(this.#inputs)) this.#report(input);
  }

  view(station: string) {
    return this.#stations.view(station);
  }

  touch(station: string, touch: Touch): void {
    this.#apply(this.#stations.touch(station, touch, this.#time.now));
  }

  input(input: string, active: boolean): void {
    if (this.#inputs[input] === active) return;
    this.#inputs[input] = active;
    this.#report(input);
  }

  cable(board: 'main' | 'shelf', plugged: boolean): void {
    const at = this.#time.now;
    if (plugged) {
      this.#away.delete(board);
      for (const input of Object.keys(this.#inputs)) if (boardOf(input) === board) this.#report(input);
      return;
    }
    this.#away.add(board);
    this.#took(this.#things.boardLost(at, board));
    this.#rigged(this.#rig.boardLost(at, board));
  }

  works(input: string): boolean {
    return !this.#away.has(boardOf(input));
  }

  /** An officer presents to a class at a station, or no longer. */
  present(station: string, on: boolean): void {
    this.#apply(this.#stations.present(station, on, this.#time.now));
  }

  /** What may be shown has changed. */
  offered(): void {
    this.#apply(this.#stations.offered(this.#time.now));
  }

  #report(input: string): void {
    if (!this.works(input)) return;
    const event = { input, active: this.#inputs[input]!, at: this.#time.now };
    this.#took(this.#things.input(event));
    this.#rigged(this.#rig.input(event));
    this.#wake();
  }

  #tick(): void {
    const at = this.#time.now;
    this.#due();
    this.#apply(this.#stations.rigMoved(at));
    this.#apply(this.#stations.tick(at));
  }

  #due(): void {
    const at = this.#time.now;
    this.#took(this.#things.tick(at));
    this.#rigged(this.#rig.tick(at));
    this.#wake();
  }

  #wake(): void {
    this.#cancelDue();
    const due = [this.#things.dueAt, this.#rig.dueAt].filter((at) => at !== null);
    if (due.length > 0)
      this.#cancelDue = this.#time.after(Math.max(1, Math.min(...due) - this.#time.now + 1), () =>
        this.#due(),
      );
  }

  #apply({ changed, tallies, alarms }: Outcome): void {
    const at = this.#time.now;
    for (const { station, press } of alarms) this.#rigged(this.#rig[press]({ who: 'station', station }, at));
    if (alarms.length > 0) this.#wake();
    for (const { place, metric, label } of tallies) {
      this.#count(place, metric, label);
      if (metric === 'session.start') this.#took(this.#things.sessionStarted(place, at));
      if (metric !== 'session.end') continue;
      this.#took(this.#things.sessionEnded(place, at));
      this.#rigged(this.#rig.sessionOver(place, at));
    }
    for (const station of new Set(changed)) this.shown(station);
  }

  #took({ events, tallies }: ThingsOutcome): void {
    for (const { place, metric, label } of tallies) this.#count(place, metric, label);
    const at = this.#time.now;
    for (const event of events) {
      if (event.kind === 'choice') this.#apply(this.#stations.hand(event.station, event.choice, at));
      else if (event.kind === 'handset') {
        const control = event.lifted ? 'handset-lifted' : 'handset-hung-up';
        const outcome = this.#stations.hand(event.station, control, at);
        if (!event.lifted && outcome.changed.length > 0) this.hungUp += 1;
        this.#apply(outcome);
      } else if (event.kind === 'lifted' || event.kind === 'touched')
        this.#apply(this.#stations.thing(event.station, event.thing, at));
      else if (event.kind !== 'missing' && 'station' in event)
        this.#apply(this.#stations.stay(event.station, at));
    }
  }

  #rigged({ changed }: RigOutcome): void {
    if (changed) this.#apply(this.#stations.rigMoved(this.#time.now));
  }

  #count(place: string, metric: string, label: string): void {
    const key = `${place} ${metric} ${label}`;
    this.counts.set(key, (this.counts.get(key) ?? 0) + 1);
  }
}

const BOARDS = new Map(
  inputsOf(PROFILE).map(({ input, contact }) => [
    input,
    'board' in contact ? contact.board : PROFILE.controllers[contact.controller]!.board,
  ]),
);

function boardOf(input: string): string {
  return BOARDS.get(input) ?? 'main';
}
