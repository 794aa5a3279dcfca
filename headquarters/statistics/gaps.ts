export interface EpochFacts {
  bus: string;
  code: string;
  /** Null until the epoch's own record has arrived. */
  boot: number | null;
  previous: { code: string; count: number } | null;
  /** Increments of this epoch that have arrived. */
  arrived: number;
}

/**
 * What headquarters knows that it does not have. `boot` to `lastBoot` are starts of the bus process; `missing` counts
 * increments, null where nobody can say how many there were.
 */
export interface Gap {
  bus: string;
  reason: 'epoch-missing' | 'counts-missing' | 'boots-missing';
  epoch: string | null;
  boot: number;
  lastBoot: number;
  missing: number | null;
}

/**
 * Finds what has not arrived: an epoch that its successor names, counts that the successor saw on disk and headquarters
 * never got, and boot numbers nobody accounts for. A gap may close by itself: buses send their newest records first.
 */
export function findGaps(epochs: readonly EpochFacts[]): Gap[] {
  const buses = new Map<string, EpochFacts[]>();
  for (const epoch of epochs) buses.set(epoch.bus, [...(buses.get(epoch.bus) ?? []), epoch]);
  return [...buses.values()].flatMap(gapsOfBus).sort((a, b) => a.bus.localeCompare(b.bus) || b.boot - a.boot);
}

function gapsOfBus(epochs: readonly EpochFacts[]): Gap[] {
  const named = gapsNamedBySuccessors(epochs);
  const boots = new Set(epochs.flatMap((epoch) => epoch.boot ?? []));
  for (const gap of named) boots.add(gap.boot);
  return [...named, ...missingBoots(epochs[0]?.bus ?? '', boots)];
}

function gapsNamedBySuccessors(epochs: readonly EpochFacts[]): Gap[] {
  const known = new Map(epochs.map((epoch) => [epoch.code, epoch]));
  const gaps = new Map<string, Gap>();
  for (const { bus, boot, previous } of epochs) {
    if (previous === null || boot === null) continue;
    const before = known.get(previous.code);
    const missing = Math.max(0, previous.count - (before?.arrived ?? 0));
    const recordArrived = before !== undefined && before.boot !== null;
    if (recordArrived && missing === 0) continue;
    // After a rolled-back card two epochs may name the same one; the larger claim is the safer one.
    if ((gaps.get(previous.code)?.missing ?? -1) >= missing) continue;
    const at = before?.boot ?? Math.max(1, boot - 1);
    gaps.set(previous.code, {
      bus,
      reason: recordArrived ? 'counts-missing' : 'epoch-missing',
      epoch: previous.code,
      boot: at,
      lastBoot: at,
      missing,
    });
  }
  return [...gaps.values()];
}

function missingBoots(bus: string, boots: ReadonlySet<number>): Gap[] {
  const gaps: Gap[] = [];
  let expected = 1;
  for (const boot of [...boots].sort((a, b) => a - b)) {
    if (boot > expected) {
      gaps.push({
        bus,
        reason: 'boots-missing',
        epoch: null,
        boot: expected,
        lastBoot: boot - 1,
        missing: null,
      });
    }
    expected = boot + 1;
  }
  return gaps;
}
