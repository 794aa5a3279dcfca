import type { BusProfile } from '@pingan/device-config/profile';

export type BigButton = 'genuine' | 'scam';

/** A thing that is lifted or touched; `input` as in device-config's inputs. */
export interface ThingHere {
  id: string;
  input: string;
  sense: 'lift' | 'touch';
}

/** What somebody finds at a station, by the names of its contacts. */
export interface StationPlace {
  id: string;
  buttons: Readonly<Partial<Record<BigButton, string>>>;
  handset: string | null;
  keyDoor: string | null;
  things: readonly ThingHere[];
  /** Contacts of the live alarm, where it stands here. */
  alarm: { magnet: string; motion: string } | null;
}

/** What a profile puts at one of its stations. */
export function stationPlace(profile: BusProfile, id: string): StationPlace {
  const { buttons, handsets, keyDoors, things, alarmRig } = profile;
  const here = <T extends { station: string }>(table: Readonly<Record<string, T>>) =>
    Object.entries(table).filter(([, { station }]) => station === id);
  const button = (means: BigButton) => {
    const found = Object.entries(buttons).find(
      ([, each]) => each.means === means && 'station' in each && each.station === id,
    );
    return found === undefined ? {} : { [means]: `button/${found[0]}` };
  };
  const [handset] = here(handsets);
  const [keyDoor] = here(keyDoors);
  return {
    id,
    buttons: { ...button('genuine'), ...button('scam') },
    handset: handset === undefined ? null : `handset/${handset[0]}`,
    keyDoor: keyDoor === undefined ? null : `key-door/${keyDoor[0]}`,
    things: here(things).map(([thing, { sense }]) => ({ id: thing, input: `thing/${thing}`, sense })),
    alarm: alarmRig?.station === id ? { magnet: 'alarm/magnet', motion: 'alarm/motion' } : null,
  };
}
