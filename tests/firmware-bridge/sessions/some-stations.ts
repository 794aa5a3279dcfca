import type { Exhibit } from '@pingan/content/pack';
import { type Outcome, Stations, type StationsHouse } from '@pingan/firmware-bridge/sessions/stations';
import type { Step, TouchAction } from '@pingan/protocol/screen-messages';

export const RULES = { idleSeconds: 60, answerSeconds: 20, ambient: 0.15, quietHelp: 'officer' };

export const NOTHING: Outcome = { changed: [], tallies: [], alarms: [] };

/** Nobody queues, nothing is lifted, the bus was never here before, and the rig of the alarm is ready. */
export function quietHouse(exhibits: readonly Exhibit[]): StationsHouse {
  return {
    playable: () => exhibits,
    length: () => 'full',
    lastTime: () => [],
    away: () => [],
    rigFor: () => ({ stage: 'ready', announce: null, timeline: [] }),
  };
}

/** Stations that offer all of these exhibits; the alarm rig stands at the first. */
export function someStations(
  ids: readonly string[],
  exhibits: readonly Exhibit[],
  house: Partial<StationsHouse> = {},
): Stations {
  let sessions = 0;
  return new Stations({
    stations: ids.map((id) => ({ id, exhibits: exhibits.map((exhibit) => exhibit.id) })),
    rigAt: ids[0] ?? null,
    rules: RULES,
    house: { ...quietHouse(exhibits), ...house },
    newSessionId: () => `session-${++sessions}`,
  });
}

/** One station with somebody in front of it, and everything that was counted. */
export class OneStation {
  readonly stations: Stations;
  readonly counted: string[] = [];
  at = 1_000;

  constructor(exhibits: readonly Exhibit[], house: Partial<StationsHouse> = {}) {
    this.stations = someStations(['here'], exhibits, house);
  }

  get view() {
    return this.stations.view('here');
  }

  get step(): Step {
    return this.view.step;
  }

  /** Touches what the screen shows now. */
  touch(action: TouchAction): Outcome {
    const { session, revision } = this.view;
    return this.took(this.stations.touch('here', { session, revision, action }, this.at));
  }

  start = (exhibit: string) => this.touch({ do: 'start', exhibit });
  next = () => this.touch({ do: 'next' });
  choose = (choice: string) => this.touch({ do: 'choose', choice });
  press = (button: 'genuine' | 'scam') => this.took(this.stations.hand('here', button, this.at));
  handset = (lifted: boolean) =>
    this.took(this.stations.hand('here', lifted ? 'handset-lifted' : 'handset-hung-up', this.at));
  lift = (thing: string) => this.took(this.stations.thing('here', thing, this.at));
  present = (on: boolean) => this.took(this.stations.present('here', on, this.at));
  rigMoved = () => this.took(this.stations.rigMoved(this.at));

  wait(seconds: number): Outcome {
    this.at += seconds * 1000;
    return this.took(this.stations.tick(this.at));
  }

  took(outcome: Outcome): Outcome {
    this.counted.push(...outcome.tallies.map(({ metric, label }) => `${metric} ${label}`.trim()));
    return outcome;
  }

  countedOf(metric: string): string[] {
    return this.counted
      .filter((each) => each.split(' ')[0]!.startsWith(metric))
      .map((each) => each.slice(each.indexOf(' ') + 1));
  }
}
