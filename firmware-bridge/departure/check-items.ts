import type { BusProfile } from '@pingan/device-config/profile';
import { CHECK_GROUPS, type CheckGroup, type CheckItem } from '@pingan/protocol/departure';
import type { Text } from '@pingan/protocol/ids';

/** One thing that a departure check looks at, before anything is known of it. */
export type CheckedItem = Pick<CheckItem, 'id' | 'group' | 'name'>;

/**
 * Everything that a departure check of this bus looks at, in the order of `CHECK_GROUPS` and within them in that of the profile:
 * `board/main`, `controller/lights-1` · `disk` · `clock` · `battery` · `link` · `sensor/inside` · `door/front` (both its beams) ·
 * `lamp/lock-07` · `thing/lock-07` · `button/staff`, `handset/telephone`, `key-door/home`, `panel-key` · `alarm/magnet`,
 * `alarm/motion`, `alarm/siren` · `screen/locks` (is it there) and `speaker/locks` (is it heard). Things, controls and the alarm's
 * sensors are called as in `inputsOf`.
 */
export function checkItems(profile: BusProfile): CheckedItem[] {
  const groups: Record<CheckGroup, [string, Text][]> = {
    boards: boards(profile),
    ...{ disk: [['disk', DISK]], clock: [['clock', CLOCK]], battery: [['battery', BATTERY]] },
    link: [['link', LINK]],
    sensors: sensors(profile),
    doors: named('door', profile.doors),
    lamps: named('lamp', profile.lamps),
    things: named('thing', profile.things),
    controls: [
      ...named('button', profile.buttons),
      ...named('handset', profile.handsets),
      ...named('key-door', profile.keyDoors),
      ...(profile.panelKey ? [['panel-key', PANEL_KEY] as [string, Text]] : []),
    ],
    alarm: profile.alarmRig ? ALARM : [],
    screens: profile.stations.flatMap(({ id, name }): [string, Text][] => [
      [`screen/${id}`, { zh: `${name.zh}的屏幕`, en: `screen of the ${name.en}` }],
      [`speaker/${id}`, { zh: `${name.zh}的喇叭`, en: `speaker of the ${name.en}` }],
    ]),
  };
  return CHECK_GROUPS.flatMap((group) => groups[group].map(([id, name]) => ({ id, group, name })));
}

const DISK: Text = { zh: '硬盘', en: 'disk' };
const CLOCK: Text = { zh: '时钟', en: 'clock' };
const BATTERY: Text = { zh: '电池', en: 'battery' };
const LINK: Text = { zh: '与指挥中心的连接', en: 'link to headquarters' };
const PANEL_KEY: Text = { zh: '民警台的钥匙开关', en: "key switch at the officer's desk" };
const ALARM: [string, Text][] = [
  ['alarm/magnet', { zh: '报警门磁', en: 'door magnet of the alarm' }],
  ['alarm/motion', { zh: '报警移动感应器', en: 'motion sensor of the alarm' }],
  ['alarm/siren', { zh: '警号', en: 'siren' }],
];
const SENSORS = {
  inside: { zh: '车内温度计', en: 'inside thermometer' },
  daylight: { zh: '光线感应器', en: 'daylight sensor' },
  ignition: { zh: '点火信号', en: 'ignition input' },
} as const satisfies Record<string, Text>;

function boards({ boards, controllers }: BusProfile): [string, Text][] {
  return [
    ...Object.keys(boards).map((id): [string, Text] => [
      `board/${id}`,
      { zh: `控制板 ${id}`, en: `board ${id}` },
    ]),
    ...Object.entries(controllers).map(([id, { chip }]): [string, Text] => [
      `controller/${id}`,
      chip === 'pca9685'
        ? { zh: `灯光芯片 ${id}`, en: `light controller ${id}` }
        : { zh: `输入芯片 ${id}`, en: `input controller ${id}` },
    ]),
  ];
}

/** The supply is not among them: it is the battery's. */
function sensors({ sensors }: BusProfile): [string, Text][] {
  return (Object.keys(SENSORS) as (keyof typeof SENSORS)[])
    .filter((sensor) => sensors[sensor] !== undefined)
    .map((sensor) => [`sensor/${sensor}`, SENSORS[sensor]]);
}

function named(prefix: string, parts: Readonly<Record<string, { name: Text }>>): [string, Text][] {
  return Object.entries(parts).map(([id, { name }]) => [`${prefix}/${id}`, name]);
}
