import type { HouseSensorsConfig } from '@pingan/device-config/profile';
import type { SensorName } from '@pingan/device-config/inputs';
import type { SensorRules } from './sensor.ts';

export type SupplyLevel = 'good' | 'low' | 'critical';
type Supply = NonNullable<HouseSensorsConfig['supply']>;
type Daylight = NonNullable<HouseSensorsConfig['daylight']>;

/** A battery recovers a little as soon as it is relieved; the level gets better only this many volts above its limit. */
const VOLTS_BACK = 0.3;
/** The heat is over this many kelvins below its limit. */
const KELVINS_BACK = 1.5;

/**
 * How each sensor is read. Supply: a starting engine pulls the voltage down for a second, which is not a flat battery.
 * Inside: a TMP36 measures −40 to 125 °C. Daylight: a passing shadow does not make the lamps jump.
 */
export const SENSOR_RULES: Readonly<Record<SensorName, SensorRules>> = {
  supply: { tauMs: 2_000, from: 0, to: 1 },
  inside: { tauMs: 10_000, from: ratioOf(-40.5), to: ratioOf(125.5) },
  daylight: { tauMs: 5_000, from: 0, to: 1 },
};

/** °C of a TMP36 (Analog Devices data sheet: 10 mV per kelvin, 0.5 V at 0 °C) read against 5 V. */
export function celsiusOf(ratio: number): number {
  return (ratio * 5 - 0.5) * 100;
}

function ratioOf(celsius: number): number {
  return (celsius / 100 + 0.5) / 5;
}

/** The level of the supply at `volts`, given the level before. */
export function supplyLevel(before: SupplyLevel, volts: number, { low, critical }: Supply): SupplyLevel {
  const criticalLimit = before === 'critical' ? critical + VOLTS_BACK : critical;
  if (volts < criticalLimit) return 'critical';
  const lowLimit = before === 'good' ? low : low + VOLTS_BACK;
  return volts < lowLimit ? 'low' : 'good';
}

/** Whether it is too hot to let more people in, given whether it was before. */
export function isHot(before: boolean, celsius: number, hot: number): boolean {
  return celsius >= (before ? hot - KELVINS_BACK : hot);
}

/** How bright it is around the lamps: 0 at `dark` or darker, 1 at `bright` or brighter. */
export function brightnessOf(ratio: number, { dark, bright }: Pick<Daylight, 'dark' | 'bright'>): number {
  if (bright <= dark) return ratio >= bright ? 1 : 0;
  return Math.min(1, Math.max(0, (ratio - dark) / (bright - dark)));
}
