import { readBusProfile } from '@pingan/device-config/read-bus-profile';
import { describe, expect, it } from 'vitest';
import * as sound from './sound-profile.ts';
import { faultLines, folderForTests } from './written-file.ts';

const { SOUND } = sound;
const folder = folderForTests();
const faultsAfter = (search: string, replacement: string) => sound.faultsAfter(folder, search, replacement);

describe('parts that do not go together', () => {
  it('one pin used twice, naming both users', () => {
    expect(faultsAfter('pin: 12', 'pin: 4')).toEqual([
      '15:32 lamps.officer.pin: pin 4 of board main already belongs to doors.front.inner (line 12) (found 4)',
    ]);
    expect(faultsAfter('inner: { board: main, pin: 4 }', 'inner: { board: main, pin: 2 }')).toEqual([
      '12:32 doors.front.inner.pin: pin 2 of board main already belongs to doors.front.outer (line 11) (found 2)',
    ]);
  });

  it('the same pin number on two boards is fine', () => {
    const twoBoards = SOUND.replace('boards:\n', 'boards:\n  second: { kind: uno, port: /dev/ttyACM1 }\n');
    const file = folder.write(twoBoards.replace('board: main, pin: 12', 'board: second, pin: 4'));
    expect(faultLines(() => readBusProfile(file), file)).toEqual([]);
  });

  it('a dimmable lamp on a pin without PWM; the six PWM pins are fine', () => {
    expect(faultsAfter('pin: 3, dimmable', 'pin: 7, dimmable')).toEqual([
      '14:30 lamps.moved.pin: pin 7 of an Uno cannot dim a lamp; use one of 3, 5, 6, 9, 10, 11 or take "dimmable" away (found 7)',
    ]);
    for (const pin of [5, 6, 9, 10, 11])
      expect(faultsAfter('pin: 3, dimmable', `pin: ${pin}, dimmable`)).toEqual([]);
  });

  it('a pin on a board that is not declared', () => {
    expect(faultsAfter('outer: { board: main', 'outer: { board: mian')).toEqual([
      '11:21 doors.front.outer.board: there is no such board (did you mean "main"?); declared under boards: main (found "mian")',
    ]);
    expect(faultsAfter('  main: { kind: uno, port: /dev/ttyACM0 }', '  {}')).toHaveLength(8);
  });

  it('a lamp for quiet help that does not exist', () => {
    expect(faultsAfter('quietHelp: officer', 'quietHelp: desk')).toEqual([
      '26:22 lights.quietHelp: there is no such lamp; declared under lamps: moved, officer, hushed, money-first, keys-handed-over, pay-to-withdraw (found "desk")',
    ]);
  });

  it('two stations of one id, and lists that repeat themselves', () => {
    const station = SOUND.slice(SOUND.indexOf('  - id: telephone'), SOUND.indexOf('lights:'));
    expect(faultsAfter('lights:', `${station}lights:`)).toEqual([
      '26:9 stations[1].id: stations[0] has this id already; a screen finds its station by it (line 21) (found "telephone")',
    ]);
    expect(faultsAfter('exhibits: [fake-police]', 'exhibits: [fake-police, fake-police]')).toEqual([
      '24:29 stations[0].exhibits[1]: stands in this list already; keep one (line 24) (found "fake-police")',
    ]);
    expect(faultsAfter('zones: [fraud]', 'zones: [fraud, locks, fraud]')).toHaveLength(1);
  });

  it('a place outside the plan', () => {
    expect(faultsAfter('en: desk }', 'en: desk }, place: { x: 100, y: 2401 }')).toEqual([
      '15:72 lamps.officer.place: lies outside the plan, which is 8400 mm long (x) and 2400 mm wide (y) (line 4) (found {"x":100,"y":2401})',
    ]);
    expect(faultsAfter('en: desk }', 'en: desk }, place: { x: 8400, y: 2400 }')).toEqual([]);
    expect(faultsAfter('    outer:', '    place: { x: 9000, y: 0 }\n    outer:')).toHaveLength(1);
    expect(faultsAfter('    zones:', '    place: { x: 9000, y: 0 }\n    zones:')).toHaveLength(1);
  });

  it('a virtual board that would count for anything but rehearsal', () => {
    const virtual = 'main: { kind: virtual-uno }';
    expect(faultsAfter('main: { kind: uno, port: /dev/ttyACM0 }', virtual)).toEqual([
      '7:17 boards.main.kind: a virtual board can only make rehearsal counts: set purpose to rehearsal, or main to kind: uno with its port (line 3) (found "virtual-uno")',
    ]);
    const file = folder.write(
      SOUND.replace('main: { kind: uno, port: /dev/ttyACM0 }', virtual).replace('training', 'rehearsal'),
    );
    expect(faultLines(() => readBusProfile(file), file)).toEqual([]);
  });

  it('one serial port for two boards', () => {
    expect(faultsAfter('boards:\n', 'boards:\n  other: { kind: uno, port: /dev/ttyACM0 }\n')).toEqual([
      '8:28 boards.main.port: this serial port already belongs to boards.other; every board needs a serial port of its own (line 7) (found "/dev/ttyACM0")',
    ]);
  });

  it.each(['Asia/Peking', 'China', '+08:00', 'UTC+8'])('a time zone that is none: %s', (zone) => {
    expect(faultsAfter('Asia/Shanghai', `"${zone}"`)).toEqual([
      `27:20 clock.timeZone: is no time zone of the IANA list; in all of China it is Asia/Shanghai (found "${zone}")`,
    ]);
  });

  it.each(['Asia/Urumqi', 'Europe/Berlin', 'UTC'])('a time zone of the list is fine: %s', (zone) => {
    expect(faultsAfter('Asia/Shanghai', zone)).toEqual([]);
  });
});
