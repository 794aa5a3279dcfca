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
stations:
  - id: telephone
    name: { zh: 电话, en: telephone }
    zones: [fraud]
    exhibits: [fake-police]
    panel: { width: 476, height: 268 }
lights: { quietHelp: officer }
clock: { timeZone: Asia/Shanghai, trust: system }
`;

/** The faults of the sound profile after one change, which has to hit. */
export function faultsAfter(
  folder: ReturnType<typeof folderForTests>,
  search: string,
  replacement: string,
): string[] {
  expect(SOUND).toContain(search);
  const file = folder.write(SOUND.replace(search, replacement));
  return faultLines(() => readBusProfile(file), file);
}
