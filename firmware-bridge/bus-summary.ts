import { holdsOf } from '@pingan/device-config/holds';
import { SENSORS } from '@pingan/device-config/inputs';
import type { BusProfile } from '@pingan/device-config/profile';
import type { BusSummary } from '@pingan/protocol/bus-summary';

/** What screens may know of the profile: names, sizes and places, but no pins, ports or addresses. */
export function busSummary(profile: BusProfile): BusSummary {
  return {
    id: profile.bus.id,
    name: profile.bus.name,
    vehicle: profile.bus.vehicle,
    purpose: profile.purpose,
    plan: profile.plan,
    holds: holdsOf(profile),
    stations: profile.stations.map(({ id, name, zones, exhibits, panel, place }) => ({
      id,
      name,
      zones,
      exhibits,
      panel,
      place: place ?? null,
    })),
    doors: Object.entries(profile.doors).map(([id, { name, place }]) => ({ id, name, place: place ?? null })),
    lamps: Object.entries(profile.lamps).map(([id, lamp]) => ({
      id,
      name: lamp.name,
      dimmable: 'controller' in lamp || lamp.dimmable,
      place: lamp.place ?? null,
    })),
    boards: Object.keys(profile.boards),
    controllers: listed(profile.controllers, ({ board, chip }) => ({ board, chip })),
    ...floorSummary(profile),
  };
}

type Floor = Pick<
  BusSummary,
  | 'things'
  | 'buttons'
  | 'handsets'
  | 'keyDoors'
  | 'facades'
  | 'lantern'
  | 'alarmRig'
  | 'panelKey'
  | 'secondRound'
  | 'ignition'
  | 'sensors'
>;

function floorSummary(profile: BusProfile): Floor {
  const { alarmRig, lantern, sensors } = profile;
  return {
    things: listed(profile.things, ({ name, kind, sense, station, lamp, place }) => ({
      name,
      kind,
      sense,
      station,
      lamp,
      place: place ?? null,
    })),
    buttons: listed(profile.buttons, (button) => ({
      name: button.name,
      means: button.means,
      station: 'station' in button ? button.station : null,
      door: 'door' in button ? button.door : null,
      lamp: button.lamp ?? null,
    })),
    handsets: listed(profile.handsets, ({ name, station }) => ({ name, station })),
    keyDoors: listed(profile.keyDoors, ({ name, station, lamp }) => ({ name, station, lamp: lamp ?? null })),
    facades: listed(profile.facades, ({ name, station, windows }) => ({ name, station, windows })),
    lantern: lantern ? { lamps: lantern.lamps, visits: lantern.visits } : null,
    alarmRig: alarmRig
      ? {
          station: alarmRig.station,
          beacon: alarmRig.beacon,
          armHoldSeconds: alarmRig.armHoldSeconds,
          soundSeconds: alarmRig.soundSeconds,
        }
      : null,
    panelKey: profile.panelKey !== undefined,
    secondRound: profile.secondRound ?? null,
    ignition: sensors.ignition !== undefined,
    sensors: SENSORS.filter((sensor) => sensors[sensor] !== undefined),
  };
}

function listed<T, S>(table: Readonly<Record<string, T>>, show: (entry: T) => S): ({ id: string } & S)[] {
  return Object.entries(table).map(([id, entry]) => ({ id, ...show(entry) }));
}
