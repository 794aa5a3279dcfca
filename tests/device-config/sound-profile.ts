import { readBusProfile } from '@pingan/device-config/read-bus-profile';
import { expect } from 'vitest';
import { faultLines, type folderForTests } from './written-file.ts';

/** A profile without a fault, short enough to count its lines. */
export const SOUND = `version: 1
bus: { id: bus-01, name: { zh: 一号车, en: Bus 1 } }
purpose: training
plan: { length: 8400, width: 2400 }
content: starter
boards:
  main: { kind: uno, port: /dev/ttyACM0 }
doors:
  front:
    name: { zh: 前门, en: front door }
    outer: { board: main, pin: 2 }
    inner: { board: main, pin: 4 }
lamps:
  moved: { board: main, pin: 3, dimmable: true, name: { zh: 引你走, en: moved } }
  officer: { board: main, pin: 12, name: { zh: 民警台, en: desk } }
  hushed: { board: main, pin: 14, name: { zh: 叫你瞒, en: hushed } }
  money-first: { board: main, pin: 15, name: { zh: 先交钱, en: money first } }
  keys-handed-over: { board: main, pin: 16, name: { zh: 交钥匙, en: keys handed over } }
  pay-to-withdraw: { board: main, pin: 17, name: { zh: 取钱先付, en: pay to withdraw } }
stations:
  - id: telephone
    name: { zh: 电话, en: telephone }
    zones: [fraud]
    exhibits: [fake-police]
    panel: { width: 476, height: 268 }
lights: { quietHelp: officer }
clock: { timeZone: Asia/Shanghai, trust: system }
`;

/** A profile with one of everything, and without a fault. */
export const WHOLE = `version: 1
bus: { id: bus-02, name: { zh: 二号车, en: Bus 2 } }
purpose: training
plan: { length: 8400, width: 2400 }
content: starter
boards:
  main: { kind: uno, port: /dev/ttyACM0 }
  shelf: { kind: uno, serialNumber: "55A1" }
controllers:
  lights: { board: shelf, chip: pca9685, address: 0x40 }
  more-lights: { board: shelf, chip: pca9685, address: 0x41 }
  contacts: { board: shelf, chip: mcp23017, address: 0x20 }
doors:
  front:
    name: { zh: 前门, en: front door }
    outer: { board: main, pin: 2 }
    inner: { board: main, pin: 4 }
lamps:
  moved: { board: main, pin: 3, dimmable: true, name: { zh: 引你走, en: moved } }
  hushed: { controller: lights, channel: 0, name: { zh: 叫你瞒, en: hushed } }
  money-first: { controller: lights, channel: 1, name: { zh: 先交钱, en: money first } }
  keys-handed-over: { controller: lights, channel: 2, name: { zh: 交钥匙, en: keys handed over } }
  pay-to-withdraw: { controller: lights, channel: 3, name: { zh: 取钱先付, en: pay to withdraw } }
  padlock: { controller: lights, channel: 4, name: { zh: 挂锁, en: padlock } }
  beacon: { controller: lights, channel: 5, name: { zh: 警示灯, en: beacon } }
things:
  padlock: { name: { zh: 挂锁, en: padlock }, kind: lock, sense: lift, lamp: padlock, station: locks,
    contact: { controller: contacts, channel: 0 }, place: { x: 400, y: 200 } }
  dagger: { name: { zh: 匕首, en: dagger }, kind: knife, sense: touch, lamp: padlock, station: locks,
    contact: { board: shelf, pin: 2 } }
buttons:
  genuine: { means: genuine, station: locks, name: { zh: 真, en: genuine }, contact: { board: shelf, pin: 3 }, lamp: padlock }
  scam: { means: scam, station: locks, name: { zh: 骗, en: scam }, contact: { board: shelf, pin: 4 } }
  staff: { means: staff, door: front, name: { zh: 员, en: staff }, contact: { board: shelf, pin: 5 } }
handsets:
  hook: { station: locks, name: { zh: 听筒, en: handset }, contact: { board: main, pin: 7 } }
keyDoors:
  home: { station: locks, name: { zh: 反锁门, en: key door }, contact: { controller: contacts, channel: 1 }, lamp: padlock }
facades:
  home: { station: locks, name: { zh: 小屋, en: house }, windows: [hushed, padlock] }
panelKey: { contact: { board: main, pin: 9 } }
lantern: { lamps: [padlock, hushed] }
alarmRig:
  station: locks
  magnet: { board: main, pin: 10 }
  motion: { board: main, pin: 11, active: high, pullUp: false }
  beacon: beacon
  siren: { board: main, pin: 8, oneShotSeconds: 8 }
  soundSeconds: 6
sensors:
  supply: { board: main, pin: 14, fullScale: 33, low: 24, critical: 23 }
  inside: { board: main, pin: 15 }
  daylight: { board: main, pin: 16, dark: 0.2, bright: 0.7 }
  ignition: { board: main, pin: 17 }
stations:
  - id: locks
    name: { zh: 锁具, en: locks }
    zones: [theft]
    exhibits: [fake-police]
    panel: { width: 476, height: 268 }
clock: { timeZone: Asia/Shanghai, trust: system }
`;

/** The faults of a profile, by default the short one, after one change, which has to hit. */
export function faultsAfter(
  folder: ReturnType<typeof folderForTests>,
  search: string,
  replacement: string,
  profile = SOUND,
): string[] {
  expect(profile).toContain(search);
  const file = folder.write(profile.replace(search, replacement));
  return faultLines(() => readBusProfile(file), file);
}
