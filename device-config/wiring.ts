import { type Carries, type Connection, connectionsOf } from './connections.ts';
import { describePath } from './fault.ts';
import { CHANNELS, type Chip, CHIPS } from './i2c-chips.ts';
import type { BusProfile } from './profile.ts';
import { UNO_I2C_PINS, UNO_PINS, unoPinLabel } from './uno-pins.ts';

/** What is on a pin or on a channel. */
export interface WiredPart {
  /** `i2c`: the two lines to the controllers of the board. */
  carries: Carries | 'i2c';
  /** Where the profile says it, `things.lock-07.contact`; of I2C lines the signal, `SDA` or `SCL`. */
  from: string;
  /** What people call it. */
  name: { zh: string; en: string };
  /** On a pin that is read: whether the board's own pull-up resistor is on. */
  pullUp: boolean | null;
}

/** One screw terminal: a pin of a board or a channel of a chip. */
export interface Terminal {
  number: number;
  /** As printed beside it: `D7`, `A3`, `LED0`, `GPB2`. */
  label: string;
  part: WiredPart | null;
}

export interface ControllerWiring {
  id: string;
  chip: Chip;
  /** 7-bit I2C address. */
  address: number;
  channels: Terminal[];
}

export interface BoardWiringTable {
  id: string;
  kind: BusProfile['boards'][string]['kind'];
  pins: Terminal[];
  controllers: ControllerWiring[];
}

/** Every pin of every board and every channel of every chip, with what is on it, also where that is nothing. */
export function wiringOf(profile: BusProfile): BoardWiringTable[] {
  const wires = connectionsOf(profile);
  return Object.entries(profile.boards).map(([id, { kind }]) => {
    const controllers = Object.entries(profile.controllers).filter(([, { board }]) => board === id);
    return {
      id,
      kind,
      pins: UNO_PINS.map((pin) => ({
        number: pin,
        label: unoPinLabel(pin),
        part:
          partOf(
            profile,
            wires.find((wire) => wire.board === id && wire.pin === pin),
          ) ?? (controllers.length > 0 ? i2cLine(pin) : null),
      })),
      controllers: controllers.map(([controller, { chip, address }]) => ({
        id: controller,
        chip,
        address,
        channels: CHANNELS.map((channel) => ({
          number: channel,
          label: CHIPS[chip].label(channel),
          part: partOf(
            profile,
            wires.find((wire) => wire.controller === controller && wire.channel === channel),
          ),
        })),
      })),
    };
  });
}

function i2cLine(pin: number): WiredPart | null {
  if (pin !== UNO_I2C_PINS.sda && pin !== UNO_I2C_PINS.scl) return null;
  const data = pin === UNO_I2C_PINS.sda;
  const name = data ? { zh: 'I2C 数据线', en: 'I2C data' } : { zh: 'I2C 时钟线', en: 'I2C clock' };
  return { carries: 'i2c', from: data ? 'SDA' : 'SCL', name, pullUp: null };
}

function partOf(profile: BusProfile, wire: Connection | undefined): WiredPart | null {
  if (wire === undefined) return null;
  const owner = ownerOf(profile, wire);
  return {
    carries: wire.carries,
    from: describePath(wire.path),
    name: owner.name,
    pullUp: owner.pullUp ?? null,
  };
}

interface Owner {
  name: WiredPart['name'];
  pullUp?: boolean;
}

/** Who a wire belongs to: sections with names of their own first, then the fixed parts of a bus. */
function ownerOf(profile: BusProfile, { path }: Connection): Owner {
  const [section, id = '', end = ''] = path.map(String);
  switch (section) {
    case 'doors': {
      const { name, outer, inner } = profile.doors[id]!;
      const suffix =
        end === 'outer' ? { zh: '外侧光束', en: 'outer beam' } : { zh: '内侧光束', en: 'inner beam' };
      const named = { zh: `${name.zh}${suffix.zh}`, en: `${name.en}, ${suffix.en}` };
      return { name: named, pullUp: (end === 'outer' ? outer : inner).pullUp };
    }
    case 'lamps':
      return { name: profile.lamps[id]!.name };
    case 'things':
    case 'buttons':
    case 'handsets':
    case 'keyDoors': {
      const { name, contact } = profile[section][id]!;
      return { name, pullUp: contact.pullUp };
    }
    default:
      return fixedOwner(profile, `${section}.${id}`);
  }
}

function fixedOwner({ panelKey, alarmRig, sensors }: BusProfile, from: string): Owner {
  switch (from) {
    case 'panelKey.contact':
      return {
        name: { zh: '民警面板钥匙', en: 'key of the officer panel' },
        pullUp: panelKey!.contact.pullUp,
      };
    case 'alarmRig.magnet':
      return { name: { zh: '报警门磁', en: 'door magnet of the alarm' }, pullUp: alarmRig!.magnet.pullUp };
    case 'alarmRig.motion':
      return {
        name: { zh: '报警移动探测器', en: 'motion sensor of the alarm' },
        pullUp: alarmRig!.motion.pullUp,
      };
    case 'alarmRig.siren':
      return { name: { zh: '警号（经单稳态定时）', en: 'siren, through its one-shot' } };
    case 'sensors.supply':
      return { name: { zh: '供电电压', en: 'supply voltage' } };
    case 'sensors.inside':
      return { name: { zh: '车内温度', en: 'inside temperature' } };
    case 'sensors.daylight':
      return { name: { zh: '环境光', en: 'ambient light' } };
    case 'sensors.ignition':
      return { name: { zh: '点火信号', en: 'ignition' }, pullUp: sensors.ignition!.pullUp };
    default:
      throw new Error(`no name is known for the wire ${from}; add it where connectionsOf() lists it`);
  }
}
