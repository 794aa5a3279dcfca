import { inputsOf, type SensorName, SENSORS } from '@pingan/device-config/inputs';
import type { BusProfile } from '@pingan/device-config/profile';

/** A TMP36 in a room of 22 °C: 0.5 V and 10 mV for each degree, of 5 V full scale. */
const ROOM_22_DEGREES = (0.5 + 0.22) / 5;
const BRIGHT_DAY = 0.5;

/**
 * Contacts of a bus that nobody has touched: things that can be lifted lie in their places, the door of the alarm rig is
 * closed, the ignition is on; buttons, handsets, keys and motion are not active.
 */
export function restingInputs(profile: BusProfile): Record<string, boolean> {
  const lying = Object.entries(profile.things).flatMap(([id, { sense }]) =>
    sense === 'lift' ? [`thing/${id}`] : [],
  );
  const active = new Set([...lying, 'alarm/magnet', 'ignition']);
  return Object.fromEntries(inputsOf(profile).map(({ input }) => [input, active.has(input)]));
}

/** Sensors of a bus that stands in the open by day: ratios 0..1 of full scale, for those the profile has. */
export function restingReadings({ sensors }: BusProfile): Partial<Record<SensorName, number>> {
  const { supply } = sensors;
  const resting: Record<SensorName, number> = {
    // Halfway between "low" and full scale: a battery that is well.
    supply: supply ? Math.min(1, (supply.low + supply.fullScale) / 2 / supply.fullScale) : 0,
    inside: ROOM_22_DEGREES,
    daylight: BRIGHT_DAY,
  };
  return Object.fromEntries(
    SENSORS.filter((sensor) => sensors[sensor] !== undefined).map((sensor) => [sensor, resting[sensor]]),
  );
}
