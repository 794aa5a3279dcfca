import { didYouMean } from '../closest-name.ts';
import { connectionsOf } from '../connections.ts';
import type { Path } from '../fault.ts';
import type { ReadableProfile } from '../readable-profile.ts';
import type { MeaningFault } from './meaning-fault.ts';

type Declared = 'board' | 'controller' | 'door' | 'lamp' | 'station';

/** A place of the profile where something is called by the name under which another section declares it. */
interface Mention {
  path: Path;
  what: Declared;
  name: string | undefined;
}

/** More names than this help nobody; the one that was probably meant stands before them anyway. */
const LONGEST_LIST = 12;

/** Names of boards, controllers, doors, lamps and stations that no section declares. */
export function nameFaults(profile: ReadableProfile): MeaningFault[] {
  const declared = namesDeclared(profile);
  return mentionsOf(profile).flatMap(({ path, what, name }): MeaningFault[] => {
    const names = declared[what];
    if (name === undefined || names === undefined || names.includes(name)) return [];
    const message = `there is no such ${what}${didYouMean(name, names)}; declared under ${what}s: ${listed(names)}`;
    return [{ path, message }];
  });
}

/** The names of each section; a section that cannot be read at all declares everything. */
function namesDeclared(profile: ReadableProfile): Record<Declared, string[] | undefined> {
  return {
    board: profile.boards && Object.keys(profile.boards),
    controller: Object.keys(profile.controllers),
    door: profile.doors && Object.keys(profile.doors),
    lamp: profile.lamps && Object.keys(profile.lamps),
    station: profile.stations.map(({ id }) => id ?? ''),
  };
}

function listed(names: readonly string[]): string {
  if (names.length === 0) return 'none';
  const more = names.length - LONGEST_LIST;
  return more > 0 ? `${names.slice(0, LONGEST_LIST).join(', ')} and ${more} more` : names.join(', ');
}

function mentionsOf(profile: ReadableProfile): Mention[] {
  return [...wireMentions(profile), ...ownerMentions(profile), ...lampMentions(profile)];
}

function wireMentions(profile: ReadableProfile): Mention[] {
  const wires = connectionsOf(profile).flatMap(({ path, board, controller }): Mention[] => [
    { path: [...path, 'board'], what: 'board', name: board },
    { path: [...path, 'controller'], what: 'controller', name: controller },
  ]);
  const chips = Object.entries(profile.controllers).map(([id, { board }]): Mention => {
    return { path: ['controllers', id, 'board'], what: 'board', name: board };
  });
  return [...wires, ...chips];
}

function ownerMentions(profile: ReadableProfile): Mention[] {
  const sections = ['things', 'buttons', 'handsets', 'keyDoors', 'facades'] as const;
  const owners = sections.flatMap((section) =>
    Object.entries(profile[section]).map(([id, { station }]): Mention => {
      return { path: [section, id, 'station'], what: 'station', name: station };
    }),
  );
  const doors = Object.entries(profile.buttons).map(([id, { door }]): Mention => {
    return { path: ['buttons', id, 'door'], what: 'door', name: door };
  });
  const rig: Mention = { path: ['alarmRig', 'station'], what: 'station', name: profile.alarmRig?.station };
  return [...owners, ...doors, rig];
}

function lampMentions(profile: ReadableProfile): Mention[] {
  const lamp = (path: Path, name: string | undefined): Mention => ({ path, what: 'lamp', name });
  const sections = ['things', 'buttons', 'keyDoors'] as const;
  // An entry that cannot be read as a name is the schema's business.
  const list = (path: Path, names: readonly string[] = []) =>
    names.map((name, index) => lamp([...path, index], name === '' ? undefined : name));
  return [
    ...sections.flatMap((section) =>
      Object.entries(profile[section]).map(([id, entry]) => lamp([section, id, 'lamp'], entry.lamp)),
    ),
    ...Object.entries(profile.facades).flatMap(([id, { windows }]) =>
      list(['facades', id, 'windows'], windows),
    ),
    ...list(['lantern', 'lamps'], profile.lantern?.lamps),
    lamp(['alarmRig', 'beacon'], profile.alarmRig?.beacon),
    lamp(['lights', 'quietHelp'], profile.lights.quietHelp),
  ];
}
