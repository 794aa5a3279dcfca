import { CHIPS } from '@pingan/device-config/i2c-chips';
import { inputsOf } from '@pingan/device-config/inputs';
import type { BusProfile } from '@pingan/device-config/profile';
import { wiringOf } from '@pingan/device-config/wiring';
import { type CheckedItem, checkItems } from '../departure/check-items.ts';

/** One thing of a departure check that hangs on the board on the desk. */
export interface DeskItem extends CheckedItem {
  /** The terminals it hangs on, as printed: `D7`, `lights-1 LED3`; empty for the board itself. */
  at: readonly string[];
  /** The I2C chip between it and the board. */
  chip: string | null;
}

interface Place {
  board: string;
  chip: string | null;
  label: string;
}

/** What of a departure check can be looked at with one board on a desk, in the same order and under the same ids. */
export function deskItems(profile: BusProfile, board: string): DeskItem[] {
  const places = placesOf(profile);
  return checkItems(profile).flatMap((item): DeskItem[] => {
    const [kind, id = ''] = item.id.split('/');
    if (kind === 'board') return id === board ? [{ ...item, at: [], chip: null }] : [];
    if (kind === 'controller') {
      const { board: owner, chip } = profile.controllers[id]!;
      return owner === board ? [{ ...item, at: [CHIPS[chip].name], chip: id }] : [];
    }
    const found = endsOf(item.id).flatMap((end) => places.get(end) ?? []);
    if (found.length === 0 || found.some((place) => place.board !== board)) return [];
    const at = found.map(({ chip, label }) => (chip === null ? label : `${chip} ${label}`));
    return [{ ...item, at, chip: found[0]!.chip }];
  });
}

/** The item that an input of `inputsOf` belongs to: they are called alike, but for the ignition. */
export const itemOfInput = (input: string): string => (input === 'ignition' ? 'sensor/ignition' : input);

/** The inputs that an item is watched by. */
export function inputOfItem(profile: BusProfile, item: string): string | undefined {
  return inputsOf(profile).find(({ input }) => itemOfInput(input) === item)?.input;
}

const SECTIONS: Readonly<Record<string, string>> = {
  thing: 'things',
  button: 'buttons',
  handset: 'handsets',
  'key-door': 'keyDoors',
};

/** Where the profile says the wires of an item. */
function endsOf(item: string): string[] {
  const [kind = '', id = ''] = item.split('/');
  if (SECTIONS[kind] !== undefined) return [`${SECTIONS[kind]}.${id}.contact`];
  switch (kind) {
    case 'lamp':
      return [`lamps.${id}`];
    case 'door':
      return [`doors.${id}.outer`, `doors.${id}.inner`];
    case 'alarm':
      return [`alarmRig.${id}`];
    case 'sensor':
      return [`sensors.${id}`];
    case 'battery':
      return ['sensors.supply'];
    case 'panel-key':
      return ['panelKey.contact'];
    default:
      return [];
  }
}

function placesOf(profile: BusProfile): Map<string, Place> {
  const places = wiringOf(profile).flatMap(({ id: board, pins, controllers }) =>
    [
      ...pins.map((pin) => ({ ...pin, chip: null })),
      ...controllers.flatMap(({ id, channels }) => channels.map((channel) => ({ ...channel, chip: id }))),
    ].flatMap(({ label, part, chip }): [string, Place][] =>
      part === null ? [] : [[part.from, { board, chip, label }]],
    ),
  );
  return new Map(places);
}
