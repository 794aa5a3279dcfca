import { type Author } from '@pingan/protocol/author';
import { Amendment } from '@pingan/protocol/facts';
import type { FactBody } from '@pingan/protocol/records';

/** A fact as it is told: what, who and when. */
export interface SaidFact {
  id: string;
  fact: string;
  by: Author | null;
  /** Wall time in milliseconds as the clock of the bus is known now; null while it is uncertain. */
  at: number | null;
  timeZone: string | null;
  /** Local day of the bus, YYYY-MM-DD. */
  day: string | null;
  /** Which start of the bus, and milliseconds after it: they order facts that no clock dates. */
  boot: number | null;
  monotonic: number;
  stop: string | null;
  detail: NonNullable<FactBody['detail']> | null;
}

/** What happened at a stop: of each thing, the latest that was said. */
export interface StopDay {
  arrived: SaidFact | null;
  /** The first opening. */
  opened: SaidFact | null;
  /** Null while it is open, again or still. */
  closed: SaidFact | null;
  handCount: SaidFact | null;
  odometer: SaidFact | null;
  checklist: SaidFact | null;
  afterAction: SaidFact | null;
  queue: SaidFact | null;
  weather: SaidFact | null;
  shift: SaidFact | null;
  /** Those that speak of this stop, the latest first. */
  amendments: (SaidFact & { replaced: boolean })[];
}

/** Reads the day of a stop from the facts of its bus that concern it; their order does not matter. */
export function stopDay(stop: string, facts: readonly SaidFact[]): StopDay {
  const sorted = [...facts].sort(inOrder);
  const here = sorted.filter((fact) => fact.stop === stop);
  const latest = (name: string) => here.findLast(({ fact }) => fact === name) ?? null;
  const lastOpening = latest('stop-opened');
  const lastClosing = latest('stop-closed');
  const reopened = lastOpening !== null && lastClosing !== null && inOrder(lastClosing, lastOpening) < 0;
  const amendments = sorted.flatMap((fact) => {
    const amendment = fact.fact === 'amended' ? Amendment.safeParse(fact.detail) : null;
    return amendment?.success ? [{ fact, amendment: amendment.data }] : [];
  });
  const replaced = new Set(
    amendments.flatMap(({ fact, amendment }) => amendment.replaces.filter((id) => id !== fact.id)),
  );
  return {
    arrived: latest('stop-arrived'),
    opened: here.find(({ fact }) => fact === 'stop-opened') ?? null,
    closed: reopened ? null : lastClosing,
    handCount: latest('hand-count'),
    odometer: latest('odometer'),
    checklist: latest('checklist'),
    afterAction: latest('after-action'),
    queue: latest('queue'),
    weather: latest('weather'),
    shift: latest('shift-handed-over'),
    amendments: amendments
      .filter(({ fact, amendment }) => fact.stop === stop || amendment.stop === stop)
      .map(({ fact }) => ({ ...fact, replaced: replaced.has(fact.id) }))
      .reverse(),
  };
}

/** Facts of one bus as they happened: by start, then by its monotonic clock. No wall clock can turn this around. */
export function inOrder(
  a: Pick<SaidFact, 'id' | 'boot' | 'monotonic'>,
  b: Pick<SaidFact, 'id' | 'boot' | 'monotonic'>,
): number {
  return (a.boot ?? 0) - (b.boot ?? 0) || a.monotonic - b.monotonic || (a.id < b.id ? -1 : 1);
}
