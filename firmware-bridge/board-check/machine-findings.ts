import { i2cAddress, PCA9685_ALL_CALL } from '@pingan/device-config/i2c-chips';
import type { BusProfile } from '@pingan/device-config/profile';
import type { SensorName } from '@pingan/device-config/inputs';
import { celsiusOf } from '../house/levels.ts';
import type { DeskItem } from './desk-items.ts';
import type { Finding, Findings } from './findings.ts';
import { machineWords as words } from './words/machine-words.ts';

/** What a board tells by itself. */
export interface BoardGlance {
  firmware: string;
  path: string;
  /** Controllers that do not answer. */
  silent: readonly string[];
  /** Addresses that answer though the profile does not have them. */
  strangers: readonly number[];
  roundTripsMs: readonly number[];
  readings: Readonly<Partial<Record<SensorName, number>>>;
}

/** I2C addresses that chips may have (UM10204, 3.1.12: the others are reserved). */
const FIRST_ADDRESS = 0x08;
const LAST_ADDRESS = 0x77;

/** Addresses to ask for chips that the profile does not know; a PCA9685 that nobody has set up answers at 0x70 too. */
export function otherAddresses(profile: BusProfile, board: string): number[] {
  const own = Object.values(profile.controllers).filter((controller) => controller.board === board);
  if (own.length === 0) return [];
  const known = new Set([PCA9685_ALL_CALL, ...own.map(({ address }) => address)]);
  const all = Array.from({ length: LAST_ADDRESS - FIRST_ADDRESS + 1 }, (_, index) => FIRST_ADDRESS + index);
  return all.filter((address) => !known.has(address));
}

/** Findings about the board, its chips and its analogue sensors: nobody need be asked. */
export function machineFindings(
  profile: BusProfile,
  items: readonly DeskItem[],
  glance: BoardGlance,
): Findings {
  return new Map(
    items.flatMap((item): [string, Finding][] => {
      const finding = findingOf(profile, item, glance);
      return finding === null ? [] : [[item.id, finding]];
    }),
  );
}

function findingOf(profile: BusProfile, { id }: DeskItem, glance: BoardGlance): Finding | null {
  const [kind, name = ''] = id.split('/');
  switch (kind) {
    case 'board':
      return { state: 'good', words: words.board(glance.firmware, glance.path, median(glance.roundTripsMs)) };
    case 'controller':
      return controllerFinding(profile, name, glance);
    case 'battery':
      return sensorFinding(profile, 'supply', glance);
    case 'sensor':
      return name === 'ignition' ? null : sensorFinding(profile, name as SensorName, glance);
    default:
      return null;
  }
}

function controllerFinding(profile: BusProfile, name: string, { silent, strangers }: BoardGlance): Finding {
  const address = i2cAddress(profile.controllers[name]!.address);
  return silent.includes(name)
    ? { state: 'fault', words: words.chipSilent(address, strangers.map(i2cAddress)) }
    : { state: 'good', words: words.chipAnswers(address) };
}

/** A wire that is off or on the wrong side shows at an end of the scale. */
const LOWEST = 0.004;
const HIGHEST = 0.996;
/** A live supply is far above this even where a battery is empty. */
const LEAST_VOLTS = 3;
/** Where people are; a TMP36 the wrong way round reads far beyond. */
const COLDEST = -35;
const HOTTEST = 70;

function sensorFinding({ sensors }: BusProfile, sensor: SensorName, { readings }: BoardGlance): Finding {
  const ratio = readings[sensor];
  if (ratio === undefined) return { state: 'fault', words: words.noReading() };
  switch (sensor) {
    case 'supply': {
      const { fullScale, low } = sensors.supply!;
      const volts = ratio * fullScale;
      if (ratio > HIGHEST) return { state: 'fault', words: words.voltsTooHigh(fullScale) };
      if (volts < LEAST_VOLTS) return { state: 'fault', words: words.voltsNone(volts) };
      return { state: 'good', words: words.volts(volts, volts < low) };
    }
    case 'inside': {
      const celsius = celsiusOf(ratio);
      const plausible = celsius >= COLDEST && celsius <= HOTTEST;
      return plausible
        ? { state: 'good', words: words.celsius(celsius) }
        : { state: 'fault', words: words.celsiusImpossible(celsius) };
    }
    case 'daylight':
      return ratio >= LOWEST && ratio <= HIGHEST
        ? { state: 'good', words: words.light(ratio) }
        : { state: 'fault', words: words.lightImpossible(ratio) };
  }
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
