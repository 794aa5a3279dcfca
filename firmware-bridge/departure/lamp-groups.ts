import type { BusProfile } from '@pingan/device-config/profile';
import type { Text } from '@pingan/protocol/ids';
import { TURNING_POINTS } from '@pingan/protocol/screen-messages';

/** Lamps that a person can look over at one glance, and where they are. */
export interface LampGroup {
  where: Text;
  lamps: readonly string[];
}

/** Fewer lamps than this are looked at together with their neighbours: every group is a question and a tap. */
const SMALL = 5;

/**
 * All lamps of a bus, each in one group: the ceiling, the shelves of each station kind by kind, model houses, lantern, what is in buttons
 * and key doors, and what is left.
 */
export function lampGroups(profile: BusProfile): LampGroup[] {
  const { facades, lantern, buttons, keyDoors, lamps } = profile;
  const inControls = [...Object.values(buttons), ...Object.values(keyDoors)].flatMap(
    ({ lamp }) => lamp ?? [],
  );
  const wanted: LampGroup[] = [
    { where: { zh: '车顶', en: 'At the ceiling' }, lamps: TURNING_POINTS },
    ...profile.stations.flatMap((station) => shelvesOf(profile, station)),
    ...Object.values(facades).map(({ name, windows }) => ({
      where: { zh: `${name.zh}的窗户`, en: `In the windows of the ${name.en}` },
      lamps: windows,
    })),
    { where: { zh: '村灯', en: 'At the village lantern' }, lamps: lantern?.lamps ?? [] },
    { where: { zh: '按钮和钥匙门里', en: 'In the buttons and key doors' }, lamps: inControls },
    { where: { zh: '其余各处', en: 'Everywhere else' }, lamps: Object.keys(lamps) },
  ];
  const taken = new Set<string>();
  const groups = wanted.map(({ where, lamps: all }) => {
    const own = [...new Set(all)].filter((lamp) => Object.hasOwn(lamps, lamp) && !taken.has(lamp));
    for (const lamp of own) taken.add(lamp);
    return { where, lamps: own };
  });
  return groups.filter(({ lamps: own }) => own.length > 0);
}

const KINDS = {
  lock: { zh: '锁具', en: 'locks' },
  tool: { zh: '工具', en: 'tools' },
  knife: { zh: '刀具', en: 'knives' },
  dummy: { zh: '仿制品', en: 'imitations' },
  document: { zh: '文件', en: 'papers' },
  device: { zh: '器材', en: 'devices' },
} as const satisfies Record<BusProfile['things'][string]['kind'], Text>;

function shelvesOf(profile: BusProfile, { id, name }: BusProfile['stations'][number]): LampGroup[] {
  const byKind = new Map<keyof typeof KINDS, string[]>();
  for (const { kind, lamp, station } of Object.values(profile.things)) {
    if (station === id) byKind.set(kind, [...(byKind.get(kind) ?? []), lamp]);
  }
  const small = [...byKind].filter(([, lamps]) => lamps.length < SMALL);
  const shelf = (kinds: (keyof typeof KINDS)[], lamps: string[]): LampGroup => ({
    where: {
      zh: `${name.zh}的${kinds.map((kind) => KINDS[kind].zh).join('、')}上方`,
      en: `At the ${name.en}, over the ${kinds.map((kind) => KINDS[kind].en).join(' and ')}`,
    },
    lamps,
  });
  return [
    ...[...byKind].filter(([, lamps]) => lamps.length >= SMALL).map(([kind, lamps]) => shelf([kind], lamps)),
    ...(small.length === 0
      ? []
      : [
          shelf(
            small.map(([kind]) => kind),
            small.flatMap(([, lamps]) => lamps),
          ),
        ]),
  ];
}
