import { describe, expect, it } from 'vitest';
import * as sound from './sound-profile.ts';
import { folderForTests } from './written-file.ts';

const folder = folderForTests();
const faultsAfter = (search: string, replacement: string) => sound.faultsAfter(folder, search, replacement);

describe('what the schema refuses', () => {
  it('an unknown key, with the key that was probably meant', () => {
    expect(faultsAfter('kind: uno, port', 'kind: uno, prot')).toEqual([
      '7:9 boards.main: nothing says where this board is; give its port (/dev/serial/by-id/…) or its serialNumber, which is in that name too (found {"kind":"uno","prot":"/dev/ttyACM0"})',
      '7:22 boards.main.prot: unknown key (did you mean "port"?); allowed here: kind, port, serialNumber, baud',
    ]);
    expect(faultsAfter('panel: { width: 476,', 'panel: { width: 476, colour: red,')).toEqual([
      '25:26 stations[0].panel.colour: unknown key; allowed here: width, height, readingDistance',
    ]);
    expect(faultsAfter('lights:', 'ligths:')[0]).toMatch(
      /^26:1 ligths: unknown key \(did you mean "lights"\?\); allowed/,
    );
  });

  it('a key that stands twice', () => {
    expect(faultsAfter('  officer: {', '  moved: {')).toContain(
      '15:3 this key stands here twice; keep one of them',
    );
  });

  it('a value outside the allowed ones, listing them', () => {
    expect(faultsAfter('purpose: training', 'purpose: trainning')).toEqual([
      '3:10 purpose: must be one of: service, training, demonstration, rehearsal (did you mean "training"?) (found "trainning")',
    ]);
    expect(faultsAfter('kind: uno, port', 'kind: mega, port')).toEqual([
      '7:17 boards.main.kind: must be one of: virtual-uno, uno (found "mega")',
    ]);
    expect(faultsAfter('/dev/ttyACM0 }', '/dev/ttyACM0, baud: 9600 }')).toEqual([
      '7:48 boards.main.baud: must be one of: 57600, 115200 (found 9600)',
    ]);
    expect(faultsAfter('version: 1', 'version: 2')).toEqual(['1:10 version: must be 1 (found 2)']);
  });

  it('the pins of the serial link, and pins an Uno does not have', () => {
    for (const pin of [0, 1]) {
      expect(faultsAfter('pin: 12', `pin: ${pin}`)).toEqual([
        `15:32 lamps.officer.pin: pins 0 and 1 carry the serial link to the computer; use 2 to 19 (found ${pin})`,
      ]);
    }
    expect(faultsAfter('pin: 12', 'pin: 22')).toEqual([
      '15:32 lamps.officer.pin: an Uno has the pins 2 to 19 (A0 is 14, A5 is 19) (found 22)',
    ]);
    expect(faultsAfter('pin: 12', 'pin: A0')).toEqual([
      '15:32 lamps.officer.pin: must be a number (found "A0")',
    ]);
    expect(faultsAfter('pin: 12', 'pin: 12.5')).toEqual([
      '15:32 lamps.officer.pin: must be a whole number (found 12.5)',
    ]);
  });

  it('text that YAML takes for a number', () => {
    expect(faultsAfter('en: desk', 'en: 110')).toEqual([
      '15:57 lamps.officer.name.en: must be text; put it in quotes (found 110)',
    ]);
  });

  it('a section left empty or missing', () => {
    expect(faultsAfter('clock: { timeZone: Asia/Shanghai, trust: system }', 'clock:')).toEqual([
      '27:7 clock: must be a group of keys (found nothing)',
    ]);
    expect(faultsAfter('plan: { length: 8400, width: 2400 }\n', '')).toEqual([
      '1:1 plan: is missing; it must be a group of keys',
    ]);
    expect(faultsAfter('exhibits: [fake-police]', 'exhibits: []')).toEqual([
      '24:15 stations[0].exhibits: needs at least 1 entry (found [])',
    ]);
  });

  it('a name that cannot be used as an id', () => {
    expect(faultsAfter('  officer: {', '  Officer Lamp: {')).toEqual([
      '15:3 lamps.Officer Lamp: not a usable name: lower-case letters, digits and hyphens, at most 48',
      '26:22 lights.quietHelp: there is no such lamp; declared under lamps: moved, Officer Lamp, hushed, money-first, keys-handed-over, pay-to-withdraw (found "officer")',
    ]);
  });

  it('an address of the second round that a telephone cannot open or a code cannot hold', () => {
    const written = (address: string) =>
      faultsAfter('content: starter', `content: starter\nsecondRound: ${address}`);
    const asWeb = 'must be a web address such as https://bureau.example/second-round';
    expect(written('https://bureau.example/second-round')).toEqual([]);
    expect(written('http://10.0.0.8/')).toEqual([]);
    for (const address of ['ftp://bureau.example/', 'bureau.example/second-round', 'javascript:alert(1)'])
      expect(written(address)).toEqual([`6:14 secondRound: ${asWeb} (found "${address}")`]);
    const long = (length: number) => `https://bureau.example/${'x'.repeat(length - 23)}`;
    expect(written(long(200))).toEqual([]);
    expect(written(long(201))[0]).toMatch(
      /^6:14 secondRound: must be at most 200 characters; the code that visitors scan grows too fine \(found/,
    );
    expect(written('7')).toEqual(['6:14 secondRound: must be text; put it in quotes (found 7)']);
  });

  it('a crowd of nobody or of half a person', () => {
    const crowded = (count: string) => faultsAfter('lights:', `sessions: { crowded: ${count} }\nlights:`);
    expect(crowded('1')).toEqual([]);
    expect(crowded('0')).toEqual(['26:22 sessions.crowded: must be at least 1 (found 0)']);
    expect(crowded('8.5')).toEqual(['26:22 sessions.crowded: must be a whole number (found 8.5)']);
  });

  it('a broker that is no MQTT address', () => {
    expect(faultsAfter('lights:', 'headquarters: { broker: "http://hq" }\nlights:')).toEqual([
      '26:25 headquarters.broker: must be an address such as mqtt://127.0.0.1:1883 or mqtts://host:8883 (found "http://hq")',
    ]);
  });
});
