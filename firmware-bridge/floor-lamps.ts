import type { BusProfile } from '@pingan/device-config/profile';
import type { Cue } from './lights/cue.ts';
import { aloneCues, beaconCue, facadeEvening, facadeNight, lanternFill, thingCue } from './lights/cues.ts';
import { LightDirector } from './lights/light-director.ts';
import { DARK_LANTERN, type Lantern, lanternShare, lanternStep } from './things/lantern.ts';
import type { ThingEvent } from './things/thing-events.ts';

/** Frames of a show that visitors follow, and of lamps that only breathe. */
const SHOW_FRAME_MS = 33;
const BREATH_FRAME_MS = 66;

/** What the lamps of the floor need of the boards. */
export interface LampBoards {
  setLevels(
    levels: Readonly<Record<string, number>>,
    options: { urgent?: boolean; wire?: 'ambient' | 'full' },
  ): void;
}

export interface FloorLampsParts {
  profile: BusProfile;
  boards: LampBoards;
  now: () => number;
  /** The village lantern shines as it did not before. */
  lanternChanged: () => void;
}

/**
 * The lamps of one bus: what stations, hands, alarm, lantern and check want of them becomes cues, and the boards are told
 * frame by frame what the light director makes of those.
 */
export class FloorLamps {
  readonly #parts: FloorLampsParts;
  readonly #lights: LightDirector;
  #lantern: Lantern = DARK_LANTERN;
  #frameTimer: NodeJS.Timeout | undefined;
  #stopped = false;

  constructor(parts: FloorLampsParts) {
    this.#parts = parts;
    this.#lights = new LightDirector(parts.profile);
  }

  /** What the stations want of the lamps; `urgent` after a touch. */
  show(wanted: readonly { owner: string; cues: Cue[] }[], urgent: boolean): void {
    const at = this.#parts.now();
    for (const { owner, cues } of wanted) this.#lights.show(owner, cues, at);
    this.#render(urgent);
  }

  /** These lamps shine and every other one is dark, whatever else is going on; null gives them back. */
  alone(alone: readonly string[] | null): void {
    const cues = alone === null ? [] : aloneCues(Object.keys(this.#parts.profile.lamps), alone);
    this.#lights.show('departure-check', cues, this.#parts.now());
    this.#render(true);
  }

  /** What hands did shows at once where they did it. */
  hands(events: readonly ThingEvent[]): void {
    for (const event of events) this.#hand(event);
    this.#render(true);
  }

  /** How light it is outside, from 0 to 1; null where nothing says so. */
  daylight(daylight: number | null, at: number): void {
    this.#lights.daylight(daylight, at);
    this.#render(false);
  }

  /** The buttons of a station can be pressed now: they are lit. */
  sessionStarted(station: string, at: number): void {
    const lamps = Object.values(this.#parts.profile.buttons).flatMap((button) =>
      (button.means === 'genuine' || button.means === 'scam') && button.station === station && button.lamp
        ? [button.lamp]
        : [],
    );
    const lit = lamps.map((lamp): Cue => ({ kind: 'steady', layer: 'exhibit', on: { lamp }, level: 0.8 }));
    this.#lights.show(`buttons/${station}`, lit, at);
    this.#render(false);
  }

  sessionEnded(station: string, at: number): void {
    this.#lights.clear(`buttons/${station}`, at);
    this.#render(false);
  }

  /** How strong lamps shine, 1 to 3; the beacon is always as strong as it must be. */
  brightness(step: number): void {
    this.#lights.brightness(step);
    this.#render(true);
  }

  /** The beacon of the alarm rig, which no bus without one has. */
  beacon(on: boolean, at: number): void {
    const { alarmRig } = this.#parts.profile;
    if (alarmRig === undefined) return;
    const longest = (3 + alarmRig.soundSeconds) * 1000;
    if (on) this.#lights.show('alarm-rig', beaconCue(alarmRig.beacon, longest), at);
    else this.#lights.clear('alarm-rig', at);
    this.#render(true);
  }

  /** One more visit was played to its end: the village lantern fills. */
  visitFinished(): void {
    this.#lantern = lanternStep(this.#lantern, { kind: 'finished' });
    this.#showLantern();
  }

  /** A village that nobody has helped yet: its lantern is dark. */
  stopOpened(): void {
    this.#lantern = lanternStep(this.#lantern, { kind: 'opened' });
    this.#showLantern();
  }

  /** How far the village lantern is filled, from 0 to 1; null where the bus has none. */
  get lanternShare(): number | null {
    const { lantern } = this.#parts.profile;
    return lantern ? lanternShare(this.#lantern, lantern.visits) : null;
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#frameTimer);
  }

  #hand(event: ThingEvent): void {
    const { things, keyDoors } = this.#parts.profile;
    switch (event.kind) {
      case 'lifted':
      case 'touched': {
        const lamp = things[event.thing]?.lamp;
        return lamp === undefined
          ? undefined
          : this.#lights.show(`thing/${event.thing}`, thingCue(lamp), event.at);
      }
      case 'returned':
      case 'released':
      case 'found':
        return this.#lights.clear(`thing/${event.thing}`, this.#parts.now());
      case 'key-door': {
        const lamp = keyDoors[event.keyDoor]?.lamp;
        const owner = `key-door/${event.keyDoor}`;
        if (lamp !== undefined && event.turned) this.#lights.show(owner, thingCue(lamp), event.at);
        else this.#lights.clear(owner, this.#parts.now());
        return this.#lightFacades(event.station, event.turned);
      }
      default:
        return;
    }
  }

  /** The key is turned and evening falls on the model house: somebody is home and safe. */
  #lightFacades(station: string, evening: boolean): void {
    for (const [id, facade] of Object.entries(this.#parts.profile.facades)) {
      if (facade.station !== station) continue;
      this.#lights.show(
        `facade/${id}`,
        evening ? facadeEvening(facade.windows) : facadeNight(id),
        this.#parts.now(),
      );
    }
  }

  #showLantern(): void {
    const { lantern } = this.#parts.profile;
    if (lantern === undefined) return;
    const share = lanternShare(this.#lantern, lantern.visits);
    this.#lights.show('lantern', lanternFill(lantern.lamps, share), this.#parts.now());
    this.#render(false);
    this.#parts.lanternChanged();
  }

  /** Sends what the lamps should show now, and again when the director says that there will be something new. */
  #render(urgent: boolean): void {
    if (this.#stopped) return;
    const at = this.#parts.now();
    const breathing = ['ambient', null].includes(this.#lights.movingLayer(at));
    const frame = this.#lights.frame(at);
    if (frame !== null) this.#parts.boards.setLevels(frame, { urgent, wire: breathing ? 'ambient' : 'full' });
    clearTimeout(this.#frameTimer);
    const next = this.#lights.nextFrameAt(at);
    if (next === null) return;
    const pace = breathing ? BREATH_FRAME_MS : SHOW_FRAME_MS;
    this.#frameTimer = setTimeout(() => this.#render(false), Math.max(pace, next - at));
  }
}
