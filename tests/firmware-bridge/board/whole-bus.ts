import { type BoardConfig, BusProfile } from '@pingan/device-config/profile';
import type { VirtualChip } from '@pingan/firmware-bridge/board/virtual-board/uno-messages';

const name = { zh: '名', en: 'name' };
const range = (count: number) => Array.from({ length: count }, (_, index) => index);

/** The controllers of the front board. */
export const CHIPS: Record<'left' | 'right' | 'touch', VirtualChip> = {
  left: { chip: 'pca9685', address: 0x40 },
  right: { chip: 'pca9685', address: 0x41 },
  touch: { chip: 'mcp23017', address: 0x20 },
};

/** Names of the 32 lamps on the two light controllers, in the order of their channels. */
export const CHANNEL_LAMPS = (['left', 'right'] as const).flatMap((side) =>
  range(16).map((channel) => `${side}-${channel}`),
);

/**
 * A bus with everything on it: on the board `front` 32 lamps behind two light controllers, three plain ones, contacts at
 * pins and behind a contact reader, the alarm rig and three analogue sensors; on `rear` a lamp and a lock.
 */
export function wholeBusProfile(
  boards: { front: BoardConfig; rear: BoardConfig } = {
    front: { kind: 'virtual-uno' },
    rear: { kind: 'virtual-uno' },
  },
): BusProfile {
  const reader = (channel: number, more = {}) => ({ controller: 'touch', channel, ...more });
  const thing = (kind: string, sense: string, contact: object, lamp: string) => ({
    name,
    kind,
    sense,
    contact,
    lamp,
    station: 'one',
  });
  return BusProfile.parse({
    version: 1,
    bus: { id: 'bus-test', name },
    purpose: 'rehearsal',
    plan: { length: 9000, width: 2400 },
    content: 'demo',
    boards,
    doors: { front: { name, outer: { board: 'front', pin: 2 }, inner: { board: 'front', pin: 4 } } },
    lamps: {
      warm: { board: 'front', pin: 11, name, dimmable: true },
      ceiling: { board: 'front', pin: 12, name },
      beacon: { board: 'front', pin: 7, name },
      tail: { board: 'rear', pin: 12, name },
      ...Object.fromEntries(
        CHANNEL_LAMPS.map((lamp) => {
          const [controller, channel] = lamp.split('-');
          return [lamp, { controller, channel: Number(channel), name }];
        }),
      ),
    },
    controllers: Object.fromEntries(
      Object.entries(CHIPS).map(([id, chip]) => [id, { board: 'front', ...chip }]),
    ),
    things: {
      'lock-01': thing('lock', 'lift', reader(0), 'left-0'),
      'lock-02': thing('lock', 'lift', reader(9, { active: 'high', pullUp: false }), 'left-1'),
      glass: thing('device', 'touch', reader(15), 'left-2'),
      tool: thing('tool', 'lift', { board: 'rear', pin: 5 }, 'tail'),
    },
    buttons: { scam: { means: 'scam', name, station: 'one', contact: { board: 'front', pin: 3 } } },
    handsets: { phone: { name, station: 'one', contact: reader(7) } },
    keyDoors: {
      home: { name, station: 'one', contact: { board: 'front', pin: 5, active: 'high', pullUp: false } },
    },
    panelKey: { contact: reader(3) },
    alarmRig: {
      station: 'one',
      magnet: reader(4),
      motion: reader(5),
      beacon: 'beacon',
      siren: { board: 'front', pin: 8, oneShotSeconds: 10 },
    },
    sensors: {
      supply: { board: 'front', pin: 14, fullScale: 30, low: 23, critical: 22 },
      inside: { board: 'front', pin: 15 },
      daylight: { board: 'front', pin: 16 },
      ignition: { board: 'rear', pin: 6 },
    },
    stations: [{ id: 'one', name, zones: ['hall'], exhibits: ['call'], panel: { width: 480, height: 270 } }],
    clock: { timeZone: 'Asia/Shanghai', trust: 'system' },
  });
}

/** What every contact of the bus above says while nobody touches anything. */
export const AT_REST = {
  'thing/lock-01': true,
  'thing/lock-02': true,
  'thing/glass': false,
  'thing/tool': true,
  'button/scam': false,
  'handset/phone': false,
  'key-door/home': false,
  'panel-key': false,
  'alarm/magnet': true,
  'alarm/motion': false,
  ignition: true,
};
