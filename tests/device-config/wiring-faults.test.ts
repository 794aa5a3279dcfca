import { describe, expect, it } from 'vitest';
import { faultsAfter, WHOLE } from './sound-profile.ts';
import { folderForTests } from './written-file.ts';

const folder = folderForTests();
const faults = (search: string, replacement: string) => faultsAfter(folder, search, replacement, WHOLE);

describe('a profile with one of everything', () => {
  it('reads without a fault', () => {
    expect(faults('version: 1', 'version: 1')).toEqual([]);
  });
});

describe('one pin for two parts', () => {
  it.each([
    [
      'a handset and a beam',
      ['contact: { board: main, pin: 7 }', 'contact: { board: main, pin: 4 }'],
      '36:87 handsets.hook.contact.pin: pin 4 of board main already belongs to doors.front.inner (line 17) (found 4)',
    ],
    [
      'a siren and a door magnet',
      ['siren: { board: main, pin: 8', 'siren: { board: main, pin: 10'],
      '48:30 alarmRig.siren.pin: pin 10 of board main already belongs to alarmRig.magnet (line 45) (found 10)',
    ],
    [
      'a sensor that measures and one that is on or off',
      ['supply: { board: main, pin: 14', 'supply: { board: main, pin: 17'],
      '54:33 sensors.ignition.pin: pin 17 of board main already belongs to sensors.supply (line 51) (found 17)',
    ],
    [
      'a button and a thing',
      ['contact: { board: shelf, pin: 5 }', 'contact: { board: shelf, pin: 2 }'],
      '34:97 buttons.staff.contact.pin: pin 2 of board shelf already belongs to things.dagger.contact (line 30) (found 2)',
    ],
  ])('is refused: %s', (_what, [search, replacement], fault) => {
    expect(faults(search!, replacement!)).toEqual([fault]);
  });

  it('is told beside a pin that cannot measure', () => {
    expect(faults('supply: { board: main, pin: 14', 'supply: { board: main, pin: 7')).toEqual([
      '51:31 sensors.supply.pin: an Uno measures on the pins 14 (A0) to 19 (A5) only (found 7)',
      '51:31 sensors.supply.pin: pin 7 of board main already belongs to handsets.hook.contact (line 36) (found 7)',
    ]);
  });
});

describe('the two pins of the I2C bus', () => {
  it.each([
    [18, 'A4'],
    [19, 'A5'],
  ])('pin %i carries nothing else on a board with a controller', (pin, label) => {
    expect(faults('contact: { board: shelf, pin: 5 }', `contact: { board: shelf, pin: ${pin} }`)).toEqual([
      `34:97 buttons.staff.contact.pin: pin ${pin} (${label}) of board shelf carries the I2C bus of controllers.lights; use another pin (line 10) (found ${pin})`,
    ]);
  });

  it('are free on a board without one', () => {
    expect(faults('inside: { board: main, pin: 15 }', 'inside: { board: main, pin: 19 }')).toEqual([]);
  });
});

describe('a channel of a controller', () => {
  it('carries one lamp', () => {
    expect(faults('channel: 5, name', 'channel: 4, name')).toEqual([
      '25:42 lamps.beacon.channel: channel 4 of lights already belongs to lamps.padlock (line 24) (found 4)',
    ]);
    expect(faults('lights, channel: 5, name', 'more-lights, channel: 4, name')).toEqual([]);
  });

  it('carries one contact', () => {
    expect(faults('controller: contacts, channel: 1', 'controller: contacts, channel: 0')).toEqual([
      '38:102 keyDoors.home.contact.channel: channel 0 of contacts already belongs to things.padlock.contact (line 28) (found 0)',
    ]);
  });

  it('is one of sixteen', () => {
    for (const channel of [16, -1]) {
      expect(faults('channel: 5, name', `channel: ${channel}, name`)).toEqual([
        `25:42 lamps.beacon.channel: a controller has the channels 0 to 15 (found ${channel})`,
      ]);
    }
    expect(faults('channel: 5, name', 'channel: 15, name')).toEqual([]);
  });

  it('of a PCA9685 reads no contact, and one of an MCP23017 dims no lamp', () => {
    expect(faults('controller: contacts, channel: 1', 'controller: lights, channel: 9')).toEqual([
      '38:83 keyDoors.home.contact.controller: a contact needs an MCP23017 or a pin; lights is a PCA9685, which carries lamps only (line 10) (found "lights")',
    ]);
    expect(faults('beacon: { controller: lights', 'beacon: { controller: contacts')).toEqual([
      '25:25 lamps.beacon.controller: a lamp needs a PCA9685 or a pin; contacts is an MCP23017, which carries contacts only (line 12) (found "contacts")',
    ]);
  });

  it('belongs to a controller that is declared', () => {
    expect(faults('controller: contacts, channel: 1', 'controller: contcts, channel: 1')).toEqual([
      '38:83 keyDoors.home.contact.controller: there is no such controller (did you mean "contacts"?); declared under controllers: lights, more-lights, contacts (found "contcts")',
    ]);
  });

  it('is told from a pin by the keys that are written', () => {
    expect(
      faults('beacon: { controller: lights, channel: 5,', 'beacon: { controller: lights, chanel: 5,'),
    ).toEqual([
      '25:3 lamps.beacon.channel: is missing; it must be a number',
      '25:33 lamps.beacon.chanel: unknown key (did you mean "channel"?); allowed here: controller, channel, name, place',
    ]);
    expect(faults('beacon: { controller', 'beacon: { board: shelf, controller')).toEqual([
      '25:13 lamps.beacon.board: unknown key; allowed here: controller, channel, name, place',
    ]);
    expect(faults('contact: { board: shelf, pin: 2 }', 'contact: { board: shelf, pin: 22 }')).toEqual([
      '30:35 things.dagger.contact.pin: an Uno has the pins 2 to 19 (A0 is 14, A5 is 19) (found 22)',
    ]);
  });
});

