import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { BusProfileError, readBusProfile } from '@pingan/device-config/read-bus-profile';
import { readStops } from '@pingan/device-config/read-stops';
import { describe, expect, it } from 'vitest';
import * as sound from './sound-profile.ts';
import { faultLines, folderForTests } from './written-file.ts';

const folder = folderForTests();
const profiles = fileURLToPath(new URL('../../device-config/profiles', import.meta.url));

const { SOUND } = sound;
const faultsAfter = (search: string, replacement: string) => sound.faultsAfter(folder, search, replacement);

describe('the profiles that ship', () => {
  const shipped = readdirSync(profiles).filter((name) => name.endsWith('.yaml'));

  it('are the rehearsal, the bench and the room without wheels', () => {
    expect(shipped).toEqual(expect.arrayContaining(['bench-uno.yaml', 'fixed-room.yaml', 'rehearsal.yaml']));
  });

  it.each(shipped)('%s reads without a fault', (name) => {
    expect(readBusProfile(join(profiles, name)).profile.version).toBe(1);
  });

  it.each(shipped)('%s names a list of stops that reads without a fault, or none', (name) => {
    const { stops } = readBusProfile(join(profiles, name)).profile;
    if (stops !== undefined) expect(readStops(join(profiles, stops)).length).toBeGreaterThan(0);
  });

  it('give every bus an id of its own', () => {
    const ids = shipped.map((name) => readBusProfile(join(profiles, name)).profile.bus.id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it.each(shipped)('%s has the five ceiling lamps of the turning points', (name) => {
    const lamps = Object.keys(readBusProfile(join(profiles, name)).profile.lamps);
    expect(lamps).toEqual(
      expect.arrayContaining(['moved', 'hushed', 'money-first', 'keys-handed-over', 'pay-to-withdraw']),
    );
  });

  it('show a room as a room: no wheels, no list of stops, two doors and two stations', () => {
    const { profile } = readBusProfile(join(profiles, 'fixed-room.yaml'));
    expect(profile.bus.vehicle).toBe('room');
    expect(profile.stops).toBeUndefined();
    expect(Object.keys(profile.doors)).toHaveLength(2);
    expect(profile.stations).toHaveLength(2);
    expect(profile.purpose).toBe('service');
    expect(profile.clock.trust).toBe('synchronised');
  });
});

describe('a sound profile', () => {
  it('comes back with its defaults filled in', () => {
    const { profile } = readBusProfile(folder.write(SOUND));
    expect(profile.bus.vehicle).toBe('bus');
    expect(profile.boards['main']).toEqual({ kind: 'uno', port: '/dev/ttyACM0', baud: 57600 });
    expect(profile.doors['front']?.outer).toEqual({ board: 'main', pin: 2, broken: 'low', pullUp: true });
    expect(profile.sessions).toEqual({ idleSeconds: 75, answerSeconds: 25, crowded: 8 });
    expect(profile.lights.ambient).toBe(0.45);
    expect(profile.stations[0]?.panel.readingDistance).toBe(600);
  });

  it('may have been saved on Windows, with carriage returns and a byte order mark', () => {
    const file = folder.write(`\uFEFF${SOUND.replaceAll('\n', '\r\n')}`);
    expect(readBusProfile(file).profile.bus.name.zh).toBe('一号车');
  });

  it('may use pin 13, the lamp on the board itself', () => {
    expect(faultsAfter('pin: 12', 'pin: 13')).toEqual([]);
  });
});

describe('a file that cannot be judged', () => {
  const messageOf = (file: string) => {
    try {
      readBusProfile(file);
    } catch (problem) {
      expect(problem).toBeInstanceOf(BusProfileError);
      return (problem as BusProfileError).message;
    }
    return 'no fault';
  };

  it('that does not exist is named together with a profile to copy', () => {
    const file = join(folder.path, 'nowhere.yaml');
    expect(messageOf(file)).toBe(
      `the bus profile ${file} has 1 fault:\n  ${file}:1:1 there is no such file; begin with a copy of device-config/profiles/bench-uno.yaml`,
    );
  });

  it('that is a folder says so', () => {
    expect(messageOf(folder.path)).toContain(':1:1 is a folder; name the profile file inside it');
  });

  it.each(['', '\n\n', '# only a comment\n', '---\n'])('that is empty (%j) says so', (content) => {
    expect(messageOf(folder.write(content))).toContain(':1:1 is empty; begin with a copy');
  });

  it('that was saved in GBK asks for UTF-8', () => {
    const gbk = Uint8Array.from([0x61, 0x3a, 0x20, 0xc6, 0xbd, 0xb0, 0xb2]);
    expect(messageOf(folder.write(gbk))).toContain(
      'is not UTF-8 text; save it again with the encoding UTF-8',
    );
  });

  it('that is no YAML names line and column of every slip', () => {
    expect(faultsAfter('zones: [fraud]', 'zones: [fraud')[0]).toMatch(/^24:\d+ cannot be read as YAML: /);
    expect(faultsAfter('  main: {', '\tmain: {')).toContain(
      '7:1 a tab is not allowed as indentation; use spaces',
    );
  });

  it('that holds a full-width colon is told which sign to change', () => {
    expect(faultsAfter('content: starter', 'content：starter')[0]).toContain(
      'the line holds a full-width ：; YAML needs the half-width sign',
    );
  });

  it('that holds two documents is told where the second begins', () => {
    const file = folder.write(`${SOUND}---\nversion: 1\n`);
    expect(faultLines(() => readBusProfile(file), file)).toEqual([
      '28:1 a second document begins here; one file holds one, so take the line "---" away',
    ]);
  });

  it('that uses aliases, even one inside itself, is refused instead of unfolded', () => {
    expect(faultsAfter('zones: [fraud]', 'zones: &all [*all]')).toEqual([
      '23:18 aliases (*name) are not understood here; write the value out (found *all)',
    ]);
  });

  it.each(['- a\n- b\n', 'just words\n', '42\n'])('that is not a group of keys (%j) says so', (content) => {
    expect(messageOf(folder.write(content))).toContain(':1:1 must be a group of keys');
  });
});

describe('many faults', () => {
  const file = folder.write(`version: 1
bus: { id: Bus 1, name: { zh: 一号车, en: Bus 1 } }
purpose: service
plan: { length: 8400, width: 2400 }
content: starter
boards:
  main: { kind: virtual-uno, port: /dev/ttyACM0 }
doors:
  front:
    name: { zh: 前门, en: front door }
    outer: { board: main, pin: 2 }
    inner: { board: main, pin: 2 }
lamps:
  moved: { board: main, pin: 4, dimable: true, name: { zh: 引你走, en: moved } }
  moved: { board: main, pin: 7, dimmable: true, name: { zh: 引你走 } }
stations:
  - id: telephone
    zones: [fraud]
    exhibits: [fake-police]
    panel: { width: 476, height: -1 }
lights: { ambient: 2, quietHelp: officer }
clock: { timeZone: Mars/Olympus }
`);

  it('are all told at once, in reading order, whichever check found them', () => {
    expect(faultLines(() => readBusProfile(file), file).map((line) => line.split(' ', 2).join(' '))).toEqual([
      '2:12 bus.id:',
      '7:17 boards.main.kind:',
      '7:30 boards.main.port:',
      '12:32 doors.front.inner.pin:',
      '13:1 lamps.hushed:',
      '13:1 lamps.money-first:',
      '13:1 lamps.keys-handed-over:',
      '13:1 lamps.pay-to-withdraw:',
      '15:3 this',
      '15:30 lamps.moved.pin:',
      '15:49 lamps.moved.name.en:',
      '17:5 stations[0].name:',
      '20:34 stations[0].panel.height:',
      '21:20 lights.ambient:',
      '21:34 lights.quietHelp:',
      '22:1 clock.trust:',
      '22:20 clock.timeZone:',
    ]);
  });

  it('come as data too, and their places hold what the message says', () => {
    try {
      readBusProfile(file);
      expect.unreachable();
    } catch (problem) {
      if (!(problem instanceof BusProfileError)) throw problem;
      expect(problem.message.split('\n')[0]).toBe(`the bus profile ${file} has 17 faults:`);
      const lines = readFileSync(file, 'utf8').split('\n');
      for (const { line, column, found } of problem.faults) {
        if (found === null || found.startsWith('"')) continue;
        expect(lines[line - 1]?.slice(column - 1).startsWith(found)).toBe(true);
      }
    }
  });
});
