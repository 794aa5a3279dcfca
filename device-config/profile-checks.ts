import { didYouMean } from './closest-name.ts';
import { describePath, type Path } from './fault.ts';
import type { ReadableProfile } from './readable-profile.ts';

/** Pins of an Uno that can dim (ATmega328P timers 0, 1 and 2). */
export const UNO_PWM_PINS: readonly number[] = [3, 5, 6, 9, 10, 11];

/** Parts that fit the schema one by one and cannot be built together. */
export interface MeaningFault {
  path: Path;
  message: string;
  /** The other place that the fault is about; the reader adds its line. */
  other?: Path;
}

/** Checks what a schema cannot see: whether the parts go together. Time, files and hardware play no part in it. */
export function checkMeaning(profile: ReadableProfile): MeaningFault[] {
  return [
    ...pinFaults(profile),
    ...boardFaults(profile),
    ...dimmingFaults(profile),
    ...quietHelpFaults(profile),
    ...stationFaults(profile),
    ...placeFaults(profile),
    ...timeZoneFaults(profile),
  ];
}

interface PinUser {
  path: Path;
  board?: string | undefined;
  pin?: number | undefined;
}

function pinUsers({ doors = {}, lamps = {} }: ReadableProfile): PinUser[] {
  const beams = Object.entries(doors).flatMap(([door, { outer, inner }]) => [
    { ...outer, path: ['doors', door, 'outer'] },
    { ...inner, path: ['doors', door, 'inner'] },
  ]);
  return [...beams, ...Object.entries(lamps).map(([lamp, config]) => ({ ...config, path: ['lamps', lamp] }))];
}

function pinFaults(profile: ReadableProfile): MeaningFault[] {
  const first = new Map<string, PinUser>();
  return pinUsers(profile).flatMap((user): MeaningFault[] => {
    const faults: MeaningFault[] = [];
    if (user.board !== undefined && profile.boards !== undefined) {
      const message = missingFrom('board', user.board, Object.keys(profile.boards));
      if (message !== null) faults.push({ path: [...user.path, 'board'], message });
    }
    if (user.board === undefined || user.pin === undefined) return faults;
    const key = `${user.board} ${user.pin}`;
    const before = first.get(key);
    if (before === undefined) {
      first.set(key, user);
      return faults;
    }
    const message = `pin ${user.pin} of board ${user.board} already belongs to ${describePath(before.path)}`;
    return [...faults, { path: [...user.path, 'pin'], message, other: [...before.path, 'pin'] }];
  });
}

function boardFaults({ boards = {}, purpose }: ReadableProfile): MeaningFault[] {
  const ports = new Map<string, string>();
  return Object.entries(boards).flatMap(([id, board]): MeaningFault[] => {
    if (board.kind === 'virtual-uno') {
      if (purpose === undefined || purpose === 'rehearsal') return [];
      const message = `a virtual board can only make rehearsal counts: set purpose to rehearsal, or ${id} to kind: uno with its port`;
      return [{ path: ['boards', id, 'kind'], message, other: ['purpose'] }];
    }
    if (board.port === undefined) return [];
    const before = ports.get(board.port);
    if (before === undefined) {
      ports.set(board.port, id);
      return [];
    }
    const message = `this serial port already belongs to boards.${before}; every board needs a port of its own`;
    return [{ path: ['boards', id, 'port'], message, other: ['boards', before, 'port'] }];
  });
}

function dimmingFaults({ lamps = {} }: ReadableProfile): MeaningFault[] {
  return Object.entries(lamps).flatMap(([id, { pin, dimmable }]): MeaningFault[] => {
    if (!dimmable || pin === undefined || UNO_PWM_PINS.includes(pin)) return [];
    const message = `pin ${pin} of an Uno cannot dim a lamp; use one of ${UNO_PWM_PINS.join(', ')} or take "dimmable" away`;
    return [{ path: ['lamps', id, 'pin'], message }];
  });
}

function quietHelpFaults({ lights, lamps }: ReadableProfile): MeaningFault[] {
  if (lights.quietHelp === undefined || lamps === undefined) return [];
  const message = missingFrom('lamp', lights.quietHelp, Object.keys(lamps));
  return message === null ? [] : [{ path: ['lights', 'quietHelp'], message }];
}

function missingFrom(what: 'board' | 'lamp', name: string, declared: readonly string[]): string | null {
  if (declared.includes(name)) return null;
  const known = declared.length > 0 ? declared.join(', ') : 'none';
  return `there is no such ${what}${didYouMean(name, declared)}; declared under ${what}s: ${known}`;
}

function stationFaults({ stations }: ReadableProfile): MeaningFault[] {
  const ids = stations.map((station) => station.id);
  return stations.flatMap(({ id, exhibits, zones }, index) => {
    const faults = [
      ...repetitions(['stations', index, 'zones'], zones),
      ...repetitions(['stations', index, 'exhibits'], exhibits),
    ];
    const before = ids.indexOf(id);
    if (id === undefined || before === index) return faults;
    const message = `stations[${before}] has this id already; a screen finds its station by it`;
    return [{ path: ['stations', index, 'id'], message, other: ['stations', before, 'id'] }, ...faults];
  });
}

function repetitions(path: Path, names: readonly string[]): MeaningFault[] {
  return names.flatMap((name, index) => {
    const before = names.indexOf(name);
    if (name === '' || before === index) return [];
    return [
      { path: [...path, index], message: 'stands in this list already; keep one', other: [...path, before] },
    ];
  });
}

function placeFaults({ plan, doors = {}, lamps = {}, stations }: ReadableProfile): MeaningFault[] {
  if (plan === undefined) return [];
  const placed = [
    ...Object.entries(doors).map(([id, { place }]) => ({ path: ['doors', id, 'place'], place })),
    ...Object.entries(lamps).map(([id, { place }]) => ({ path: ['lamps', id, 'place'], place })),
    ...stations.map(({ place }, index) => ({ path: ['stations', index, 'place'], place })),
  ];
  return placed.flatMap(({ path, place }): MeaningFault[] => {
    if (place === undefined || (place.x <= plan.length && place.y <= plan.width)) return [];
    const message = `lies outside the plan, which is ${plan.length} mm long (x) and ${plan.width} mm wide (y)`;
    return [{ path, message, other: ['plan'] }];
  });
}

function timeZoneFaults({ clock: { timeZone } }: ReadableProfile): MeaningFault[] {
  if (timeZone === undefined || timeZone === '' || isTimeZone(timeZone)) return [];
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
