import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { connectionsOf } from '@pingan/device-config/connections';
import { i2cAddress } from '@pingan/device-config/i2c-chips';
import { readBusProfile } from '@pingan/device-config/read-bus-profile';
import { type Terminal, wiringOf } from '@pingan/device-config/wiring';
import { describe, expect, it } from 'vitest';
import { WHOLE } from './sound-profile.ts';
import { folderForTests } from './written-file.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const profiles = join(root, 'device-config/profiles');
const folder = folderForTests();
const whole = readBusProfile(folder.write(WHOLE)).profile;

const at = (terminals: readonly Terminal[], label: string) =>
  terminals.find((terminal) => terminal.label === label);

describe('the wiring of a bus', () => {
  const [main, shelf] = wiringOf(whole);

  it('shows every usable pin of every board, the free ones too', () => {
    for (const board of [main!, shelf!]) expect(board.pins.map(({ number }) => number)).toHaveLength(18);
    expect(main!.pins.map(({ label }) => label).slice(10, 14)).toEqual(['D12', 'D13', 'A0', 'A1']);
    expect(at(main!.pins, 'D12')).toEqual({ number: 12, label: 'D12', part: null });
  });

  it('says what is on a pin, where the profile says so, and whether the pull-up is on', () => {
    expect(at(main!.pins, 'D4')?.part).toEqual({
      carries: 'beam',
      from: 'doors.front.inner',
      name: { zh: '前门内侧光束', en: 'front door, inner beam' },
      pullUp: true,
    });
    expect(at(main!.pins, 'D11')?.part).toMatchObject({ from: 'alarmRig.motion', pullUp: false });
    expect(at(main!.pins, 'D8')?.part).toMatchObject({ carries: 'siren', pullUp: null });
  });

  it('shows every channel of every controller under its board, as it is printed on the chip', () => {
    expect(main!.controllers).toEqual([]);
    expect(shelf!.controllers.map(({ id, address }) => `${id} ${i2cAddress(address)}`)).toEqual([
      'lights 0x40',
      'more-lights 0x41',
      'contacts 0x20',
    ]);
    const [lights, , contacts] = shelf!.controllers;
    expect(at(lights!.channels, 'LED5')?.part?.name.en).toBe('beacon');
    expect(at(contacts!.channels, 'GPA1')?.part?.from).toBe('keyDoors.home.contact');
    expect(at(contacts!.channels, 'GPB7')).toEqual({ number: 15, label: 'GPB7', part: null });
  });

  it('shows the I2C lines where a board has controllers, and only there', () => {
    expect(at(shelf!.pins, 'A4')?.part).toMatchObject({ carries: 'i2c', from: 'SDA' });
    expect(at(shelf!.pins, 'A5')?.part).toMatchObject({ carries: 'i2c', from: 'SCL' });
    expect(at(main!.pins, 'A4')?.part).toBeNull();
  });

  it.each(readdirSync(profiles).filter((name) => name.endsWith('.yaml')))(
    'leaves no wire of %s out',
    (name) => {
      const { profile } = readBusProfile(join(profiles, name));
      const terminals = wiringOf(profile).flatMap(({ pins, controllers }) => [
        ...pins,
        ...controllers.flatMap(({ channels }) => channels),
      ]);
      const shown = terminals.flatMap(({ part }) =>
        part === null || part.carries === 'i2c' ? [] : [part.from],
      );
      expect(shown).toHaveLength(connectionsOf(profile).length);
      expect(new Set(shown).size).toBe(shown.length);
    },
  );
});

describe('docs/wiring.md', () => {
  const page = readFileSync(join(root, 'docs/wiring.md'), 'utf8');
  const rowsBelow = (heading: string) => {
    const section = page.split('\n').slice(page.split('\n').indexOf(heading) + 1);
    const end = section.findIndex((line) => line.startsWith('#'));
    const cells = (line: string) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim());
    return section
      .slice(0, end)
      .filter((line) => line.startsWith('|'))
      .map(cells)
      .slice(2);
  };
  const rowOf = ({ label, part }: Terminal) => [
    label,
    part?.carries ?? '–',
    part === null ? 'free' : part.carries === 'i2c' ? part.from : `\`${part.from}\``,
    part?.name.en ?? '',
    part?.name.zh ?? '',
  ];

  it('shows the rehearsal bus terminal by terminal as its profile has it', () => {
    const { profile } = readBusProfile(join(profiles, 'rehearsal.yaml'));
    for (const board of wiringOf(profile)) {
      expect(rowsBelow(`### Board \`${board.id}\``)).toEqual(board.pins.map(rowOf));
      for (const { id, chip, address, channels } of board.controllers) {
        const heading = `#### \`${id}\`: ${chip.toUpperCase()} at ${i2cAddress(address)} behind \`${board.id}\``;
        expect(page).toContain(heading);
        expect(rowsBelow(heading)).toEqual(channels.map(rowOf));
      }
    }
  });

  it('tells how to build the one-shot that the profile asks for', () => {
    for (const word of ['oneShotSeconds', 'soundSeconds', '555', 'rising edge']) expect(page).toContain(word);
  });
});
