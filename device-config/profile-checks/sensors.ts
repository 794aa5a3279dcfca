import type { Path } from '../fault.ts';
import { HouseSensors } from '../profile-schema/sensors.ts';
import type { ReadableProfile } from '../readable-profile.ts';
import type { MeaningFault } from './meaning-fault.ts';

/** Thresholds in an order in which one could never be reached, or the other always would be. */
export function sensorFaults({ sensors: { supply, daylight } }: ReadableProfile): MeaningFault[] {
  const { dark, bright } = HouseSensors.shape.daylight.unwrap().shape;
  return [
    ...ascending(
      ['sensors', 'supply'],
      [
        ['critical', supply?.critical],
        ['low', supply?.low],
        ['fullScale', supply?.fullScale],
      ],
    ),
    ...ascending(
      ['sensors', 'daylight'],
      [
        ['dark', daylight && (daylight.dark ?? dark.parse(undefined))],
        ['bright', daylight && (daylight.bright ?? bright.parse(undefined))],
      ],
    ),
  ];
}

type Level = readonly [key: string, value: number | undefined];

function ascending(path: Path, levels: readonly Level[]): MeaningFault[] {
  const given = levels.filter((level): level is [string, number] => level[1] !== undefined);
  return given.slice(1).flatMap(([key, value], index): MeaningFault[] => {
    const [lowerKey, lower] = given[index]!;
    if (lower < value) return [];
    const message = `must be below ${key}, which is ${value}`;
    return [{ path: [...path, lowerKey], message, other: [...path, key] }];
  });
}
