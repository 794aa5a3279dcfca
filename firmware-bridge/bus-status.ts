import { type Exhibit, reviewPending } from '@pingan/content/pack';
import type { ReadContentPack } from '@pingan/content/read-content-pack';
import type { DayStop } from '@pingan/protocol/officer-day';
import type { BusStatus } from '@pingan/protocol/bus-status';
import type { LedgerStatus } from './store/ledger-status.ts';

/** The stops that can be opened. */
export function stopsStatus(stops: readonly DayStop[]): BusStatus['stops'] {
  return stops.flatMap(({ id, plan: { place, when, status } }) =>
    place === undefined || status === 'cancelled' ? [] : [{ id, name: place.name, date: when?.date ?? null }],
  );
}

/** What can be shown now, what it is called, and what waits for a bureau or was left out. */
export function contentStatus(
  { pack, leftOut }: ReadContentPack,
  playable: readonly Exhibit[],
): BusStatus['content'] {
  return {
    exhibits: playable.map(({ id }) => id),
    titles: Object.fromEntries(pack.exhibits.map(({ id, title: { zh, en } }) => [id, { zh, en }])),
    reviewPending: pack.exhibits.filter(reviewPending).map(({ id }) => id),
    leftOut,
  };
}

/** The store and what headquarters has not confirmed. @param lastConfirmed Unix milliseconds, if they can be known */
export function storeStatus(
  { state, detail, backlog }: LedgerStatus,
  lastConfirmed: number | null,
): Pick<BusStatus, 'store' | 'backlog'> {
  return { store: { state, detail }, backlog: { records: backlog, lastConfirmed } };
}
