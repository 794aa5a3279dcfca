import type { Path } from '../fault.ts';
import type { ReadableProfile } from '../readable-profile.ts';
import { type MeaningFault, repeated } from './meaning-fault.ts';

/** Stations that cannot be told apart, answers that a station has twice, and lists that repeat themselves. */
export function stationFaults(profile: ReadableProfile): MeaningFault[] {
  return [...sharedIdFaults(profile), ...answerFaults(profile), ...listFaults(profile)];
}

function sharedIdFaults({ stations }: ReadableProfile): MeaningFault[] {
  const indexed = stations.map(({ id }, index) => ({ id, index }));
  return repeated(indexed, ({ id }) => id).map(({ item, first }) => ({
    path: ['stations', item.index, 'id'],
    message: `stations[${first.index}] has this id already; a screen finds its station by it`,
    other: ['stations', first.index, 'id'],
  }));
}

function answerFaults({ buttons }: ReadableProfile): MeaningFault[] {
  const answers = Object.entries(buttons).filter(([, { means }]) => means === 'genuine' || means === 'scam');
  const keyOf = ([, { means, station }]: (typeof answers)[number]) =>
    station === undefined ? undefined : `${station} ${means}`;
  return repeated(answers, keyOf).map(({ item: [id, { means, station }], first: [before] }) => ({
    path: ['buttons', id, 'means'],
    message: `buttons.${before} means ${means} at station ${station} already; a station has one genuine and one scam button`,
    other: ['buttons', before, 'means'],
  }));
}

function listFaults({ stations, facades, lantern }: ReadableProfile): MeaningFault[] {
  return [
    ...stations.flatMap(({ zones, exhibits }, index) => [
      ...repetitions(['stations', index, 'zones'], zones),
      ...repetitions(['stations', index, 'exhibits'], exhibits),
    ]),
    ...Object.entries(facades).flatMap(([id, { windows }]) =>
      repetitions(['facades', id, 'windows'], windows),
    ),
    ...repetitions(['lantern', 'lamps'], lantern?.lamps ?? []),
  ];
}

function repetitions(path: Path, names: readonly string[]): MeaningFault[] {
  const indexed = names.map((name, index) => ({ name, index }));
  return repeated(indexed, ({ name }) => (name === '' ? undefined : name)).map(({ item, first }) => ({
    path: [...path, item.index],
    message: 'stands in this list already; keep one',
    other: [...path, first.index],
  }));
}
