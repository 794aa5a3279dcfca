import type { Path } from './fault.ts';
import type { ReadableProfile } from './readable-profile.ts';

/** What a wire carries: it decides which pins and which chips may take it. */
export type Carries = 'lamp' | 'contact' | 'beam' | 'siren' | 'sensor';

/** One wire that a profile names, on a pin of a board or on a channel of a controller. */
export interface Connection {
  /** Where the profile says it: the part that owns `board` and `pin`, or `controller` and `channel`. */
  path: Path;
  carries: Carries;
  board?: string | undefined;
  pin?: number | undefined;
  controller?: string | undefined;
  channel?: number | undefined;
}

type Ends = Omit<Connection, 'path' | 'carries'>;

/** Every wire of a profile, in the order of its sections; wires of which nothing can be read come without ends. */
export function connectionsOf(profile: ReadableProfile): Connection[] {
  const { doors = {}, lamps = {}, alarmRig, panelKey, sensors } = profile;
  const wire = (carries: Carries, path: Path, ends: Ends | undefined): Connection[] =>
    ends === undefined ? [] : [{ path, carries, ...endsOf(ends) }];
  const contacts = (section: 'things' | 'buttons' | 'handsets' | 'keyDoors') =>
    Object.entries(profile[section]).flatMap(([id, { contact }]) =>
      wire('contact', [section, id, 'contact'], contact),
    );
  return [
    ...Object.entries(doors).flatMap(([door, { outer, inner }]) => [
      ...wire('beam', ['doors', door, 'outer'], outer),
      ...wire('beam', ['doors', door, 'inner'], inner),
    ]),
    ...Object.entries(lamps).flatMap(([lamp, ends]) => wire('lamp', ['lamps', lamp], ends)),
    ...contacts('things'),
    ...contacts('buttons'),
    ...contacts('handsets'),
    ...contacts('keyDoors'),
    ...wire('contact', ['panelKey', 'contact'], panelKey?.contact),
    ...wire('contact', ['alarmRig', 'magnet'], alarmRig?.magnet),
    ...wire('contact', ['alarmRig', 'motion'], alarmRig?.motion),
    ...wire('siren', ['alarmRig', 'siren'], alarmRig?.siren),
    ...wire('sensor', ['sensors', 'supply'], sensors.supply),
    ...wire('sensor', ['sensors', 'inside'], sensors.inside),
    ...wire('sensor', ['sensors', 'daylight'], sensors.daylight),
    ...wire('contact', ['sensors', 'ignition'], sensors.ignition),
  ];
}

function endsOf({ board, pin, controller, channel }: Ends): Ends {
  return { board, pin, controller, channel };
}
