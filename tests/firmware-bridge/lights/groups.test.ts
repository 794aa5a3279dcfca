import { BusProfile } from '@pingan/device-config/profile';
import { groupsOf } from '@pingan/firmware-bridge/lights/groups';
import { expect, it } from 'vitest';

const name = { zh: '名', en: 'name' };
const contact = (pin: number) => ({ board: 'main', pin });
const thing = (lamp: string, station: string, pin: number) => ({
  name,
  kind: 'lock',
  sense: 'lift',
  contact: contact(pin),
  lamp,
  station,
});
const station = (id: string) => ({
  id,
  name,
  zones: ['theft'],
  exhibits: ['locks'],
  panel: { width: 400, height: 300 },
});
const CEILING = ['keys-handed-over', 'moved', 'hushed', 'pay-to-withdraw', 'money-first'];

const profile = (lamps: string[]) =>
  BusProfile.parse({
    version: 1,
    bus: { id: 'bus', name },
    purpose: 'rehearsal',
    plan: { length: 8000, width: 2400 },
    content: 'starter',
    boards: { main: { kind: 'virtual-uno' } },
    doors: {},
    controllers: { dimmer: { board: 'main', chip: 'pca9685', address: 0x40 } },
    lamps: Object.fromEntries(lamps.map((lamp, channel) => [lamp, { controller: 'dimmer', channel, name }])),
    things: {
      'lock-b': thing('shelf-2', 'bench', 4),
      chat: thing('phone', 'desk', 5),
      'lock-a': thing('shelf-1', 'bench', 6),
      'lock-c': thing('shelf-2', 'bench', 7),
    },
    facades: { home: { name, station: 'bench', windows: ['window-2', 'window-1'] } },
    lantern: { lamps: ['glow-1', 'glow-2'] },
    stations: [station('bench'), station('desk'), station('empty')],
    clock: { timeZone: 'Asia/Shanghai', trust: 'system' },
  });

it('names the ceiling, the lamps of every station, the windows and the lantern, each in the order of its list', () => {
  const lamps = [...CEILING, 'shelf-1', 'shelf-2', 'phone', 'window-1', 'window-2'];
  const groups = groupsOf(profile([...lamps, 'glow-1', 'glow-2'].slice(0, 12)));
  expect(Object.fromEntries(groups)).toEqual({
    ceiling: ['moved', 'hushed', 'money-first', 'keys-handed-over', 'pay-to-withdraw'],
    'station/bench': ['shelf-2', 'shelf-1'],
    'station/desk': ['phone'],
    'station/empty': [],
    'facade/home': ['window-2', 'window-1'],
    lantern: ['glow-1', 'glow-2'],
  });
});

it('leaves out lamps the bus does not have', () => {
  const groups = groupsOf(profile(['moved', 'shelf-1', 'glow-2']));
  expect(groups.get('ceiling')).toEqual(['moved']);
  expect(groups.get('station/bench')).toEqual(['shelf-1']);
  expect(groups.get('facade/home')).toEqual([]);
  expect(groups.get('lantern')).toEqual(['glow-2']);
});