describe('the address of a controller', () => {
  const at = (address: string) => faults('address: 0x41', `address: ${address}`);
  const where = '11:56 controllers.more-lights.address:';

  it('belongs to one chip of a board', () => {
    expect(at('0x40')).toEqual([
      `${where} address 0x40 on board shelf already belongs to controllers.lights; set the solder bridges of one of them otherwise (line 10) (found 64)`,
    ]);
  });

  it('may stand again on another board, whose I2C pins are free', () => {
    expect(
      faults('board: shelf, chip: pca9685, address: 0x41', 'board: main, chip: pca9685, address: 0x40'),
    ).toEqual([]);
  });

  it('is one that the chip can have', () => {
    expect(at('0x7f')).toEqual([]);
    expect(at('0x27')).toEqual([
      `${where} a PCA9685 cannot have the address 0x27; it has 0x40 to 0x7f (found 39)`,
    ]);
    expect(faults('address: 0x20', 'address: 0x28')).toEqual([
      '12:54 controllers.contacts.address: an MCP23017 cannot have the address 0x28; it has 0x20 to 0x27 (found 40)',
    ]);
    expect(at('0x80')).toEqual([
      `${where} a PCA9685 has an address from 0x40 to 0x7f, an MCP23017 one from 0x20 to 0x27; write it with its 0x (found 128)`,
    ]);
  });

  it('is not the one where all PCA9685 answer', () => {
    expect(at('0x70')).toEqual([
      `${where} every PCA9685 answers at 0x70 (all-call); set another address, such as 0x40 (found 112)`,
    ]);
  });

  it('without its 0x is another one, and the one meant is proposed', () => {
    expect(at('41')).toEqual([
      `${where} a PCA9685 cannot have the address 0x29; it has 0x40 to 0x7f (did you mean 0x41?) (found 41)`,
    ]);
  });

  it('counts on a board that is declared', () => {
    expect(faults('board: shelf, chip: mcp23017', 'board: shlf, chip: mcp23017')).toEqual([
      '12:22 controllers.contacts.board: there is no such board (did you mean "shelf"?); declared under boards: main, shelf (found "shlf")',
    ]);
  });
});

describe('finding a board', () => {
  it('needs a port or a serial number', () => {
    expect(faults('serialNumber: "55A1"', 'baud: 57600')).toEqual([
      '8:10 boards.shelf: nothing says where this board is; give its port (/dev/serial/by-id/…) or its serialNumber, which is in that name too (found {"kind":"uno","baud":57600})',
    ]);
    expect(faults('serialNumber: "55A1"', 'serialNumber: "55A1", port: /dev/ttyACM1')).toEqual([]);
  });

  it('needs a serial number that no other board has', () => {
    expect(faults('port: /dev/ttyACM0', 'serialNumber: 55A1')).toEqual([
      '8:37 boards.shelf.serialNumber: this serial number already belongs to boards.main; every board needs a serial number of its own (line 7) (found "55A1")',
    ]);
  });

  it('needs quotes around a serial number that YAML takes for a number', () => {
    expect(faults('serialNumber: "55A1"', 'serialNumber: 85735313333351E01202')).toEqual([
      '8:37 boards.shelf.serialNumber: must be text; put it in quotes (found Infinity)',
    ]);
  });

  it('says nothing more about a port that cannot be read', () => {
    expect(faults('port: /dev/ttyACM0', 'port: 5')).toEqual([
      '7:28 boards.main.port: must be text; put it in quotes (found 5)',
    ]);
  });
});
