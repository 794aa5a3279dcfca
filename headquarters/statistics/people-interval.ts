/** How many people a count stands for, with 95 % confidence, as whole people. */
export interface PeopleInterval {
  low: number;
  high: number;
}

/** A door compared with a hand count: (machine − hand) / hand with its 95 % interval, and when that was. */
export interface DoorCalibration {
  bus: string;
  door: string;
  /** Entries counted by hand. */
  tapped: number;
  estimate: number;
  low: number;
  high: number;
  /** YYYY-MM-DD in the zone of the bus, or null where the day is uncertain. */
  date: string | null;
  /** Starts of the bus process up to then; null until the epoch's own record has arrived. */
  boot: number | null;
  monotonic: number;
}

/** What one door counted on one day, during one start of the bus. */
export interface DoorCount {
  bus: string;
  /** Null where a count names no door. */
  door: string | null;
  date: string | null;
  boot: number | null;
  visits: number;
}

/** Calibrations by bus and door. */
export type CalibrationsByDoor = ReadonlyMap<string, readonly DoorCalibration[]>;

export function byDoor(calibrations: readonly DoorCalibration[]): CalibrationsByDoor {
  const doors = new Map<string, DoorCalibration[]>();
  for (const calibration of calibrations) {
    const key = `${calibration.bus} ${calibration.door}`;
    doors.set(key, [...(doors.get(key) ?? []), calibration]);
  }
  return doors;
}

/**
 * The calibration that a count is read with: the door's latest one of that day or earlier. Where a day is uncertain, the order
 * of the starts decides instead. Null where there is none.
 */
export function calibrationFor(count: DoorCount, calibrations: CalibrationsByDoor): DoorCalibration | null {
  if (count.door === null) return null;
  return (calibrations.get(`${count.bus} ${count.door}`) ?? [])
    .filter((calibration) => wasKnown(calibration, count))
    .reduce<DoorCalibration | null>((kept, one) => (kept === null || isLater(one, kept) ? one : kept), null);
}

function wasKnown(calibration: DoorCalibration, count: DoorCount): boolean {
  if (calibration.date !== null && count.date !== null) return calibration.date <= count.date;
  return calibration.boot !== null && count.boot !== null && calibration.boot <= count.boot;
}

function isLater(a: DoorCalibration, b: DoorCalibration): boolean {
  if (a.date !== b.date) return (a.date ?? '') > (b.date ?? '');
  if (a.boot !== b.boot) return (a.boot ?? 0) > (b.boot ?? 0);
  return a.monotonic > b.monotonic;
}

/**
 * The interval of the true number behind some counts together. Null where nothing was counted, and as soon as one door that
 * counted has no calibration: part of an error says nothing.
 *
 * Counts under one calibration are added first, as they share its error. Calibrations err independently of each other, so
 * their distances from the estimate add in squares (Zou and Donner 2008, Statistics in Medicine 27: 1693–1702).
 */
export function peopleInterval(
  counts: readonly DoorCount[],
  calibrations: CalibrationsByDoor,
): PeopleInterval | null {
  const visits = new Map<DoorCalibration, number>();
  for (const count of counts) {
    if (count.visits === 0) continue;
    const calibration = calibrationFor(count, calibrations);
    if (calibration === null) return null;
    visits.set(calibration, (visits.get(calibration) ?? 0) + count.visits);
  }
  if (visits.size === 0) return null;
  let people = 0;
  let down = 0;
  let up = 0;
  for (const [calibration, n] of visits) {
    const behind = peopleBehind(n, calibration);
    people += behind.estimate;
    down = Math.hypot(down, behind.estimate - behind.low);
    up = Math.hypot(up, behind.high - behind.estimate);
  }
  return { low: Math.max(0, Math.floor(people - down)), high: Math.ceil(people + up) };
}

/**
 * People behind `n` visits: n / (1 + e). The calibration is uncertain by its interval, and this one count has luck of its own, a miss
 * or two more or less. Among n people that scatters as it did among the tapped ones, which makes every distance
 * √(1 + tapped / n) times as long, as for the prediction of a further mean.
 */
function peopleBehind(n: number, { tapped, estimate, low, high }: DoorCalibration) {
  const people = n / (1 + estimate);
  const luck = Math.sqrt(1 + tapped / n);
  return {
    estimate: people,
    low: people - (people - n / (1 + high)) * luck,
    high: people + (n / (1 + low) - people) * luck,
  };
}
