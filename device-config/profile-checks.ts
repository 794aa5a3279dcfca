import { didYouMean } from './closest-name.ts';
import { describePath, type Path } from './fault.ts';
import type { ProfileParts } from './profile-parts.ts';

/** Pins of an Uno that can dim (ATmega328P timers 0, 1 and 2). */
export const UNO_PWM_PINS: readonly number[] = [3, 5, 6, 9, 10, 11];

/** A profile that fits the schema and still cannot be built. */
export interface MeaningFault {
  path: Path;
  message: string;
  /** The other place that the fault is about; the reader adds its line. */
  other?: Path;
}

/** Checks what the schema cannot see: whether these parts go together. */
export function checkMeaning(parts: ProfileParts): MeaningFault[] {
  return [
    ...pinFaults(parts),
    ...boardFaults(parts),
    ...lampFaults(parts),
    ...stationFaults(parts),
    ...placeFaults(parts),
    ...timeZoneFaults(parts),
  ];
}

interface PinUser {
  path: Path;
  board: string;
  pin: number;
}

function pinUsers(parts: ProfileParts): PinUser[] {
  const beams = Object.entries(parts.doors).flatMap(([door, { outer, inner }]) => [
    { ...outer, path: ['doors', door, 'outer'] },
    { ...inner, path: ['doors', door, 'inner'] },
  ]);
  const lamps = Object.entries(parts.lamps).map(([lamp, config]) => ({ ...config, path: ['lamps', lamp] }));
  return [...beams, ...lamps].map(({ path, board, pin }) => ({ path, board, pin }));
}

function pinFaults(parts: ProfileParts): MeaningFault[] {
  const first = new Map<string, PinUser>();
  return pinUsers(parts).flatMap((user): MeaningFault[] => {
    const faults: MeaningFault[] = [];
    const boards = parts.declared.boards;
    if (boards !== null && !boards.includes(user.board)) {
      const known = boards.length > 0 ? `declared under boards: ${boards.join(', ')}` : 'none is declared under boards';
      const message = `there is no such board${didYouMean(user.board, boards)}; ${known}`;
      faults.push({ path: [...user.path, 'board'], message });
    }
    const key = `${user.board} ${user.pin}`;
    const before = first.get(key);
    if (before === undefined) first.set(key, user);
    else {
      const message = `pin ${user.pin} of board ${user.board} already belongs to ${describePath(before.path)}`;
      faults.push({ path: [...user.path, 'pin'], message, other: [...before.path, 'pin'] });
    }
    return faults;
  });
}

function boardFaults(parts: ProfileParts): MeaningFault[] {
  const ports = new Map<string, string>();
  return Object.entries(parts.boards).flatMap(([id, board]): MeaningFault[] => {
    if (board.kind === 'virtual-uno') {
      if (parts.purpose === undefined || parts.purpose === 'rehearsal') return [];
      const message = `a virtual board can only make rehearsal counts: set purpose to rehearsal, or ${id} to kind: uno with its port`;
      return [{ path: ['boards', id, 'kind'], message, other: ['purpose'] }];
    }
    const before = ports.get(board.port);
    if (before === undefined) {
      ports.set(board.port, id);
      return [];
    }
    const message = `this serial port already belongs to boards.${before}; every board needs a port of its own`;
    return [{ path: ['boards', id, 'port'], message, other: ['boards', before, 'port'] }];
  });
}

function lampFaults(parts: ProfileParts): MeaningFault[] {
  const faults = Object.entries(parts.lamps).flatMap(([id, lamp]): MeaningFault[] => {
    if (!lamp.dimmable || UNO_PWM_PINS.includes(lamp.pin)) return [];
    const message = `pin ${lamp.pin} of an Uno cannot dim a lamp; use one of ${UNO_PWM_PINS.join(', ')} or take "dimmable" away`;
    return [{ path: ['lamps', id, 'pin'], message }];
  });
  const quiet = parts.lights?.quietHelp;
  const lamps = parts.declared.lamps;
  if (quiet !== undefined && lamps !== null && !lamps.includes(quiet)) {
    const known = lamps.length > 0 ? `declared under lamps: ${lamps.join(', ')}` : 'none is declared under lamps';
    faults.push({
      path: ['lights', 'quietHelp'],
      message: `there is no such lamp${didYouMean(quiet, lamps)}; ${known}`,
    });
  }
  return faults;
}

function stationFaults({ stations }: ProfileParts): MeaningFault[] {
  const first = new Map<string, number>();
  return stations.flatMap(({ index, station }) => {
    const faults = [
      ...repeated(['stations', index, 'exhibits'], station.exhibits),
      ...repeated(['stations', index, 'zones'], station.zones),
    ];
    const before = first.get(station.id);
    if (before === undefined) first.set(station.id, index);
    else {
      const other = ['stations', before, 'id'];
      const message = `${describePath(other)} has this id already; a screen finds its station by it`;
      faults.push({ path: ['stations', index, 'id'], message, other });
    }
    return faults;
  });
}

function repeated(path: Path, names: readonly string[]): MeaningFault[] {
  return names.flatMap((name, index) => {
    const before = names.indexOf(name);
    if (before === index) return [];
    return [{ path: [...path, index], message: 'stands in this list already; keep one', other: [...path, before] }];
  });
}

function placeFaults(parts: ProfileParts): MeaningFault[] {
  const { plan } = parts;
  if (plan === undefined) return [];
  const placed = [
    ...Object.entries(parts.doors).map(([id, { place }]) => ({ path: ['doors', id, 'place'], place })),
    ...Object.entries(parts.lamps).map(([id, { place }]) => ({ path: ['lamps', id, 'place'], place })),
    ...parts.stations.map(({ index, station }) => ({ path: ['stations', index, 'place'], place: station.place })),
  ];
  return placed.flatMap(({ path, place }): MeaningFault[] => {
    if (place === undefined || (place.x <= plan.length && place.y <= plan.width)) return [];
    const message = `lies outside the plan, which is ${plan.length} mm long (x) and ${plan.width} mm wide (y)`;
    return [{ path, message, other: ['plan'] }];
  });
}

function timeZoneFaults({ clock }: ProfileParts): MeaningFault[] {
  if (clock === undefined || isTimeZone(clock.timeZone)) return [];
  const message = 'is no time zone of the IANA list; in all of China it is Asia/Shanghai';
  return [{ path: ['clock', 'timeZone'], message }];
}

/** Offsets such as +08:00 are refused: whether `Intl` takes them depends on the version of Node. */
function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch (problem) {
    if (problem instanceof RangeError) return false;
    throw problem;
  }
}
