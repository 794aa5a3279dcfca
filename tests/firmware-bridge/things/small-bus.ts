import { BusProfile } from '@pingan/device-config/profile';

const name = { zh: '名', en: 'name' };
const contact = (pin: number, board = 'main') => ({ board, pin });
const behindChip = (channel: number) => ({ controller: 'reader', channel });

/** Two stations, two boards and a chip; one of everything that is lifted, touched, pressed or turned. */
export const SMALL_BUS: BusProfile = BusProfile.parse({
  version: 1,
  bus: { id: 'bus-09', name },
  purpose: 'rehearsal',
  plan: { length: 8_000, width: 2_400 },
  content: 'opening',
  boards: { main: { kind: 'virtual-uno' }, second: { kind: 'virtual-uno' } },
  controllers: { reader: { board: 'second', chip: 'mcp23017', address: 0x21 } },
  doors: {},
  lamps: { spot: { name, board: 'main', pin: 13 } },
  things: {
    lock: {
      name: { zh: '锁', en: 'Disc lock' },
      kind: 'lock',
      sense: 'lift',
      contact: contact(2),
      lamp: 'spot',
      station: 'counter',
    },
    chain: { name, kind: 'lock', sense: 'lift', contact: behindChip(0), lamp: 'spot', station: 'table' },
    knife: { name, kind: 'knife', sense: 'touch', contact: contact(3), lamp: 'spot', station: 'counter' },
  },
  buttons: {
    real: { means: 'genuine', name, station: 'counter', contact: contact(4) },
    fake: { means: 'scam', name, station: 'counter', contact: contact(5) },
    wait: { means: 'hold', name, station: 'counter', contact: contact(6) },
    crew: { means: 'staff', name, door: 'front', contact: contact(7) },
  },
  handsets: { phone: { name, station: 'counter', contact: contact(8) } },
  keyDoors: { home: { name, station: 'table', contact: behindChip(1) } },
  panelKey: { contact: contact(9) },
  stations: ['counter', 'table'].map((id) => ({
    id,
    name,
    zones: ['all'],
    exhibits: ['phone'],
    panel: { width: 500, height: 300 },
  })),
  clock: { timeZone: 'Asia/Shanghai', trust: 'system' },
});
