import { CALIBRATION_COLUMNS, calibrationOf } from '../database/calibration-columns.ts';
import type { Db } from '../database/open-database.ts';
import { NO_PLACE } from '../database/schema.ts';
import { type Selection, selectCells } from './cells.ts';
import { clocksOf } from './clocks.ts';
import { dateOfCell } from './dating.ts';
import {
  type CalibrationsByDoor,
  type DoorCalibration,
  type DoorCount,
  type PeopleInterval,
  byDoor,
  peopleInterval,
} from './people-interval.ts';
import { VISIT } from './visit-metric.ts';

/** A door's count, and the stop that was open. */
type CountAtStop = DoorCount & { stop: string | null };

/** The counts of a selection with the calibrations they are read with. */
export class CalibratedCounts {
  readonly #counts: readonly CountAtStop[];
  readonly #calibrations: CalibrationsByDoor;

  private constructor(counts: readonly CountAtStop[], calibrations: readonly DoorCalibration[]) {
    this.#counts = counts;
    this.#calibrations = byDoor(calibrations);
  }

  static async load(db: Db, selection: Selection): Promise<CalibratedCounts> {
    const calibrations = await doorCalibrations(db);
    // Without any, no count has an interval.
    const counts = calibrations.length === 0 ? [] : await doorCounts(db, selection);
    return new CalibratedCounts(counts, calibrations);
  }

  /** The interval of the true number behind the counts that belong to one key, for each key. */
  intervals<Key>(keyOf: (count: CountAtStop) => Key): ReadonlyMap<Key, PeopleInterval | null> {
    const together = new Map<Key, CountAtStop[]>();
    for (const count of this.#counts) {
      const key = keyOf(count);
      const others = together.get(key);
      if (others) others.push(count);
      else together.set(key, [count]);
    }
    return new Map([...together].map(([key, counts]) => [key, peopleInterval(counts, this.#calibrations)]));
  }
}

/** Every calibration of every door, each with its day as far as the clock of its epoch is known now. */
async function doorCalibrations(db: Db): Promise<DoorCalibration[]> {
  const rows = await db
    .selectFrom('fact')
    .innerJoin('epoch', 'epoch.id', 'fact.epoch_id')
    .innerJoin('bus', 'bus.id', 'fact.bus_id')
    .where('fact.fact', '=', 'door-calibrated')
    .where('fact.door', 'is not', null)
    .select(['bus.name as bus', 'epoch_id', 'boot', 'monotonic', ...CALIBRATION_COLUMNS])
    .orderBy('fact.id')
    .execute();
  const clocks = await clocksOf(
    db,
    rows.map(({ epoch_id }) => epoch_id),
  );
  return rows.flatMap(({ bus, epoch_id, boot, monotonic, ...row }) => {
    const calibration = calibrationOf(row);
    if (calibration === null) return [];
    const date = dateOfCell(clocks.get(epoch_id) ?? null, monotonic, null);
    return [{ ...calibration, bus, boot, monotonic, date }];
  });
}

/** Visits by door, day, stop and start of the bus: as fine as calibrations tell them apart. */
async function doorCounts(db: Db, selection: Selection): Promise<CountAtStop[]> {
  const byIds = selectCells(db, { ...selection, metrics: [VISIT] })
    .select((eb) => ['epoch_id', 'stop_id', 'place_id', 'date', eb.fn.sum<number>('n').as('visits')])
    .groupBy(['epoch_id', 'stop_id', 'place_id', 'date']);
  const rows = await db
    .selectFrom(byIds.as('sums'))
    .innerJoin('epoch', 'epoch.id', 'sums.epoch_id')
    .innerJoin('bus', 'bus.id', 'epoch.bus_id')
    .innerJoin('place', 'place.id', 'sums.place_id')
    .leftJoin('stop', 'stop.id', 'sums.stop_id')
    .select([
      'bus.name as bus',
      'stop.name as stop',
      'place.word as door',
      'sums.date',
      'epoch.boot',
      'sums.visits',
    ])
    .execute();
  return rows.map(({ door, ...count }) => ({ ...count, door: door === NO_PLACE ? null : door }));
}
