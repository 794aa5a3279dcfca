import type { FactBody } from '@pingan/protocol/records';

/** When something happened: in which start of the process, when by its monotonic clock, and by the wall clock if that was known. */
export interface Moment {
  boot: number;
  epoch: string;
  at: number;
  wall: number | null;
}

/** What officers said of one stop; null where they said nothing yet. */
export interface StopHappenings {
  arrived: Moment | null;
  opened: Moment | null;
  closed: Moment | null;
  handCount: { when: Moment; in: number } | null;
  checklist: { when: Moment; done: string[]; open: string[] } | null;
  afterAction: Moment | null;
}

/** By stop. */
export type Happenings = Readonly<Record<string, StopHappenings>>;

export const NOTHING_HAPPENED: StopHappenings = {
  ...{ arrived: null, opened: null, closed: null, handCount: null, checklist: null, afterAction: null },
};

/** A bus that tours for years forgets the stop at which nothing has happened for longest. */
const MOST_STOPS = 300;

/** What is known after one more fact. Facts may come again and in any order: the latest of each kind counts. */
export function happened(
  before: Happenings,
  { fact, stop, detail }: Pick<FactBody, 'fact' | 'stop' | 'detail'>,
  when: Moment,
): Happenings {
  if (stop === null) return before;
  const known = before[stop] ?? NOTHING_HAPPENED;
  const after = afterFact(known, fact, detail, when);
  if (after === known) return before;
  const others = Object.entries(before).filter(([id]) => id !== stop);
  return Object.fromEntries([...others, [stop, after] as const].slice(-MOST_STOPS));
}

function afterFact(
  known: StopHappenings,
  fact: string,
  detail: FactBody['detail'],
  when: Moment,
): StopHappenings {
  switch (fact) {
    case 'stop-arrived':
      return isNews(known.arrived, when) ? { ...known, arrived: when } : known;
    case 'stop-opened':
      return isNews(known.opened, when) ? { ...known, opened: when } : known;
    case 'stop-closed':
      return isNews(known.closed, when) ? { ...known, closed: when } : known;
    case 'after-action':
      return isNews(known.afterAction, when) ? { ...known, afterAction: when } : known;
    case 'hand-count': {
      const entries = detail?.['in'];
      if (typeof entries !== 'number' || !isNews(known.handCount?.when, when)) return known;
      return { ...known, handCount: { when, in: entries } };
    }
    case 'checklist': {
      if (!isNews(known.checklist?.when, when)) return known;
      return { ...known, checklist: { when, done: idsOf(detail?.['done']), open: idsOf(detail?.['open']) } };
    }
    default:
      return known;
  }
}

/** Whether `a` came later than `b`. */
export function isLater(a: Moment, b: Moment): boolean {
  return a.boot === b.boot ? a.at > b.at : a.boot > b.boot;
}

function isNews(known: Moment | null | undefined, when: Moment): boolean {
  return known === null || known === undefined || !isLater(known, when);
}

function idsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((id) => typeof id === 'string') : [];
}

/** The last thing that officers said of the way of any stop, and of which; null where they said nothing yet. */
export function lastStep(
  happenings: Happenings,
): { stop: string; step: 'arrived' | 'opened' | 'closed'; when: Moment } | null {
  const steps = Object.entries(happenings).flatMap(([stop, { arrived, opened, closed }]) =>
    (
      [
        { step: 'arrived', when: arrived },
        { step: 'opened', when: opened },
        { step: 'closed', when: closed },
      ] as const
    ).flatMap(({ step, when }) => (when === null ? [] : [{ stop, step, when }])),
  );
  const latest = (best: (typeof steps)[number], each: (typeof steps)[number]) =>
    isLater(best.when, each.when) ? best : each;
  return steps.length === 0 ? null : steps.reduce(latest);
}
